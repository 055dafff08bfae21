"""A share of the debates, indexed on its own in any process: all that the index holds of them but the words' shards."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import msgspec
import numpy as np
from numpy.typing import NDArray

from generator.search.documents import Block, aliases, name_key
from generator.search.files import File
from generator.search.postings import invert
from generator.search.runs import Run, lay_down
from generator.search.shards import Run as TextRun
from generator.search.shards import pack
from generator.search.spool import Spooled


@dataclass(frozen=True, slots=True)
class Share:
    """Debates whose addresses follow one another."""

    blocks: Spooled
    """Each debate's."""
    text_cut: int
    """Bytes of a shard of texts before it is compressed, at most."""
    run: Path
    """Where its postings are laid down."""


@dataclass(frozen=True, slots=True)
class Filters:
    """The documents of each author, topic and path."""

    keys: list[str]
    """What is filtered by."""
    counts: NDArray[np.uint32]
    """How many documents each has."""
    documents: NDArray[np.uint32]
    """Those of all keys, one behind the other."""
    names: dict[str, str]
    """How a key is shown, where that differs."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What is left of a share. Its documents are numbered from 0."""

    documents: int
    """How many it has."""
    texts: list[tuple[int, File]]
    """Shards of texts, by the first document of each."""
    filters: Filters
    """Which documents a filter finds."""
    times: list[int | None]
    """For each document the second since 1970 at which its date starts."""
    scores: list[int | None]
    """For each document its votes."""
    vocabularies: dict[str, list[str]]
    """The words of each language."""
    run: Run
    """The postings."""


def index_share(share: Share) -> Indexed:
    """The index of a share; its run is then on disk."""
    decode = msgspec.msgpack.Decoder(Block).decode
    blocks = [decode(packed) for packed in share.blocks.read()]
    run = lay_down(invert(blocks), share.run)
    return Indexed(
        documents=sum(len(block.rows) for block in blocks),
        texts=[(first, File.of(*pack(runs))) for first, runs in _texts(blocks, share.text_cut)],
        filters=_filters(blocks),
        times=[time for block in blocks for time in block.times],
        scores=[score for block in blocks for score in block.scores],
        vocabularies=_vocabularies(blocks, run.words),
        run=run,
    )


def _texts(blocks: Sequence[Block], cut: int) -> Iterator[tuple[int, list[TextRun]]]:
    """Shards of what hits show, in runs of one debate each, by their first document."""
    runs: list[TextRun] = []
    size = first = number = 0
    for block in blocks:
        head = len(block.path) + len(block.title)
        run: list[msgspec.Raw] = []
        for row in block.rows:
            if runs and size + len(row) + head > cut:
                yield first, runs
                runs, run, size, first = [], [], 0, number
            if not run:
                runs.append((block.path, block.title, run))
                size += head
            run.append(msgspec.Raw(row))
            size += len(row)
            number += 1
    if runs:
        yield first, runs


def _filters(blocks: Sequence[Block]) -> Filters:
    found: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    names: dict[str, str] = {}
    first = 0
    for block in blocks:
        everything = array("I", range(first, first + len(block.rows)))
        parts = unquote(block.path).strip("/").split("/")
        for depth in range(1, len(parts) + 1):
            found["in:" + "/".join(parts[:depth])].extend(everything)
        for topic in block.topics:
            key = "topic:" + name_key(topic)
            if found[key][-1:] != everything[-1:]:
                found[key].extend(everything)
            names.setdefault(key, topic)
        for number, author in enumerate(block.authors, first):
            for alias in aliases(author):
                found["author:" + alias].append(number)
        first += len(block.rows)
    counts = np.fromiter(map(len, found.values()), np.uint32, len(found))
    return Filters([*found], counts, np.frombuffer(b"".join(found.values()), np.uint32), names)


def _vocabularies(blocks: Sequence[Block], words: list[str]) -> dict[str, list[str]]:
    languages = {block.language for block in blocks}
    if len(languages) == 1:
        return dict.fromkeys(languages, words)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for block in blocks:
        found[block.language].update(block.vocabulary.split())
    return {language: [*some] for language, some in found.items()}
