"""Posting lists: for every word, the documents that hold it and how much it weighs there, packed into bytes.

A posting is one number, `document << 4 | impact`. A list is its postings in the order of documents, each as the
difference to the one before without its impact (`gap << 4 | impact`), written as a varint (LEB128). Lists made for the
documents of one debate, counted from 0, are joined by changing the first number of each.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

IMPACT_BITS = 4
"""Bits of a posting that tell its impact."""

_DOCUMENT = ~((1 << IMPACT_BITS) - 1)


@dataclass(frozen=True, slots=True)
class PackedLists:
    """The posting lists of one debate's words, in few objects, because they cross processes by the thousand."""

    terms: str
    """The words, parted by blanks."""
    firsts: bytes
    """For each word the first posting, as 32 bits of this machine."""
    lasts: bytes
    """For each word the last posting without its impact, likewise."""
    sizes: bytes
    """For each word the bytes of the postings after the first, likewise."""
    rests: bytes
    """The postings after the first, all words one behind the other."""


def pack(lists: Mapping[str, Sequence[int]]) -> PackedLists:
    """Posting lists by word, as ascending numbers, none empty."""
    firsts, lasts, sizes, rests = array("I"), array("I"), array("I"), bytearray()
    for postings in lists.values():
        last = postings[0] & _DOCUMENT
        start = len(rests)
        for posting in postings[1:]:
            gap = posting - last
            rests += _VARINTS[gap] if gap < _TABLED else varint(gap)
            last = posting & _DOCUMENT
        firsts.append(postings[0])
        lasts.append(last)
        sizes.append(len(rests) - start)
    return PackedLists(" ".join(lists), firsts.tobytes(), lasts.tobytes(), sizes.tobytes(), bytes(rests))


class PostingLists:
    """The posting lists of a whole site, grown debate by debate."""

    def __init__(self) -> None:
        self._lists: dict[str, _Grown] = {}

    def add(self, packed: PackedLists, base: int) -> None:
        """Append the lists of a debate whose document 0 is document `base` of the site."""
        lists, rests, offset = self._lists, packed.rests, base << IMPACT_BITS
        end = 0
        numbers = (array("I", packed.firsts), array("I", packed.lasts), array("I", packed.sizes))
        for term, first, last, size in zip(packed.terms.split(), *numbers, strict=True):
            grown = lists.get(term)
            if grown is None:
                grown = lists[term] = _Grown()
            gap = first + offset - grown.last
            grown.data += _VARINTS[gap] if gap < _TABLED else varint(gap)
            if size:
                grown.data += rests[end : end + size]
                end += size
            grown.last = last + offset

    def items(self) -> Iterator[tuple[str, bytes]]:
        """Every word with its list, in the order in which JavaScript compares strings: by UTF-16 code units."""
        for term in sorted(self._lists, key=lambda term: term.encode("utf-16-be")):
            yield term, bytes(self._lists[term].data)


class _Grown:
    """A list so far, and its last posting without the impact."""

    __slots__ = ("data", "last")

    def __init__(self) -> None:
        self.data = bytearray()
        self.last = 0


def encode(postings: Iterable[int]) -> bytes:
    """A list on its own."""
    data = bytearray()
    last = 0
    for posting in postings:
        data += varint(posting - last)
        last = posting & _DOCUMENT
    return bytes(data)


def decode(data: bytes) -> list[int]:
    """The postings of a list."""
    postings = []
    last = value = shift = 0
    for byte in data:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            postings.append(last + value)
            last = postings[-1] & _DOCUMENT
            value = shift = 0
    return postings


def varint(value: int) -> bytes:
    """A number from 0 up, seven bits a byte, the lowest first, the high bit set on all but the last byte."""
    return _VARINTS[value] if value < _TABLED else bytes((value & 127 | 128,)) + varint(value >> 7)


# The two loops above look short gaps up themselves: a call for each of millions would double their time.
_TABLED = 1 << 14
_VARINTS = [bytes((value,)) if value < 128 else bytes((value & 127 | 128, value >> 7)) for value in range(_TABLED)]
