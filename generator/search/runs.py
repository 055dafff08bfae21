"""Sorted runs: the postings of a share of the debates, laid on disk until all shares are known, then merged.

Merging goes by stretches of the alphabet, each on its own, so that several processes can do it and memory stays flat,
whatever the size of the site.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from generator.search.postings import Integers, Numbers, Postings, spread, stable_order
from generator.storage import write_file

STRETCH = 200_000
"""Postings that are merged and packed at a time."""

_COUNTS = np.dtype(np.uint32)


@dataclass(frozen=True, slots=True)
class Run:
    """Postings on disk, where each word's lie there, and how many they are."""

    path: Path
    """The file: `documents`, `impacts`, how many places each posting has, and `places`, as in `Postings`."""
    words: list[str]
    """Ascending."""
    held: NDArray[np.uint32]
    """The postings of each word."""
    stands: NDArray[np.uint32]
    """The places of each word."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a run has of a stretch of words."""

    path: Path
    """The run."""
    first: int
    """The number that the site gives to the run's first document."""
    size: int
    """All postings of the run."""
    postings: tuple[int, int]
    """Which of the postings it is: from one number up to another."""
    places: tuple[int, int]
    """Which of the places, likewise."""
    words: NDArray[np.uint32]
    """The words, by their place in the stretch."""
    held: NDArray[np.uint32]
    """The postings of each."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that follow one another, and where their postings are."""

    words: list[str]
    """Ascending."""
    before: str
    """The word before them; empty where there is none."""
    parts: list[Part]
    """In the order of documents."""


class Runs:
    """All runs of a site, added in the order of their documents."""

    def __init__(self) -> None:
        """None yet."""
        self._numbers = Numbers()
        self._runs: list[_Known] = []

    def add(self, run: Run, first: int) -> None:
        """A run whose first document is number `first` of the site."""
        words = self._numbers.of(run.words)
        self._runs.append(_Known(run.path, first, words, _bounds(run.held), _bounds(run.stands)))

    def finish(self) -> tuple[dict[str, int], Iterator[Stretch]]:
        """How many documents hold each word, the words ascending; and all of them, some at a time."""
        words, ranks = self._numbers.ranked()
        self._numbers.clear()
        counts = np.zeros(len(words), np.int64)
        for run in self._runs:
            run.words = ranks[run.words]
            counts[run.words] += np.diff(run.held)
        return dict(zip(words, counts.tolist(), strict=True)), self._stretches(words, counts)

    def _stretches(self, words: list[str], counts: Integers) -> Iterator[Stretch]:
        for start, end in cuts(counts, STRETCH):
            before = words[start - 1] if start else ""
            yield Stretch(words[start:end], before, [run.part(start, end) for run in self._runs])


@dataclass(slots=True)
class _Known:
    """A run, its words by number: first as they are met, in the end by their place among all."""

    path: Path
    first: int
    words: NDArray[np.uint32]
    held: Integers
    stands: Integers

    def part(self, start: int, end: int) -> Part:
        low, high = np.searchsorted(self.words, (start, end)).tolist()
        return Part(
            path=self.path,
            first=self.first,
            size=int(self.held[-1]),
            postings=(int(self.held[low]), int(self.held[high])),
            places=(int(self.stands[low]), int(self.stands[high])),
            words=self.words[low:high] - np.uint32(start),
            held=np.diff(self.held[low : high + 1]).astype(np.uint32),
        )


def cuts(sizes: Integers, most: int) -> Iterator[tuple[int, int]]:
    """Where to part what has these sizes so that each part but the last is the shortest that exceeds `most`."""
    ends = np.cumsum(sizes)
    start = before = 0
    while start < len(sizes):
        end = min(int(np.searchsorted(ends, before + most, "right")) + 1, len(sizes))
        yield start, end
        start, before = end, int(ends[end - 1])


def lay_down(postings: Postings, path: Path) -> Run:
    """Write postings to a new file. Raises OutputError."""
    counts = np.diff(postings.place_starts).astype(_COUNTS)
    arrays = (postings.documents, postings.impacts, counts, postings.places)
    write_file(path.parent, path.name, b"".join(array.tobytes() for array in arrays))
    held = np.diff(postings.starts).astype(np.uint32)
    stands = np.diff(postings.place_starts[postings.starts]).astype(np.uint32)
    return Run(path, postings.words, held, stands)


def merge(stretch: Stretch) -> Postings:
    """The postings of a stretch of words, of all runs together."""
    read = [_read(part) for part in stretch.parts]
    documents, impacts, counts, places = (np.concatenate(columns) for columns in zip(*read, strict=True))
    word = np.concatenate([np.repeat(part.words, part.held) for part in stretch.parts]).astype(np.uint64)
    order = stable_order(word << np.uint64(32))
    begins = (np.cumsum(counts, dtype=np.int64) - counts)[order]
    counts = counts[order].astype(np.int64)
    return Postings(
        words=stretch.words,
        starts=np.searchsorted(word[order], np.arange(len(stretch.words) + 1, dtype=np.uint64)),
        documents=documents[order],
        impacts=impacts[order],
        place_starts=_bounds(counts),
        places=places[spread(begins, counts)],
    )


def _read(part: Part) -> Sequence[NDArray[Any]]:
    """Documents, impacts, counts of places, and places of a part. They are read, not mapped: that would keep them."""
    (start, end), (place, last) = part.postings, part.places
    with part.path.open("rb") as file:

        def read(kind: DTypeLike, offset: int, count: int) -> NDArray[Any]:
            file.seek(offset)
            return np.fromfile(file, kind, count)

        return (
            read(np.uint32, 4 * start, end - start) + np.uint32(part.first),
            read(np.uint8, 4 * part.size + start, end - start),
            read(_COUNTS, 5 * part.size + 4 * start, end - start),
            read(np.uint32, 9 * part.size + 4 * place, last - place),
        )


def _bounds(counts: NDArray[Any]) -> Integers:
    """Where each begins, and where the last ends."""
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)))
