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
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from generator.search.documents import Block
from generator.search.tokens import utf16

RUN = 6_000_000
"""Words that are sorted at a time."""
STRETCH = 2_000_000
"""Postings that are merged at a time."""
IMPACTS = 16
"""Steps in which a weight is told; the step is called an impact."""

_TYPICAL_LENGTH = 100
_K1 = 1.2
_B = 0.75

Integers = NDArray[np.int64]


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


class Inverter:
    """Takes blocks in the order of their documents, and gives postings in the order of words."""

    def __init__(self, scratch: Path) -> None:
        """Runs that do not fit into memory are kept in the folder `scratch`, which must exist."""
        self._scratch = scratch
        self._runs: list[Postings] = []
        self._blocks: list[tuple[int, Block]] = []
        self._words = 0

    def add(self, block: Block, first: int) -> None:
        """A debate whose first document is number `first` of the site."""
        self._blocks.append((first, block))
        self._words += len(block.words) // 4
        if self._words >= RUN:
            self._runs.append(_on_disk(invert(self._blocks), self._scratch / f"run{len(self._runs)}"))
            self._blocks, self._words = [], 0

    def finish(self) -> tuple[dict[str, int], Iterator[Postings]]:
        """How many documents hold each word, the words ascending; and all postings, some words at a time."""
        if self._blocks:
            self._runs.append(invert(self._blocks))
            self._blocks = []
        counts = _counts(self._runs)
        return counts, iter(self._runs) if len(self._runs) < 2 else _merge(self._runs, counts)


def sort_words(words: Sequence[str]) -> list[str]:
    """Words in the order of `utf16`."""
    if all(map(str.isascii, words)):
        return sorted(words)
    return sorted(words, key=utf16)


def invert(blocks: Sequence[tuple[int, Block]]) -> Postings:
    """The postings of some debates, given with the number of their first document, in ascending order."""
    numbers = {word: number for number, word in enumerate(_vocabulary(blocks))}
    words, documents, places, lengths, weights = [], [], [], [], []
    for first, block in blocks:
        ranks = np.fromiter(map(numbers.__getitem__, block.vocabulary.split()), np.uint64)
        words.append(ranks[np.frombuffer(block.words, np.uint32)])
        documents.append(_documents(block) + first)
        places.append(_places(block))
        lengths.append(np.frombuffer(block.lengths, np.uint32))
        weights += [(int(ranks[word]) << 32 | document + first, more) for document, word, more in block.weights]
    word, document, place = np.concatenate(words), np.concatenate(documents), np.concatenate(places)
    order = _stable_order(word)
    word, document, place = word[order], document[order], place[order]
    keys = word << np.uint64(32) | document
    begins = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])) if len(keys) else keys)
    held = keys[begins]
    place_starts = np.append(begins, len(keys))
    counts = np.diff(place_starts)
    for_title, more = np.array(weights, np.uint64).reshape(-1, 2).T
    np.add.at(counts, np.searchsorted(held, for_title), more.astype(np.int64))
    documents_held = (held & np.uint64(0xFFFF_FFFF)).astype(np.uint32)
    length = np.concatenate(lengths)[documents_held - blocks[0][0]] if len(held) else np.empty(0, np.uint32)
    starts = np.searchsorted(held >> np.uint64(32), np.arange(len(numbers) + 1, dtype=np.uint64))
    return Postings(list(numbers), starts, documents_held, impacts(counts, length), place_starts, place)


def impacts(counts: Integers, lengths: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """The impact of a word that counts `counts` times in a text of `lengths` words."""
    k = _K1 * (1 - _B + _B * lengths / _TYPICAL_LENGTH)
    return (IMPACTS * counts / (counts + k)).astype(np.uint8)


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


def _stable_order(keys: NDArray[np.uint64]) -> Integers:
    """The order that sorts `keys` below 2^32 and leaves equals as they are: several times faster than `argsort`."""
    places = np.arange(len(keys), dtype=np.uint64)
    return (np.sort(keys << np.uint64(32) | places) & np.uint64(0xFFFF_FFFF)).astype(np.int64)


def _counts(runs: Sequence[Postings]) -> dict[str, int]:
    counts = dict.fromkeys(sort_words(list(set().union(*(run.words for run in runs)))), 0)
    for run in runs:
        for word, count in zip(run.words, np.diff(run.starts).tolist(), strict=True):
            counts[word] += count
    return counts


def _merge(runs: Sequence[Postings], counts: dict[str, int]) -> Iterator[Postings]:
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


def _between(run: Postings, first: str, last: str) -> Postings:
    """The part of a run that lies between two words, both included."""
    begin = bisect_left(run.words, utf16(first), key=utf16)
    end = bisect_left(run.words, utf16(last) + b"\0\0", key=utf16)
    low, high = int(run.starts[begin]), int(run.starts[end])
    places = slice(int(run.place_starts[low]), int(run.place_starts[high]))
    return Postings(
        words=run.words[begin:end],
        starts=run.starts[begin : end + 1] - low,
        documents=np.asarray(run.documents[low:high]),
        impacts=np.asarray(run.impacts[low:high]),
        place_starts=np.asarray(run.place_starts[low : high + 1]) - places.start,
        places=np.asarray(run.places[places]),
    )


def _merged(words: list[str], parts: Sequence[Postings]) -> Postings:
    numbers = {word: number for number, word in enumerate(words)}
    owners = [
        np.repeat(np.fromiter(map(numbers.__getitem__, part.words), np.uint64), np.diff(part.starts)) for part in parts
    ]
    word = np.concatenate(owners)
    order = _stable_order(word)
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


def _on_disk(run: Postings, folder: Path) -> Postings:
    """The same with its long arrays in files, of which only what is looked at is in memory."""
    folder.mkdir()
    mapped = {}
    for field in fields(run)[2:]:
        np.save(folder / f"{field.name}.npy", getattr(run, field.name))
        mapped[field.name] = np.load(folder / f"{field.name}.npy", mmap_mode="r")
    return Postings(run.words, run.starts, **mapped)
