"""The index as files: the only module that knows how they look. docs/search-format.md describes them.

Every file is a script that hands one JSON value to `moothall.receive`, so that pages opened from a disk can load it.
Numbers are varints in base64. Sizes are cut by bytes, so the number of files follows the size of the index.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

import msgspec

from generator.search.postings import PostingLists, decode, encode, varint
from generator.search.terms import Block, Row

VERSION = 1
"""Changes when the files change in a way that an older client misreads."""
FOLDER = "search/"
"""Where the files lie below the site's root."""
TEXT_CUT = 64_000
"""Bytes of a shard of documents."""
TERM_CUT = 32_000
"""Bytes of a shard of posting lists, and of a column's."""

Entry = tuple[str | int, str]
"""One shard in the manifest: the first word or document in it, and the hash in its name."""


def write_shards(blocks: Iterable[Block], write: Callable[[str, bytes], None]) -> str:
    """Write the index of all debates, given in the order of their addresses; the manifest's path below the root.

    `write` takes a path below the root and the bytes. Only the posting lists stay in memory, packed.
    """
    files = _Files(write)
    lists, texts, dates, scores = PostingLists(), _Texts(files), _Column(files, "dates"), _Column(files, "scores")
    documents = 0
    for block in blocks:
        lists.add(block.postings, documents)
        texts.add(block.path, block.title, block.rows)
        dates.add(block.times)
        scores.add(score for _, _, _, score, _ in block.rows)
        documents += len(block.rows)
    manifest = {
        "version": VERSION,
        "documents": documents,
        "terms": [files.entry(first, "terms", shard) for first, shard in _term_shards(lists.items())],
        "texts": texts.finish(),
        "dates": dates.finish(),
        "scores": scores.finish(),
    }
    return files.path("manifest", files.add("manifest", manifest))


class _Files:
    """Names files by their content and writes each once."""

    def __init__(self, write: Callable[[str, bytes], None]) -> None:
        self._write = write
        self._written: set[str] = set()

    def add(self, kind: str, value: object) -> str:
        """Write `value`; the hash in its name."""
        data = b"moothall.receive(%s)\n" % msgspec.json.encode(value)
        digest = sha256(data).hexdigest()[:10]
        path = self.path(kind, digest)
        if path not in self._written:
            self._written.add(path)
            self._write(path, data)
        return digest

    def entry(self, first: str | int, kind: str, value: object) -> Entry:
        """Write `value`; its entry in the manifest."""
        return first, self.add(kind, value)

    @staticmethod
    def path(kind: str, digest: str) -> str:
        """A file's path below the site's root."""
        return f"{FOLDER}{kind}.{digest}.js"


class _Texts:
    """Shards of documents: runs of one debate each, with what hits show."""

    def __init__(self, files: _Files) -> None:
        self._files = files
        self._entries: list[Entry] = []
        self._runs: list[tuple[str, str, list[msgspec.Raw]]] = []
        self._size = 0
        self._first = self._next = 0

    def add(self, path: str, title: str, rows: Iterable[Row]) -> None:
        """Append a debate's documents."""
        head = len(path.encode()) + len(title.encode())
        run: list[msgspec.Raw] = []
        for row in rows:
            encoded = msgspec.json.encode(row)
            if self._size + len(encoded) + head > TEXT_CUT:
                self._cut()
                run = []
            if not run:
                self._runs.append((path, title, run))
                self._size += head
            run.append(msgspec.Raw(encoded))
            self._size += len(encoded) + 1
            self._next += 1

    def finish(self) -> list[Entry]:
        """Write what is left; the entries of all shards."""
        self._cut()
        return self._entries

    def _cut(self) -> None:
        if self._runs:
            self._entries.append(self._files.entry(self._first, "texts", self._runs))
        self._runs = []
        self._size = 0
        self._first = self._next


class _Column:
    """Shards of one number per document: each the difference to the one before, 0 where there is none."""

    def __init__(self, files: _Files, kind: str) -> None:
        self._files = files
        self._kind = kind
        self._entries: list[Entry] = []
        self._data = bytearray()
        self._last = 0
        self._first = self._next = 0

    def add(self, values: Iterable[int | None]) -> None:
        """Append the numbers of a debate's documents."""
        for value in values:
            self._data += b"\0" if value is None else varint(_fold_sign(value - self._last) + 1)
            self._last = self._last if value is None else value
            self._next += 1
            if len(self._data) > TERM_CUT * 3 // 4:
                self._cut()

    def finish(self) -> list[Entry]:
        """Write what is left; the entries of all shards."""
        self._cut()
        return self._entries

    def _cut(self) -> None:
        if self._data:
            self._entries.append(self._files.entry(self._first, self._kind, _base64(self._data)))
        self._data.clear()
        self._last = 0
        self._first = self._next


def _fold_sign(value: int) -> int:
    """Small numbers of either sign as small numbers from 0 up: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return value * 2 if value >= 0 else -value * 2 - 1


def _term_shards(lists: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Shards of posting lists with their first words; a list too long for one has shards of its own."""
    shard: list[tuple[str, bytes]] = []
    size = 0
    for term, data in lists:
        needed = len(term.encode()) + (len(data) + 3) * 4 // 3
        if shard and size + needed > TERM_CUT:
            yield shard[0][0], _term_shard(shard)
            shard, size = [], 0
        if needed > TERM_CUT:
            for piece in _pieces(data):
                yield term, _term_shard([(term, piece)])
            continue
        shard.append((term, data))
        size += needed
    if shard:
        yield shard[0][0], _term_shard(shard)


def _pieces(data: bytes) -> Iterator[bytes]:
    """A long list as several that each stand alone: halved until they fit."""
    waiting = [decode(data)]
    while waiting:
        postings = waiting.pop()
        piece = encode(postings)
        if len(piece) * 4 // 3 > TERM_CUT:
            middle = len(postings) // 2
            waiting += [postings[middle:], postings[:middle]]
        else:
            yield piece


def _term_shard(lists: list[tuple[str, bytes]]) -> tuple[str, str]:
    sizes = b"".join(varint(len(data)) for _, data in lists)
    return " ".join(term for term, _ in lists), _base64(sizes + b"".join(data for _, data in lists))


def _base64(data: bytes | bytearray) -> str:
    return b64encode(data).decode("ascii")
