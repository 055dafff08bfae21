"""Blocks on their way from the workers to the index: kept on disk, since together they are as large as the site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.search.documents import Block


class Spool:
    """A file of blocks, added in any order and read in the order of their addresses."""

    def __init__(self, folder: Path) -> None:
        """The file lies in `folder`, which must exist."""
        self._file = (folder / "blocks").open("w+b")
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def add(self, address: str, packed: bytes) -> None:
        """Keep the block of the debate at `address`, packed."""
        self._file.write(packed)
        self._places[address] = (self._end, len(packed))
        self._end += len(packed)

    def __iter__(self) -> Iterator[Block]:
        for _, (start, size) in sorted(self._places.items()):
            self._file.seek(start)
            yield msgspec.msgpack.decode(self._file.read(size), type=Block)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
