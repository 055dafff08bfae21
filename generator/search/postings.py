"""From documents and their words to words and their documents: the index proper.

The weight of a word in a document is the part of BM25 that one document decides (Robertson and Zaragoza, "The
Probabilistic Relevance Framework", 2009): tf / (tf + k1 (1 - b + b length / typical length)). The title is a field of
the first document, by the simple form of BM25F. The typical length is a constant and not the site's average, so that a
document's weights depend on nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from generator.search.documents import Block, Vocabulary
from generator.search.tokens import utf16

IMPACTS = 16
"""Steps in which a weight is told; the step is called an impact."""

COMMON = 8
"""Of so many documents a common word is held by more than one."""

_TYPICAL_LENGTH = 100
_K1 = 1.2
_B = 0.75

_HIGH = re.compile("[\ud800-\U0010ffff]")
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


class Numbers(Vocabulary):
    """The vocabulary of some debates, many words at a time."""

    def of(self, words: Sequence[str]) -> NDArray[np.uint32]:
        """The number of each."""
        return np.fromiter(map(self.__getitem__, words), np.uint32, len(words))

    def ranked(self) -> tuple[list[str], NDArray[np.uint32]]:
        """All words in order, and by number the place of each there."""
        words = sort_words(list(self))
        ranks = np.empty(len(words), np.uint32)
        ranks[self.of(words)] = np.arange(len(words))
        return words, ranks


def sort_words(words: Sequence[str]) -> list[str]:
    """Words in the order of `utf16`."""
    ordered = sorted(words)
    # Python has another order only for characters that UTF-16 writes as two units, and for those between them and their
    # units: words without them keep their places, and the few others share out theirs.
    places = [place for place, word in enumerate(ordered) if not word.isascii() and _HIGH.search(word)]
    for place, word in zip(places, sorted((ordered[place] for place in places), key=utf16), strict=True):
        ordered[place] = word
    return ordered


def invert(blocks: Sequence[Block]) -> Postings:
    """The postings of some debates, their documents numbered from 0 in the order in which they are given."""
    numbers = Numbers()
    met = numbers.of(" ".join(block.vocabulary for block in blocks).split())
    words, ranks = numbers.ranked()
    firsts = _offsets([len(block.rows) for block in blocks])
    vocabularies = _offsets([block.vocabulary.count(" ") + bool(block.vocabulary) for block in blocks])
    word = ranks[met][_joined([block.words for block in blocks], vocabularies)]
    documents, places = _where(blocks, firsts)
    held, place_starts, place = _collect(word.astype(np.uint64) << _HALF | documents, places)
    counts = np.diff(place_starts)
    weights = np.array([weight for block in blocks for weight in block.weights], np.int64).reshape(-1, 3)
    each = [len(block.weights) for block in blocks]
    heavier = ranks[met][weights[:, 1] + np.repeat(vocabularies, each)].astype(np.uint64) << _HALF
    heavier |= (weights[:, 0] + np.repeat(firsts, each)).astype(np.uint64)
    np.add.at(counts, np.searchsorted(held, heavier), weights[:, 2])
    document = (held & _LOW).astype(np.uint32)
    lengths = np.frombuffer(b"".join(block.lengths for block in blocks), np.uint32)
    starts = np.searchsorted(held >> _HALF, np.arange(len(words) + 1, dtype=np.uint64))
    return Postings(words, starts, document, impacts(counts, lengths[document]), place_starts, place)


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


def _offsets(counts: Sequence[int]) -> Integers:
    """What comes before each."""
    numbers = np.array(counts, np.int64)
    return np.cumsum(numbers) - numbers


def _joined(parts: Sequence[bytes], offsets: Integers) -> Integers:
    """Numbers of 32 bits, those of each part with its offset added."""
    numbers = np.frombuffer(b"".join(parts), np.uint32).astype(np.int64)
    return numbers + np.repeat(offsets, [len(part) // 4 for part in parts])


def _where(blocks: Sequence[Block], firsts: Integers) -> tuple[NDArray[np.uint64], NDArray[np.uint32]]:
    """For each of the blocks' words its document, and its place there."""
    sections = np.frombuffer(b"".join(block.sections for block in blocks), np.uint32).reshape(-1, 3).astype(np.int64)
    documents = sections[:, 0] + np.repeat(firsts, [len(block.sections) // 12 for block in blocks])
    places = spread(sections[:, 1], sections[:, 2]).astype(np.uint32)
    for start, block in zip(_offsets([len(block.words) // 4 for block in blocks]).tolist(), blocks, strict=True):
        if block.places:
            places[start : start + len(block.places) // 4] = np.frombuffer(block.places, np.uint32)
    return np.repeat(documents, sections[:, 2]).astype(np.uint64), places


def spread(starts: Integers, counts: Integers) -> Integers:
    """For each start the numbers from it on, `counts` of them: 5 and 9 by 2 and 3 are 5 6 9 10 11."""
    ends = np.cumsum(counts)
    return np.repeat(starts - (ends - counts), counts) + np.arange(ends[-1] if len(ends) else 0)


def _collect(
    keys: NDArray[np.uint64], places: NDArray[np.uint32]
) -> tuple[NDArray[np.uint64], Integers, NDArray[np.uint32]]:
    """Keys (a word and a document) ascending and each once, where the places of each begin and end, and the places."""
    order = stable_order(keys)
    keys, places = keys[order], places[order]
    begins = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])) if len(keys) else keys)
    return keys[begins], np.append(begins, len(keys)), places


def stable_order(keys: NDArray[np.uint64]) -> Integers:
    """The order that sorts by the upper half and leaves equals as they are: several times faster than `argsort`."""
    order = keys & ~_LOW
    order |= np.arange(len(keys), dtype=np.uint64)
    order.sort()
    order &= _LOW
    return order.view(np.int64)
