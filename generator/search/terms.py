"""Shards of words: postings and places packed, cut by size, and those of common words in pieces.

A piece stands alone and says which documents it spans, so that a query loads only the pieces where its rarer words are.
The postings in which a common word weighs most stand in its shard: a query for that word alone needs no others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from generator.search import varints
from generator.search.files import Entry, Files
from generator.search.postings import Postings, coarsened
from generator.search.shards import (
    BEST,
    KeyedHead,
    Piece,
    Shards,
    TermsHead,
    by_place,
    pack,
    place_values,
    posting_values,
    shortest_between,
)

TERM_CUT = 17_000
"""Bytes of a shard of words before it is compressed."""
PIECE_CUT = 28_000
"""Bytes of a piece of postings, likewise."""
PLACE_CUT = 96_000
"""Bytes of a shard of places, likewise."""


class TermShards:
    """Takes the postings of all words, and writes them and their places."""

    def __init__(
        self, files: Files, documents: int, counts: Mapping[str, int], forms: Mapping[str, Sequence[str]]
    ) -> None:
        """`documents` says how many there are, `counts` how many hold each word, `forms` which other forms it has."""
        self._files = files
        self._documents = documents
        self._counts = counts
        self._forms = forms
        self._shard = _Shard()
        self._places = KeyedShards(files, "places", PLACE_CUT)
        self._entries: list[Entry] = []

    def add(self, postings: Postings) -> None:
        """Words that come after those added before."""
        postings = replace(postings, impacts=coarsened(postings, self._documents))
        packed = _Packed.of(postings)
        for place, word in enumerate(postings.words):
            if packed.is_common(place):
                blob, pieces = self._best(postings, place), self._pieces(postings, place)
            else:
                blob, pieces = packed.postings(place), []
                self._places.add(word, packed.places(place))
            if self._shard.add(word, self._counts[word], blob, self._forms.get(word, ()), pieces) > TERM_CUT:
                self._cut()

    def finish(self) -> tuple[Shards, Shards]:
        """Write what is left; the lists of the shards of words, and of their places."""
        self._cut()
        return self._files.list(self._entries), self._places.finish()

    def _cut(self) -> None:
        shard, self._shard = self._shard, _Shard(before=self._shard.words[-1] if self._shard.words else "")
        if shard.words:
            first = shortest_between(shard.before, shard.words[0])
            self._entries.append((first, self._files.add("terms", *shard.payload())))

    def _pieces(self, postings: Postings, place: int) -> list[Piece]:
        low, high = int(postings.starts[place]), int(postings.starts[place + 1])
        sizes = varints.sizes(_values(postings, slice(low, high)))
        place_sizes = np.diff(postings.place_starts[low : high + 1])
        fills = np.maximum(np.cumsum(sizes) // PIECE_CUT, np.cumsum(place_sizes) // PLACE_CUT)
        cuts = (np.flatnonzero(np.diff(fills)) + 1 + low).tolist()
        return [self._piece(postings, slice(*span)) for span in zip([low, *cuts], [*cuts, high], strict=True)]

    def _piece(self, postings: Postings, span: slice) -> Piece:
        documents = postings.documents[span]
        return Piece(
            first=int(documents[0]),
            last=int(documents[-1]),
            postings=self._files.add("pieces", varints.encode(_values(postings, span))),
            places=self._files.add("pieces", varints.encode(_place_values(postings, span))),
        )

    def _best(self, postings: Postings, place: int) -> bytes:
        span = slice(int(postings.starts[place]), int(postings.starts[place + 1]))
        documents, impacts = postings.documents[span].astype(np.int64), postings.impacts[span]
        best = np.sort(np.argsort(-impacts.astype(np.int64), kind="stable")[:BEST])
        return varints.encode(posting_values(documents[best], impacts[best], np.zeros(1, np.int64)))


class KeyedShards:
    """Bytes by key, cut by size."""

    def __init__(self, files: Files, kind: str, cut: int) -> None:
        """`kind` names the files; `cut` is the bytes of a shard."""
        self._files, self._kind, self._cut = files, kind, cut
        self._keys: list[str] = []
        self._blobs: list[bytes] = []
        self._names: dict[int, str] = {}
        self._size = 0
        self._before = ""
        self._entries: list[Entry] = []

    def add(self, key: str, blob: bytes, name: str = "") -> None:
        """The next key, its bytes, and how it is shown where that differs."""
        if name:
            self._names[len(self._keys)] = name
        self._keys.append(key)
        self._blobs.append(blob)
        self._size += len(key.encode("utf-8", "surrogatepass")) + len(blob) + 4
        if self._size > self._cut:
            self._write()

    def finish(self) -> Shards:
        """Write what is left; the list of the shards."""
        self._write()
        return self._files.list(self._entries)

    def _write(self) -> None:
        if not self._keys:
            return
        head = KeyedHead(self._keys, [*map(len, self._blobs)], by_place(self._names))
        name = self._files.add(self._kind, *pack(head, self._blobs))
        self._entries.append((shortest_between(self._before, self._keys[0]), name))
        self._before = self._keys[-1]
        self._keys, self._blobs, self._names, self._size = [], [], {}, 0


@dataclass(slots=True)
class _Shard:
    """A shard of words being filled."""

    before: str = ""
    words: list[str] = field(default_factory=list)
    documents: list[int] = field(default_factory=list)
    blobs: list[bytes] = field(default_factory=list)
    forms: dict[int, list[str]] = field(default_factory=dict)
    pieces: dict[int, list[Piece]] = field(default_factory=dict)
    size: int = 0

    def add(self, word: str, count: int, blob: bytes, forms: Sequence[str], pieces: list[Piece]) -> int:
        """The next word; about how many bytes the shard then has."""
        if forms:
            self.forms[len(self.words)] = [*forms]
        if pieces:
            self.pieces[len(self.words)] = pieces
        self.words.append(word)
        self.documents.append(count)
        self.blobs.append(blob)
        self.size += len(word) + len(blob) + 6 + sum(map(len, forms)) // 4 + 24 * len(pieces)
        return self.size

    def payload(self) -> tuple[bytes, bytes]:
        head = TermsHead(
            self.words,
            self.documents,
            [*map(len, self.blobs)],
            by_place(self.forms),
            by_place(self.pieces),
        )
        return pack(head, self.blobs)


@dataclass(frozen=True, slots=True)
class _Packed:
    """Postings and places as bytes, all words at once because that is fast, and where each word's are."""

    posting_bytes: bytes
    posting_ends: list[int]
    place_bytes: bytes
    place_ends: list[int]

    @staticmethod
    def of(postings: Postings) -> _Packed:
        values = posting_values(postings.documents.astype(np.int64), postings.impacts, postings.starts[:-1])
        places = place_values(postings.place_starts, postings.places)
        return _Packed(
            *varints.encode_parts(values, postings.starts),
            *varints.encode_parts(places, postings.place_starts[postings.starts]),
        )

    def is_common(self, place: int) -> bool:
        postings = self.posting_ends[place + 1] - self.posting_ends[place]
        return postings > PIECE_CUT or self.place_ends[place + 1] - self.place_ends[place] > PLACE_CUT

    def postings(self, place: int) -> bytes:
        return self.posting_bytes[self.posting_ends[place] : self.posting_ends[place + 1]]

    def places(self, place: int) -> bytes:
        return self.place_bytes[self.place_ends[place] : self.place_ends[place + 1]]


def _values(postings: Postings, span: slice) -> varints.Numbers:
    return posting_values(postings.documents[span].astype(np.int64), postings.impacts[span], np.zeros(1, np.int64))


def _place_values(postings: Postings, span: slice) -> varints.Numbers:
    starts = postings.place_starts[span.start : span.stop + 1]
    return place_values(starts - starts[0], postings.places[int(starts[0]) : int(starts[-1])])
