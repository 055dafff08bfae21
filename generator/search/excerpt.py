"""The part of a text that answers a query best. `layouts/assets/js/search/excerpt.js` does the same.

Lengths are in UTF-16 code units, as browsers count, so that both cut at the same place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import accumulate

from generator.search.tokens import UNPARTED_CLASS, tokenise

LENGTH = 240
"""Of an excerpt."""
LEAD = 60
"""Of what comes before the first word found."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an excerpt."""

    text: str
    """As it stands in the text."""
    marked: bool = False
    """Whether it is a word of the query."""


def excerpt(text: str, terms: Collection[str]) -> list[Piece]:
    """The excerpt of `text` in pieces, with the folded words `terms` marked."""
    marks = list(_marks(text, terms))
    wide = _widen(text)
    start = _start_before(wide, _densest(marks))
    end = _end_after(wide, start + LENGTH)
    pieces = [Piece("… ")] if start > 0 else []
    at = start
    for mark in marks:
        if mark.end <= at or mark.end > end:
            continue
        pieces.append(Piece(_narrow(wide[at : max(at, mark.start)])))
        pieces.append(Piece(_narrow(wide[max(at, mark.start) : mark.end]), marked=True))
        at = mark.end
    pieces.append(Piece(_narrow(wide[at:end]) + (" …" if end < len(wide) else "")))
    return [piece for piece in pieces if piece.text]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    term: str


def _marks(text: str, terms: Collection[str]) -> Iterator[_Mark]:
    """Where words of the query stand in the text as it is written, in order."""
    offsets = [0, *accumulate(1 + (character > "\uffff") for character in text)]
    before: re.Match[str] | None = None
    for word in _WORD.finditer(text.translate(_KINDS)):
        neighbour = before if word[0] == "u" and before is not None and before.end() == word.start() else None
        pair = tokenise(text[neighbour.start() : word.end()])[-1] if neighbour else ""
        term = next((token for token in tokenise(text[word.start() : word.end()]) if token in terms), "")
        if neighbour and pair in terms:
            yield _Mark(offsets[neighbour.start()], offsets[word.end()], pair)
        elif term:
            yield _Mark(offsets[word.start()], offsets[word.end()], term)
        before = word if word[0] == "u" else None


def _densest(marks: list[_Mark]) -> int:
    """The first place from which an excerpt holds the most different words."""
    most = place = 0
    for first, mark in enumerate(marks):
        held = set()
        for other in marks[first:]:
            if other.end > mark.start + LENGTH - LEAD:
                break
            held.add(other.term)
        if len(held) > most:
            most, place = len(held), mark.start
    return place


def _start_before(wide: str, place: int) -> int:
    """A word's start, some words before `place`."""
    if place <= LEAD:
        return 0
    blank = wide.find(" ", place - LEAD)
    return _whole(wide, blank + 1 if 0 <= blank < place else place - LEAD)


def _end_after(wide: str, place: int) -> int:
    """A word's end at or shortly before `place`."""
    if place >= len(wide):
        return len(wide)
    blank = wide.rfind(" ", 0, place + 1)
    return _whole(wide, blank if blank > place - LEAD else place)


def _whole(wide: str, place: int) -> int:
    """`place`, or one before it where it would part a character's two halves."""
    return place - 1 if "\udc00" <= wide[place : place + 1] <= "\udfff" else place


def _widen(text: str) -> str:
    """A text with a character for each of its UTF-16 code units."""
    if not text or max(text) <= "\uffff":
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    return "".join(chr(int.from_bytes(units[place : place + 2], "little")) for place in range(0, len(units), 2))


def _narrow(wide: str) -> str:
    return wide.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class _Kinds(dict[int, str]):
    """What each character is in a word: `u` one of a script without blanks, `w` any other, itself when in none."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if _UNPARTED.match(character):
            kind = "u"
        elif unicodedata.category(character)[0] in "LNM" or character in _HIDDEN:
            kind = "w"
        else:
            kind = character if character in "+#" else " "
        self[code] = kind
        return kind


_HIDDEN = "'\u2019\u00ad\u200c\u200d\u200e\u200f\u2060\ufeff"
_UNPARTED = re.compile(f"[{UNPARTED_CLASS}]")
_WORD = re.compile(r"u|w+(?:\+\+|#)?")
_KINDS = _Kinds()
