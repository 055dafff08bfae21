"""What the files of the index hold, byte for byte, written and read: the only module that knows.

docs/search-format.md describes it for whoever writes another client; `layouts/assets/js/search/shards.js` is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from generator.search import varints
from generator.search.tokens import utf16

VERSION = 3
"""Changes when the files change in a way that an older client misreads."""
FOLDER = "search/"
"""Where the files lie below the site's root."""
NAME_LENGTH = 6
"""Characters of a file's name between its kind and `.js`."""
BEST = 300
"""Postings of a common word that are written once more, those in which it weighs most."""
PAGE = 1024
"""Shards that a list of shards names itself; a longer list is cut into pages."""
PAGE_CUT = 256
"""Shards, or pages, that a page lists."""

_IMPACT_BITS = 4

Row = tuple[str, str, str, int | None, str]
"""What a hit shows: href, author, date, score, text."""
Run = tuple[str, str, Sequence[Row | msgspec.Raw]]
"""Documents of one debate in a shard of texts: the debate's path, its title, and rows."""
Documents = NDArray[np.int64]
"""Ascending numbers of documents."""
S = TypeVar("S")


class Shards(msgspec.Struct, frozen=True):
    """A list of shards, by the first key that may stand in each: words, or numbers of documents or of characters."""

    firsts: list[str | int]
    """The keys, ascending; numbers as the distance to the one before."""
    names: str
    """The names, one behind the other."""
    pages: bool = False
    """Whether what it names are not the shards but further lists of them."""

    def keys(self) -> list[str] | list[int]:
        """The first keys themselves."""
        numbers = [first for first in self.firsts if isinstance(first, int)]
        return [*accumulate(numbers)] if numbers else [str(first) for first in self.firsts]

    def name(self, place: int) -> str:
        """The name of one of them, the first at 0."""
        return self.names[place * NAME_LENGTH : (place + 1) * NAME_LENGTH]


class Manifest(msgspec.Struct, frozen=True):
    """What other files there are."""

    version: int
    """`VERSION`."""
    documents: int
    """How many documents there are."""
    terms: Shards
    """By word: `Terms`."""
    places: Shards
    """By word: `Keyed`, of what `pack_places` gives."""
    filters: Shards
    """By key: `Keyed`, of what `pack_ranges` gives."""
    texts: Shards
    """By document: runs of documents."""
    times: Shards
    """By document: columns of seconds since 1970."""
    scores: Shards
    """By document: columns of votes."""
    spellings: Shards
    """By the number of a word's characters: `Spellings`."""


class Piece(msgspec.Struct, frozen=True, array_like=True):
    """A part of the postings of a word that is too common for one shard; each part stands alone."""

    first: int
    """Its first document."""
    last: int
    """Its last document."""
    postings: str
    """The name of the shard of its postings."""
    places: str
    """The name of the shard of their places."""


class TermsHead(msgspec.Struct, frozen=True):
    """What a shard of words says before their postings."""

    words: list[str]
    """Ascending."""
    documents: list[int]
    """How many documents hold each."""
    sizes: list[int]
    """The bytes of each one's postings; of a word that has pieces, of those in which it weighs most."""
    forms: dict[str, list[str]]
    """Other grammatical forms, by a word's place in `words`."""
    pieces: dict[str, list[Piece]]
    """Where the postings of common words are, likewise."""


class KeyedHead(msgspec.Struct, frozen=True):
    """What a shard of bytes by key says before them."""

    keys: list[str]
    """Ascending."""
    sizes: list[int]
    """The bytes of each."""
    names: dict[str, str] = {}
    """How a key is shown, by its place in `keys`, where that differs."""


class Spellings(msgspec.Struct, frozen=True):
    """Common words, among which to find a misspelt word's neighbours."""

    words: list[str]
    """Shorter ones first, those of one length ascending."""
    documents: list[int]
    """How many documents hold each."""


def pack(head: object, blobs: Iterable[bytes] = ()) -> tuple[bytes, bytes]:
    """A payload in two parts: a line of JSON, and bytes."""
    return msgspec.json.encode(head) + b"\n", b"".join(blobs)


def unpack(payload: bytes, head: type[S]) -> tuple[S, bytes]:
    """The two parts of a payload. Raises ValueError."""
    line, _, blob = payload.partition(b"\n")
    return msgspec.json.decode(line, type=head), blob


def blob_of(place: int, sizes: Sequence[int], blob: bytes) -> bytes:
    """The bytes of the key or word at `place`."""
    start = sum(sizes[:place])
    return blob[start : start + sizes[place]]


def posting_values(documents: Documents, impacts: NDArray[np.uint8], restarts: Documents) -> varints.Numbers:
    """Postings as numbers: the distance to the document before (at `restarts` to 0), and the impact."""
    gaps = np.diff(documents, prepend=0)
    gaps[restarts] = documents[restarts]
    return (gaps << _IMPACT_BITS | impacts).astype(np.uint64)


def unpack_postings(data: bytes) -> tuple[Documents, NDArray[np.int64]]:
    """The documents and impacts that `posting_values` was given."""
    values = varints.decode(data).astype(np.int64)
    return np.cumsum(values >> _IMPACT_BITS), values & ((1 << _IMPACT_BITS) - 1)


def place_values(starts: Documents, places: NDArray[np.uint32]) -> varints.Numbers:
    """Places as numbers: the distance to the place before in the same document, and whether it is the last there.

    `starts` says where each posting's places begin, and where the last one's end.
    """
    numbers: NDArray[np.int64] = places.astype(np.int64)
    gaps = np.diff(numbers, prepend=0)
    gaps[starts[:-1]] = numbers[starts[:-1]]
    values = gaps << 1
    values[starts[1:] - 1] |= 1
    return values.astype(np.uint64)


def unpack_places(data: bytes) -> list[list[int]]:
    """For each posting its places."""
    values = varints.decode(data).astype(np.int64)
    ends = np.flatnonzero(values & 1) + 1
    return [list(accumulate(part.tolist())) for part in np.split(values >> 1, ends[:-1])] if len(values) else []


def pack_ranges(lists: Sequence[Documents]) -> list[bytes]:
    """Lists of documents, each as ranges of neighbours: the distance from the end of the range before, and how many."""
    lengths = np.array([*map(len, lists)], np.int64)
    documents = np.concatenate([*lists, np.zeros(0, np.int64)])
    firsts = (np.cumsum(lengths) - lengths)[lengths > 0]
    breaks = np.union1d(np.flatnonzero(np.diff(documents) != 1) + 1, firsts)
    counts = np.diff(breaks, append=len(documents))
    starts = documents[breaks]
    before = np.concatenate((np.zeros(1, np.int64), (starts + counts)[:-1]))[: len(starts)]
    before[np.searchsorted(breaks, firsts)] = 0
    values = np.column_stack((starts - before, counts)).astype(np.uint64).ravel()
    ranges = np.searchsorted(breaks, np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths))))
    return varints.encode_each(values, 2 * ranges)


def unpack_ranges(data: bytes) -> Documents:
    """The documents that `pack_ranges` was given."""
    steps = np.cumsum(varints.decode(data).astype(np.int64)).reshape(-1, 2)
    return np.concatenate([np.arange(start, end) for start, end in steps.tolist()] or [np.empty(0, np.int64)])


def pack_column(values: Sequence[int | None]) -> bytes:
    """A number for each document: 0 where there is none, else 1 and the zigzag distance to the one before."""
    known = np.array([value is not None for value in values], bool)
    numbers = np.array([value for value in values if value is not None], np.int64)
    packed = np.zeros(len(values), np.uint64)
    packed[known] = varints.fold_signs(np.diff(numbers, prepend=0)) + np.uint64(1)
    return varints.encode(packed)


def unpack_column(data: bytes) -> list[int | None]:
    """The numbers that `pack_column` was given."""
    packed = varints.decode(data)
    known = packed != 0
    numbers: list[int | None] = [None] * len(packed)
    found = np.cumsum(varints.unfold_signs(packed[known] - np.uint64(1)))
    for place, number in zip(np.flatnonzero(known).tolist(), found.tolist(), strict=True):
        numbers[place] = number
    return numbers


def path_of(kind: str, name: str) -> str:
    """A file's path below the site's root."""
    return f"{FOLDER}{kind}.{name}.js"


def shortest_between(before: str, word: str) -> str:
    """The shortest beginning of `word` that comes after `before`: enough to tell two shards apart."""
    for length in range(1, len(word)):
        if utf16(word[:length]) > utf16(before):
            return word[:length]
    return word


def by_place(values: Mapping[int, S]) -> dict[str, S]:
    """Keys as JSON has them."""
    return {str(place): value for place, value in values.items()}
