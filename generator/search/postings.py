"""From documents and their words to words and their documents: the index proper.

Words are collected up to `RUN` at a time, sorted, and when there are more, laid down on disk as a sorted run; the runs
are merged a stretch of the alphabet at a time. So memory is bounded by a run, whatever the size of the site.

The weight of a word in a document is the part of BM25 that one document decides (Robertson and Zaragoza, "The
Probabilistic Relevance Framework", 2009): tf / (tf + k1 (1 - b + b length / typical length)). The title is a field of
the first document, by the simple form of BM25F. The typical length is a constant and not the site's average, so that a
document's weights depend on nothing else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from generator.search.documents import Block
from generator.search.tokens import utf16

RUN = 6_000_000
"""Words that are sorted at a time."""
STRETCH = 500_000
"""Postings that are merged and packed at a time."""
IMPACTS = 16
"""Steps in which a weight is told; the step is called an impact."""

COMMON = 8
"""Of so many documents a common word is held by more than one."""

_TYPICAL_LENGTH = 100
_K1 = 1.2
_B = 0.75

_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFF_FFFF)

Integers = NDArray[np.int64]
N = TypeVar("N", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Postings:
    """For some words, in the order in which JavaScript compares them, the documents that hold them."""

    words: list[str]
    """The words."""
    starts: Integers
    """Where each word's postings begin in `documents`, and where the last one's end."""
    documents: NDArray[np.uint32]
    """The document of each posting, ascending for each word."""
    impacts: NDArray[np.uint8]
    """How much the word weighs there, from 0 to 15."""
    place_starts: Integers
    """Where each posting's places begin in `places`, and where the last one's end."""
    places: NDArray[np.uint32]
    """Where in its document the word stands, ascending for each posting."""


_ON_DISK = {"documents": np.uint32, "impacts": np.uint8, "place_starts": np.int64, "places": np.uint32}
"""What of postings is long, and its numbers."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Postings whose long arrays lie on disk. They are read, not mapped: what is mapped stays in memory."""

    words: list[str]
    """As in `Postings`."""
    starts: Integers
    """Likewise."""
    folder: Path
    """Where the others are."""

    def read(self, name: str, start: int, end: int) -> NDArray[Any]:
        """A part of one of them."""
        kind = np.dtype(_ON_DISK[name])
        return np.fromfile(self.folder / name, kind, end - start, offset=start * kind.itemsize)


class Inverter:
    """Takes blocks in the order of their documents, and gives postings in the order of words."""

    def __init__(self, scratch: Path) -> None:
        """Runs that do not fit into memory are kept in the folder `scratch`, which must exist."""
        self._scratch = scratch
        self._runs: list[_Run] = []
        self._blocks: list[tuple[int, Block]] = []
        self._words = 0

    def add(self, block: Block, first: int) -> None:
        """A debate whose first document is number `first` of the site."""
        self._blocks.append((first, block))
        self._words += len(block.words) // 4
        if self._words >= RUN:
            self._lay_down()

    def finish(self) -> tuple[dict[str, int], Iterator[Postings]]:
        """How many documents hold each word, the words ascending; and all postings, some words at a time."""
        if self._runs:
            self._lay_down()
            counts = _counts(self._runs)
            return counts, _merge(self._runs, counts)
        if not self._blocks:
            return {}, iter(())
        postings = invert(self._blocks)
        self._blocks = []
        counts = _counts([postings])
        return counts, _parts(postings, counts)

    def _lay_down(self) -> None:
        if self._blocks:
            self._runs.append(_on_disk(invert(self._blocks), self._scratch / f"run{len(self._runs)}"))
            self._blocks, self._words = [], 0


def sort_words(words: Sequence[str]) -> list[str]:
    """Words in the order of `utf16`."""
    if all(map(str.isascii, words)):
        return sorted(words)
    return sorted(words, key=utf16)


def invert(blocks: Sequence[tuple[int, Block]]) -> Postings:
    """The postings of some debates, given with the number of their first document, in ascending order."""
    numbers = {word: number for number, word in enumerate(_vocabulary(blocks))}
    keys, places, lengths, weights = [], [], [], []
    for first, block in blocks:
        ranks = np.fromiter(map(numbers.__getitem__, block.vocabulary.split()), np.uint64)
        keys.append(ranks[np.frombuffer(block.words, np.uint32)] << _HALF | _documents(block) + np.uint64(first))
        places.append(_places(block))
        lengths.append(np.frombuffer(block.lengths, np.uint32))
        weights += [(int(ranks[word]) << 32 | document + first, more) for document, word, more in block.weights]
    held, place_starts, place = _collect(_joined(keys), _joined(places))
    counts = np.diff(place_starts)
    for_title, more = np.array(weights, np.uint64).reshape(-1, 2).T
    np.add.at(counts, np.searchsorted(held, for_title), more.astype(np.int64))
    documents = (held & _LOW).astype(np.uint32)
    length = np.concatenate(lengths)[documents - blocks[0][0]] if len(held) else np.empty(0, np.uint32)
    starts = np.searchsorted(held >> _HALF, np.arange(len(numbers) + 1, dtype=np.uint64))
    return Postings(list(numbers), starts, documents, impacts(counts, length), place_starts, place)


def impacts(counts: Integers, lengths: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """The impact of a word that counts `counts` times in a text of `lengths` words."""
    k = _K1 * (1 - _B + _B * lengths / _TYPICAL_LENGTH)
    return (IMPACTS * counts / (counts + k)).astype(np.uint8)


def coarsened(postings: Postings, documents: int) -> NDArray[np.uint8]:
    """The impacts, those of words that more than one of `COMMON` documents holds in four steps.

    What is common tells documents apart but little, and its impacts would take most of the room of its postings.
    """
    held = np.diff(postings.starts)
    common = np.repeat(held * COMMON > documents, held)
    return np.where(common, postings.impacts & 12 | 2, postings.impacts).astype(np.uint8)


def _vocabulary(blocks: Sequence[tuple[int, Block]]) -> list[str]:
    found: set[str] = set()
    for _, block in blocks:
        found.update(block.vocabulary.split())
    return sort_words(list(found))


def _documents(block: Block) -> NDArray[np.uint64]:
    documents, _, counts = np.frombuffer(block.sections, np.uint32).reshape(-1, 3).T
    return np.repeat(documents, counts).astype(np.uint64)


def _places(block: Block) -> NDArray[np.uint32]:
    if block.places:
        return np.frombuffer(block.places, np.uint32)
    _, starts, counts = np.frombuffer(block.sections, np.uint32).reshape(-1, 3).T.astype(np.int64)
    return _spread(starts, counts).astype(np.uint32)


def _spread(starts: Integers, counts: Integers) -> Integers:
    """For each start the numbers from it on, `counts` of them: 5 and 9 by 2 and 3 are 5 6 9 10 11."""
    ends = np.cumsum(counts)
    return np.repeat(starts - (ends - counts), counts) + np.arange(ends[-1] if len(ends) else 0)


def _joined(parts: list[NDArray[N]]) -> NDArray[N]:
    """The parts as one, and no longer as parts: there is no room for both while they are sorted."""
    joined = np.concatenate(parts)
    parts.clear()
    return joined


def _collect(
    keys: NDArray[np.uint64], places: NDArray[np.uint32]
) -> tuple[NDArray[np.uint64], Integers, NDArray[np.uint32]]:
    """Keys (a word and a document) ascending and each once, where the places of each begin and end, and the places."""
    order = _stable_order(keys)
    keys, places = keys[order], places[order]
    del order
    begins = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])) if len(keys) else keys)
    return keys[begins], np.append(begins, len(keys)), places


def _stable_order(keys: NDArray[np.uint64]) -> Integers:
    """The order that sorts by the upper half and leaves equals as they are: several times faster than `argsort`."""
    order = keys & ~_LOW
    order |= np.arange(len(keys), dtype=np.uint64)
    order.sort()
    order &= _LOW
    return order.view(np.int64)


def _counts(runs: Sequence[Postings | _Run]) -> dict[str, int]:
    counts = dict.fromkeys(sort_words(list(set().union(*(run.words for run in runs)))), 0)
    for run in runs:
        for word, count in zip(run.words, np.diff(run.starts).tolist(), strict=True):
            counts[word] += count
    return counts


def _parts(postings: Postings, counts: dict[str, int]) -> Iterator[Postings]:
    end = 0
    for words in _stretches(counts):
        begin, end = end, end + len(words)
        low, high = int(postings.starts[begin]), int(postings.starts[end])
        place_starts = postings.place_starts[low : high + 1]
        yield Postings(
            words=words,
            starts=postings.starts[begin : end + 1] - low,
            documents=postings.documents[low:high],
            impacts=postings.impacts[low:high],
            place_starts=place_starts - place_starts[0],
            places=postings.places[int(place_starts[0]) : int(place_starts[-1])],
        )


def _merge(runs: Sequence[_Run], counts: dict[str, int]) -> Iterator[Postings]:
    """The postings of runs whose documents follow one another."""
    for words in _stretches(counts):
        yield _merged(words, [_between(run, words[0], words[-1]) for run in runs])


def _stretches(counts: dict[str, int]) -> Iterator[list[str]]:
    words: list[str] = []
    held = 0
    for word, count in counts.items():
        if words and held + count > STRETCH:
            yield words
            words, held = [], 0
        words.append(word)
        held += count
    if words:
        yield words


def _between(run: _Run, first: str, last: str) -> Postings:
    """The part of a run that lies between two words, both included."""
    begin = bisect_left(run.words, utf16(first), key=utf16)
    end = bisect_left(run.words, utf16(last) + b"\0\0", key=utf16)
    low, high = int(run.starts[begin]), int(run.starts[end])
    place_starts = run.read("place_starts", low, high + 1)
    return Postings(
        words=run.words[begin:end],
        starts=run.starts[begin : end + 1] - low,
        documents=run.read("documents", low, high),
        impacts=run.read("impacts", low, high),
        place_starts=place_starts - place_starts[0],
        places=run.read("places", int(place_starts[0]), int(place_starts[-1])),
    )


def _merged(words: list[str], parts: Sequence[Postings]) -> Postings:
    numbers = {word: number for number, word in enumerate(words)}
    owners = [
        np.repeat(np.fromiter(map(numbers.__getitem__, part.words), np.uint64), np.diff(part.starts)) for part in parts
    ]
    word = np.concatenate(owners)
    order = _stable_order(word << _HALF)
    offsets = np.cumsum([0, *(len(part.places) for part in parts)])
    begins = np.concatenate([part.place_starts[:-1] + offset for part, offset in zip(parts, offsets, strict=False)])
    counts = np.concatenate([np.diff(part.place_starts) for part in parts])
    return Postings(
        words=words,
        starts=np.searchsorted(word[order], np.arange(len(words) + 1, dtype=np.uint64)),
        documents=np.concatenate([part.documents for part in parts])[order],
        impacts=np.concatenate([part.impacts for part in parts])[order],
        place_starts=np.concatenate(([0], np.cumsum(counts[order]))),
        places=np.concatenate([part.places for part in parts])[_spread(begins[order], counts[order])],
    )


def _on_disk(postings: Postings, folder: Path) -> _Run:
    folder.mkdir()
    for name in _ON_DISK:
        getattr(postings, name).tofile(folder / name)
    return _Run(postings.words, postings.starts, folder)
