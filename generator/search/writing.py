"""A site's index, from the blocks of its debates to files of a size that suits a phone.

A query loads two or three shards of words and about as many shards of texts as it shows hits, so these are cut small;
places are only loaded for phrases, so those are cut larger. In a large site shards grow a little, their number more.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

import msgspec
import numpy as np

from generator.parallel import available_cores
from generator.search.documents import Block, aliases, name_key
from generator.search.files import Entry, Files
from generator.search.postings import Inverter, sort_words
from generator.search.shards import (
    VERSION,
    Manifest,
    Run,
    Shards,
    Spellings,
    pack,
    pack_column,
    pack_ranges,
    path_of,
)
from generator.search.spool import Spool
from generator.search.stems import word_forms
from generator.search.terms import KeyedShards, TermShards

TEXT_CUTS = (30_000, 48_000)
"""Bytes of a shard of texts before it is compressed, at least and at most."""
TEXT_SHARDS = 645
"""Shards of texts beyond which they grow."""
FILTER_CUT = 64_000
"""Bytes of a shard of filters before it is compressed."""
COLUMN = 16_384
"""Documents in a shard of a column."""
SPELLINGS = 32_768
"""Words, the commonest, that a misspelt word is compared with."""
SPELLING_LENGTHS = range(4, 25)
"""Characters that such words have."""
SPELLING_CUT = 4000
"""Such words in a shard, at least."""


def write_index(spool: Spool, text_bytes: int, write: Callable[[str, bytes], None], scratch: Path) -> tuple[int, str]:
    """Write the index of all debates; how many documents there are, and the manifest's path below the site's root.

    `text_bytes` says how many bytes the rows of all blocks have. `write` takes a path below the root and bytes, and is
    called in several threads. `scratch` is a folder that exists, for what does not fit into memory.
    """
    with Files(write, available_cores()) as files:
        index = Index(files, text_bytes, scratch)
        for block in spool:
            index.add(block)
        return index.documents, index.finish()


class Index:
    """The index of a site, written while its blocks are added."""

    def __init__(self, files: Files, text_bytes: int, scratch: Path) -> None:
        """An index in `files`; the others as `write_index` takes them."""
        self.documents = 0
        self._files = files
        self._inverter = Inverter(scratch)
        self._texts = _Texts(files, min(max(TEXT_CUTS[0], text_bytes // TEXT_SHARDS), TEXT_CUTS[1]))
        self._filters = _Filters()
        self._times, self._scores = _Column(files, "times"), _Column(files, "scores")
        self._vocabularies: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, block: Block) -> None:
        """The next debate, in the order of their addresses."""
        self._inverter.add(block, self.documents)
        self._texts.add(block)
        self._filters.add(block, self.documents)
        self._times.add(block.times)
        self._scores.add(block.scores)
        self._vocabularies[block.language].update(block.vocabulary.split())
        self.documents += len(block.rows)

    def finish(self) -> str:
        """Write what is left; the path of the manifest below the site's root."""
        counts, stretches = self._inverter.finish()
        terms = TermShards(self._files, self.documents, counts, word_forms(self._vocabularies, counts))
        for postings in stretches:
            terms.add(postings)
        words, places = terms.finish()
        manifest = Manifest(
            version=VERSION,
            documents=self.documents,
            terms=words,
            places=places,
            filters=self._filters.finish(self._files),
            texts=self._texts.finish(),
            times=self._times.finish(),
            scores=self._scores.finish(),
            spellings=_spellings(self._files, counts),
        )
        return path_of("manifest", self._files.add("manifest", *pack(manifest)))


class _Texts:
    """Shards of documents: runs of one debate each, with what hits show."""

    def __init__(self, files: Files, cut: int) -> None:
        self._files, self._cut_at = files, cut
        self._entries: list[Entry] = []
        self._runs: list[Run] = []
        self._size = self._first = self._next = 0

    def add(self, block: Block) -> None:
        head = len(block.path) + len(block.title)
        run: list[msgspec.Raw] = []
        for row in block.rows:
            if self._runs and self._size + len(row) + head > self._cut_at:
                self._cut()
                run = []
            if not run:
                self._runs.append((block.path, block.title, run))
                self._size += head
            run.append(msgspec.Raw(row))
            self._size += len(row)
            self._next += 1

    def finish(self) -> Shards:
        self._cut()
        return self._files.list(self._entries)

    def _cut(self) -> None:
        if self._runs:
            self._entries.append((self._first, self._files.add("texts", *pack(self._runs))))
        self._runs, self._size, self._first = [], 0, self._next


class _Column:
    """Shards of one number for each document."""

    def __init__(self, files: Files, kind: str) -> None:
        self._files, self._kind = files, kind
        self._values: list[int | None] = []
        self._entries: list[Entry] = []

    def add(self, values: Sequence[int | None]) -> None:
        self._values += values
        while len(self._values) >= COLUMN:
            self._cut()

    def finish(self) -> Shards:
        if self._values:
            self._cut()
        return self._files.list(self._entries)

    def _cut(self) -> None:
        part, self._values = self._values[:COLUMN], self._values[COLUMN:]
        self._entries.append((len(self._entries) * COLUMN, self._files.add(self._kind, pack_column(part))))


class _Filters:
    """The documents of each author, topic and path."""

    def __init__(self) -> None:
        self._documents: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._names: dict[str, str] = {}

    def add(self, block: Block, first: int) -> None:
        everything = array("I", range(first, first + len(block.rows)))
        parts = unquote(block.path).strip("/").split("/")
        for depth in range(1, len(parts) + 1):
            self._documents["in:" + "/".join(parts[:depth])].extend(everything)
        for topic in block.topics:
            key = "topic:" + name_key(topic)
            if self._documents[key][-1:] != everything[-1:]:
                self._documents[key].extend(everything)
            self._names.setdefault(key, topic)
        for number, author in enumerate(block.authors, first):
            for alias in aliases(author):
                self._documents["author:" + alias].append(number)

    def finish(self, files: Files) -> Shards:
        shards = KeyedShards(files, "filters", FILTER_CUT)
        keys = [key for key in sort_words(list(self._documents)) if self._documents[key]]
        lists = [np.frombuffer(self._documents[key], np.uint32).astype(np.int64) for key in keys]
        for key, packed in zip(keys, pack_ranges(lists), strict=True):
            shards.add(key, packed, self._names.get(key, ""))
        return shards.finish()


def _spellings(files: Files, counts: Mapping[str, int]) -> Shards:
    """Shards of the commonest words, by length."""
    words = [word for word, count in counts.items() if count > 1 and len(word) in SPELLING_LENGTHS and word.isalpha()]
    commonest = sorted(words, key=lambda word: (-counts[word], word))[:SPELLINGS]
    entries: list[Entry] = []
    part: list[str] = []
    for length in SPELLING_LENGTHS:
        part += sort_words([word for word in commonest if len(word) == length])
        if part and (len(part) > SPELLING_CUT or length == SPELLING_LENGTHS[-1]):
            head = Spellings(part, [counts[word] for word in part])
            entries.append((len(part[0]), files.add("spellings", *pack(head))))
            part = []
    return files.list(entries)
