"""A site's index, from the blocks of its debates to files of a size that suits a phone.

Shares of the debates are indexed by workers, each for itself, and then stretches of the alphabet. What is left to this
process is to know all words, and all files by name.

A query loads two or three shards of words and about as many shards of texts as it shows hits, so these are cut small;
places are only loaded for phrases, so those are cut larger. Hosts count files, so shards of texts grow with the site.
In a large one the index has few of all files anyway, and queries load long postings: there both are cut smaller.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from generator.parallel import Workers
from generator.search import shares
from generator.search.files import Entry, File, Files
from generator.search.postings import Integers, Numbers, sort_words
from generator.search.runs import Runs
from generator.search.shards import (
    VERSION,
    Manifest,
    Shards,
    Spellings,
    pack,
    pack_column,
    pack_ranges,
    path_of,
)
from generator.search.shares import Indexed, Share, index_share
from generator.search.spool import Spool
from generator.search.stems import word_forms
from generator.search.terms import Unnamed, Words, keyed_files, pack_words

SHARE = 4 << 20
"""Bytes of blocks that are indexed at a time."""
TEXT_CUTS = (30_000, 48_000)
"""Bytes of a shard of texts before it is compressed, at least and at most."""
TEXT_SHARDS = 636
"""Shards of texts beyond which they grow."""
TERM_CUT = 17_000
"""Bytes of a shard of words, likewise."""
LARGE = 100_000_000
"""Bytes of texts that only a large site has."""
LARGE_CUTS = (20_000, 10_000)
"""Bytes of shards of texts and of words in a large site."""
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


def write_index(
    spool: Spool, text_bytes: int, write: Callable[[str, bytes], None], scratch: Path, workers: Workers
) -> tuple[int, str]:
    """Write the index of all debates; how many documents there are, and the manifest's path below the site's root.

    `text_bytes` says how many bytes the rows of all blocks have. `write` takes a path below the root and bytes.
    `scratch` is a folder that exists and that the workers see, for what does not fit into memory.
    """
    text_cut, term_cut = _cuts(text_bytes)
    index = _Index(Files(write), term_cut)
    tasks = (Share(blocks, text_cut, scratch / f"run{number}") for number, blocks in enumerate(spool.shares(SHARE)))
    for indexed in workers.map(index_share, tasks):
        index.add(indexed)
    return index.documents, index.finish(workers)


def _cuts(text_bytes: int) -> tuple[int, int]:
    """Where to cut shards of texts and of words."""
    if text_bytes > LARGE:
        return LARGE_CUTS
    return min(max(TEXT_CUTS[0], text_bytes // TEXT_SHARDS), TEXT_CUTS[1]), TERM_CUT


class _Index:
    """The index of a site, written while its shares are added."""

    def __init__(self, files: Files, term_cut: int) -> None:
        self.documents = 0
        self._files = files
        self._term_cut = term_cut
        self._runs = Runs()
        self._texts: list[Entry] = []
        self._filters = _Filters()
        self._times, self._scores = _Column(files, "times"), _Column(files, "scores")
        self._vocabularies: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, indexed: Indexed) -> None:
        """The next share, in the order of addresses."""
        self._runs.add(indexed.run, self.documents)
        self._texts += [(self.documents + first, self._files.add("texts", file)) for first, file in indexed.texts]
        self._filters.add(indexed.filters, self.documents)
        self._times.add(indexed.times)
        self._scores.add(indexed.scores)
        for language, words in indexed.vocabularies.items():
            self._vocabularies[language].update(words)
        self.documents += indexed.documents

    def finish(self, workers: Workers) -> str:
        """Write what is left; the path of the manifest below the site's root."""
        counts, words = self._words()
        terms: list[Entry] = []
        places: list[Entry] = []
        for packed in workers.map(pack_words, words):
            for first, file in packed.terms:
                named = file.file(self._files) if isinstance(file, Unnamed) else file
                terms.append((first, self._files.add("terms", named)))
            places += [(first, self._files.add("places", file)) for first, file in packed.places]
        manifest = Manifest(
            version=VERSION,
            documents=self.documents,
            terms=self._files.list(terms),
            places=self._files.list(places),
            filters=self._filters.finish(self._files),
            texts=self._files.list(self._texts),
            times=self._times.finish(),
            scores=self._scores.finish(),
            spellings=_spellings(self._files, counts),
        )
        return path_of("manifest", self._files.add("manifest", File.of(*pack(manifest))))

    def _words(self) -> tuple[Mapping[str, int], Iterator[Words]]:
        """How many documents hold each word, and all words as tasks."""
        counts, stretches = self._runs.finish()
        forms = word_forms(self._vocabularies, counts)
        self._vocabularies.clear()
        return counts, (
            Words(
                stretch=stretch,
                forms={word: forms[word] for word in stretch.words if word in forms},
                documents=self.documents,
                cut=self._term_cut,
            )
            for stretch in stretches
        )


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
        self._entries.append((len(self._entries) * COLUMN, self._files.add(self._kind, File.of(pack_column(part)))))


class _Filters:
    """The documents of each author, topic and path."""

    def __init__(self) -> None:
        self._numbers = Numbers()
        self._keys: list[Integers] = []
        self._documents: list[Integers] = []
        self._names: dict[str, str] = {}

    def add(self, filters: shares.Filters, first: int) -> None:
        """Those of a share whose first document is number `first` of the site."""
        self._keys.append(np.repeat(self._numbers.of(filters.keys), filters.counts).astype(np.int64))
        self._documents.append(filters.documents.astype(np.int64) + first)
        for key, name in filters.names.items():
            self._names.setdefault(key, name)

    def finish(self, files: Files) -> Shards:
        """Write them; the list of their shards."""
        keys, ranks = self._numbers.ranked()
        empty = np.zeros(0, np.int64)
        owners = ranks[np.concatenate([empty, *self._keys])]
        documents = np.concatenate([empty, *self._documents])[np.argsort(owners, kind="stable")]
        ends = np.cumsum(np.bincount(owners, minlength=len(keys)))
        lists = np.split(documents, ends[:-1])
        packed = dict(zip(keys, pack_ranges(lists) if keys else (), strict=True))
        held = {key: blob for key, blob in packed.items() if blob}
        written = keyed_files([*held], [*held.values()], FILTER_CUT, self._names)
        return files.list([(first, files.add("filters", file)) for first, file in written])


def _spellings(files: Files, counts: Mapping[str, int]) -> Shards:
    """Shards of the commonest words, by length."""
    words = [word for word, count in counts.items() if count > 1 and len(word) in SPELLING_LENGTHS and word.isalpha()]
    commonest = sorted(words, key=lambda word: (-counts[word], word))[:SPELLINGS]
    by_length: defaultdict[int, list[str]] = defaultdict(list)
    for word in commonest:
        by_length[len(word)].append(word)
    entries: list[Entry] = []
    part: list[str] = []
    for length in SPELLING_LENGTHS:
        part += sort_words(by_length[length])
        if part and (len(part) > SPELLING_CUT or length == SPELLING_LENGTHS[-1]):
            head = Spellings(part, [counts[word] for word in part])
            entries.append((len(part[0]), files.add("spellings", File.of(*pack(head)))))
            part = []
    return files.list(entries)
