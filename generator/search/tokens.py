"""A text's words, folded so that case, accents and typography do not matter.

`layouts/assets/js/search/tokens.js` does the same in the browser, step for step, and both are held to
`tests/search/tokens.json`. The steps: NFKD (UAX #15), lower case, drop accents and apostrophes, spell out letters that
do not decompose, part at everything but letters, numbers and marks (L, N, M), NFC. `C++` and `C#` keep their signs.
Scripts that do not part words by blanks (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) give each character, and
each pair of neighbours. The vowel signs of Indic scripts are marks too, but stay: without them words would lose half
their letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

TOKEN_LIMIT = 64
"""Characters after which a token is cut: longer ones are keys and blobs that nobody types in full."""


def tokenise(text: str) -> list[str]:
    """The words of `text` in reading order, repeats included."""
    return tokenise_placed(text)[0]


def tokenise_placed(text: str) -> tuple[list[str], list[int] | None]:
    """The words of `text`, and where each stands, from 0; None where each stands one after the one before.

    A pair of characters stands where its first does, so that neighbouring pairs make a phrase as words do.
    """
    if text.isascii():
        return _cut(_fold_ascii(text).split()), None
    folded = _fold(text)
    if not _UNPARTED.search(folded):
        return _cut(folded.split()), None
    tokens, places = zip(*_with_pairs(folded), strict=True)
    return _cut(list(tokens)), list(places)


def phrase(text: str) -> list[tuple[str, int]]:
    """The words that a text must hold, and where, counted from the first, to hold `text`.

    These are its words, but for characters that stand in one of its pairs.
    """
    tokens, places = tokenise_placed(text)
    placed = list(zip(tokens, places or range(len(tokens)), strict=True))
    paired = {place + step for token, place in placed if _PAIR.fullmatch(token) for step in (0, 1)}
    return [(token, place) for token, place in placed if place not in paired or not _UNPARTED.fullmatch(token)]


def utf16(word: str) -> bytes:
    """The key by which words are ordered: as JavaScript compares strings, by UTF-16 code units."""
    return word.encode("utf-16-be", "surrogatepass")


def _fold(text: str) -> str:
    spelled = unicodedata.normalize("NFKD", _RESERVED.sub(" ", text)).lower()
    marked = _SHARP.sub(_IS_SHARP, _PLUSES.sub(_IS_PLUSES, spelled))
    return unicodedata.normalize("NFC", marked.translate(_FOLDED))


def _fold_ascii(text: str) -> str:
    """The same for a text of ASCII alone, in a tenth of the time."""
    signs = [sign for sign in _SIGNS if sign.written in text]
    if not signs:
        return text.encode("ascii").translate(_ASCII, b"'").decode("ascii")
    if any(sign.meanwhile in text for sign in _SIGNS):
        return _fold(text)
    folded = text.lower()
    for sign in signs:
        folded = sign.pattern.sub(sign.meanwhile, folded)
    folded = folded.encode("ascii").translate(_SIGNED_ASCII, b"'").decode("ascii")
    for sign in signs:
        folded = folded.replace(sign.meanwhile, f"{sign.written} ")
    return folded


def _with_pairs(folded: str) -> Iterator[tuple[str, int]]:
    place = 0
    for run in _RUN.findall(folded):
        if not _UNPARTED.match(run):
            yield run, place
            place += 1
            continue
        for offset, character in enumerate(run):
            yield character, place + offset
        for offset, (first, second) in enumerate(pairwise(run)):
            yield first + second, place + offset
        place += len(run)


def _cut(tokens: list[str]) -> list[str]:
    if tokens and max(map(len, tokens)) > TOKEN_LIMIT:
        return [token if len(token) <= TOKEN_LIMIT else token[:TOKEN_LIMIT].rstrip("+#") for token in tokens]
    return tokens


class _Sign(NamedTuple):
    """A sign that belongs to the word before it, and what stands for it while a text of ASCII is folded."""

    written: str
    pattern: re.Pattern[str]
    meanwhile: str


class _Folding(dict[int, str]):
    """What each character becomes; worked out when first met, because a table of all Unicode is slow to build."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if _DROPPED.match(character):
            folded = ""
        elif unicodedata.category(character)[0] in "LNM":
            folded = character
        else:
            folded = " "
        self[code] = folded
        return folded


# What stands for the signs of C++ and C# while a text is folded; should a text hold these itself, they part words.
_IS_PLUSES, _IS_SHARP = "\ue000", "\ue001"
_RESERVED = re.compile(f"[™{_IS_PLUSES}{_IS_SHARP}]")
# Both begin with the sign itself and look back from there: what begins with a class is tried at every character.
_PLUSES = re.compile(r"\+\+(?<=[a-z]\+\+)")
_SHARP = re.compile(r"#(?<=[a-z]#)(?<![a-z0-9][a-z]#)(?![a-z0-9#])")
_SIGNS = (_Sign("++", _PLUSES, "\x01"), _Sign("#", _SHARP, "\x02"))
_ASCII = bytes(ord(chr(code).lower()) if chr(code).isascii() and chr(code).isalnum() else 32 for code in range(256))
_SIGNED_ASCII = _ASCII[:1] + bytes((1, 2)) + _ASCII[3:]
_DROPPED = re.compile(
    "['\u2019\u02bc"  # apostrophes: don't and don’t are dont
    "\u00ad\u200c-\u200f\u2060\ufeff\ufe00-\ufe0f"  # what is not seen: soft hyphens, joiners, directions, variants
    "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # accents of alphabets
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    "\u0610-\u061a\u0640\u064b-\u065f\u0670]"  # Arabic vowels, and the stroke that stretches a word
)
_FOLDED = _Folding(
    {
        ord("ß"): "ss",
        ord("æ"): "ae",
        ord("œ"): "oe",
        ord("ø"): "o",
        ord("đ"): "d",
        ord("ð"): "d",
        ord("þ"): "th",
        ord("ł"): "l",
        ord("ħ"): "h",
        ord("ı"): "i",
        ord("ŋ"): "n",
        ord("ŧ"): "t",
        ord("ς"): "σ",
        ord(_IS_PLUSES): "++ ",
        ord(_IS_SHARP): "# ",
    }
)
UNPARTED_CLASS = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # iteration marks and zero, kana
    "\u3100-\u312f\u31a0-\u31bf"  # bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # ideographs
    "\uac00-\ud7a3"  # Hangul syllables
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecd\u0edc-\u0edf"  # Thai, Lao
    "\u1780-\u17d3\u17dc\u17dd\u1000-\u103f\u1050-\u108f"  # Khmer, Burmese
)
_UNPARTED = re.compile(f"[{UNPARTED_CLASS}]")
_PAIR = re.compile(f"[{UNPARTED_CLASS}]{{2}}")
_RUN = re.compile(rf"[{UNPARTED_CLASS}]+|[^\s{UNPARTED_CLASS}]+")
