"""Shards of words: postings and places packed, cut by size, and those of common words in pieces.

A piece stands alone and says which documents it spans, so that a query loads only the pieces where its rarer words are.
The postings in which a common word weighs most stand in its shard: a query for that word alone needs no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from generator.search import varints
from generator.search.files import File, Files
from generator.search.postings import Integers, Postings, coarsened
from generator.search.runs import Stretch, cuts, merge
from generator.search.shards import (
    BEST,
    KeyedHead,
    Piece,
    TermsHead,
    by_place,
    pack,
    place_values,
    posting_values,
    shortest_between,
)

PIECE_CUT = 28_000
"""Bytes of a piece of postings before it is compressed."""
PLACE_CUT = 96_000
"""Bytes of a shard of places, likewise."""

KeyedFile = tuple[str, File]
"""A shard: the first word or key that may stand in it, and its file."""


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of words, to be written."""

    stretch: Stretch
    """Where their postings are."""
    forms: dict[str, list[str]]
    """The other forms of words that have some."""
    documents: int
    """How many the site has."""
    cut: int
    """Bytes of a shard of words before it is compressed."""


@dataclass(frozen=True, slots=True)
class PieceFiles:
    """A piece of a common word's postings, its files without names yet."""

    first: int
    """Its first document."""
    last: int
    """Its last document."""
    postings: File
    """The postings."""
    places: File
    """Their places."""


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A shard of words that names pieces, and so cannot be packed before they have names."""

    head: TermsHead
    """Without the pieces."""
    blob: bytes
    """What follows it."""
    pieces: dict[int, list[PieceFiles]]
    """The pieces of its common words, by their place in the shard."""

    def file(self, files: Files) -> File:
        """Write the pieces; the file that names them."""
        named = {
            place: [
                Piece(piece.first, piece.last, files.add("pieces", piece.postings), files.add("pieces", piece.places))
                for piece in some
            ]
            for place, some in self.pieces.items()
        }
        head = TermsHead(self.head.words, self.head.documents, self.head.sizes, self.head.forms, by_place(named))
        return File.of(*pack(head, [self.blob]))


@dataclass(frozen=True, slots=True)
class Packed:
    """The shards of a stretch of words."""

    terms: list[tuple[str, File | Unnamed]]
    """Words and their postings."""
    places: list[KeyedFile]
    """Places, of words that are not common."""


def pack_words(words: Words) -> Packed:
    """Merge what all runs have of a stretch of words, and pack it."""
    postings = merge(words.stretch)
    postings = replace(postings, impacts=coarsened(postings, words.documents))
    packed = _Bytes.of(postings)
    common = {place: _pieces(postings, place) for place in packed.common()}
    blobs = [_best(postings, place) if place in common else blob for place, blob in enumerate(packed.postings)]
    rare = [place for place in range(len(blobs)) if place not in common]
    keys = [postings.words[place] for place in rare]
    return Packed(
        [*_shards(words, np.diff(postings.starts).tolist(), blobs, common)],
        [*keyed_files(keys, [packed.places[place] for place in rare], PLACE_CUT, before=words.stretch.before)],
    )


def keyed_files(
    keys: Sequence[str], blobs: Sequence[bytes], cut: int, names: Mapping[str, str] | None = None, before: str = ""
) -> Iterator[KeyedFile]:
    """Shards of bytes by key, the shortest that exceed `cut` bytes.

    `names` says how keys are shown, where that differs; `before` is a key that comes before all of them.
    """
    sizes = np.array([len(key) + len(blob) + 4 for key, blob in zip(keys, blobs, strict=True)], np.int64)
    for start, end in cuts(sizes, cut):
        some = keys[start:end]
        shown = {place: names[key] for place, key in enumerate(some) if key in names} if names else {}
        head = KeyedHead([*some], [*map(len, blobs[start:end])], by_place(shown))
        yield shortest_between(before, some[0]), File.of(*pack(head, blobs[start:end]))
        before = some[-1]


def _shards(
    words: Words, counts: Sequence[int], blobs: Sequence[bytes], common: Mapping[int, list[PieceFiles]]
) -> Iterator[tuple[str, File | Unnamed]]:
    every, before = words.stretch.words, words.stretch.before
    sizes = np.array([len(word) + len(blob) + 6 for word, blob in zip(every, blobs, strict=True)], np.int64)
    forms = {place: words.forms[word] for place, word in enumerate(every) if word in words.forms}
    for place, others in forms.items():
        sizes[place] += sum(map(len, others)) // 4
    for place, some in common.items():
        sizes[place] += 24 * len(some)
    for start, end in cuts(sizes, words.cut):
        span = range(start, end)
        named = {place - start: forms[place] for place in span if place in forms}
        head = TermsHead(every[start:end], [*counts[start:end]], [*map(len, blobs[start:end])], by_place(named), {})
        pieces = {place - start: common[place] for place in span if place in common}
        payload = pack(head, blobs[start:end])
        file = Unnamed(head, payload[1], pieces) if pieces else File.of(*payload)
        yield shortest_between(before, every[start]), file
        before = every[end - 1]


def _pieces(postings: Postings, place: int) -> list[PieceFiles]:
    low, high = int(postings.starts[place]), int(postings.starts[place + 1])
    sizes = varints.sizes(_values(postings, slice(low, high)))
    place_sizes = np.diff(postings.place_starts[low : high + 1])
    fills = np.maximum(np.cumsum(sizes) // PIECE_CUT, np.cumsum(place_sizes) // PLACE_CUT)
    inner = (np.flatnonzero(np.diff(fills)) + 1 + low).tolist()
    return [_piece(postings, slice(*span)) for span in pairwise([low, *inner, high])]


def _piece(postings: Postings, span: slice) -> PieceFiles:
    documents = postings.documents[span]
    return PieceFiles(
        first=int(documents[0]),
        last=int(documents[-1]),
        postings=File.of(varints.encode(_values(postings, span))),
        places=File.of(varints.encode(_place_values(postings, span))),
    )


def _best(postings: Postings, place: int) -> bytes:
    span = slice(int(postings.starts[place]), int(postings.starts[place + 1]))
    documents, impacts = postings.documents[span].astype(np.int64), postings.impacts[span]
    best = np.sort(np.argsort(-impacts.astype(np.int64), kind="stable")[:BEST])
    return varints.encode(posting_values(documents[best], impacts[best], np.zeros(1, np.int64)))


@dataclass(frozen=True, slots=True)
class _Bytes:
    """The postings and places of each word as bytes, packed all at once because that is fast."""

    postings: list[bytes]
    places: list[bytes]

    @staticmethod
    def of(postings: Postings) -> _Bytes:
        values = posting_values(postings.documents.astype(np.int64), postings.impacts, postings.starts[:-1])
        places = place_values(postings.place_starts, postings.places)
        starts = postings.place_starts[postings.starts]
        return _Bytes(varints.encode_each(values, postings.starts), varints.encode_each(places, starts))

    def common(self) -> list[int]:
        """The words that need pieces, by their place."""
        sizes = zip(map(len, self.postings), map(len, self.places), strict=True)
        return [place for place, (some, more) in enumerate(sizes) if some > PIECE_CUT or more > PLACE_CUT]


def _values(postings: Postings, span: slice) -> varints.Numbers:
    return posting_values(postings.documents[span].astype(np.int64), postings.impacts[span], np.zeros(1, np.int64))


def _place_values(postings: Postings, span: slice) -> varints.Numbers:
    starts: Integers = postings.place_starts[span.start : span.stop + 1]
    return place_values(starts - starts[0], postings.places[int(starts[0]) : int(starts[-1])])
