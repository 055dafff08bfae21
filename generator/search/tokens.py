"""A text's words, folded so that case, accents and typography do not matter.

`layouts/assets/js/search/tokens.js` does the same in the browser, step for step, and both are held to
`tests/search/tokens.json`. The steps: NFKD (UAX #15), lower case, drop accents and apostrophes, spell out letters that
do not decompose, part at everything but letters, numbers and marks (L, N, M), NFC. A run of Chinese, Japanese
or Korean has no blanks to part at: it gives each character, then each pair of neighbours. The vowel signs of Indic
scripts are marks too, but stay: without them words would lose half their letters.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

TOKEN_LIMIT = 64
"""Characters after which a token is cut: longer ones are keys and blobs that nobody types in full."""


def tokenise(text: str) -> list[str]:
    """The words of `text` in reading order, repeats included."""
    if text.isascii():
        tokens = text.encode("ascii").translate(_ASCII, b"'").decode("ascii").split()
    else:
        folded = _fold(text)
        tokens = _with_pairs(folded) if _CJK.search(folded) else folded.split()
    if tokens and max(map(len, tokens)) > TOKEN_LIMIT:
        return [token[:TOKEN_LIMIT] for token in tokens]
    return tokens


def _fold(text: str) -> str:
    spelled = unicodedata.normalize("NFKD", text.replace("™", " ")).lower()
    return unicodedata.normalize("NFC", spelled.translate(_FOLDED))


def _with_pairs(folded: str) -> list[str]:
    tokens = []
    for run in _RUN.findall(folded):
        if _CJK.match(run):
            tokens.extend(run)
            tokens.extend(first + second for first, second in pairwise(run))
        else:
            tokens.append(run)
    return tokens


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


_ASCII = bytes(ord(chr(code).lower()) if chr(code).isascii() and chr(code).isalnum() else 32 for code in range(256))
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
    }
)
_CJK_CLASS = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # iteration marks and zero, kana
    "\u3100-\u312f\u31a0-\u31bf"  # bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # ideographs
    "\uac00-\ud7a3"  # Hangul syllables
)
_CJK = re.compile(f"[{_CJK_CLASS}]")
_RUN = re.compile(rf"[{_CJK_CLASS}]+|[^\s{_CJK_CLASS}]+")
