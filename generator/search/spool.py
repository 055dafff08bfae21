"""Blocks on their way from the workers to the index, in memory, or of a large site on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile

IN_MEMORY = 32 << 20
"""Bytes of blocks up to which they need no file."""


class Spool:
    """Blocks, added in any order and read in the order of their addresses."""

    def __init__(self, folder: Path) -> None:
        """A file, where one is needed, lies in `folder`, which must exist."""
        self._file = SpooledTemporaryFile(IN_MEMORY, dir=str(folder))  # noqa: SIM115 - closed by `close`
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def add(self, address: str, packed: bytes) -> None:
        """Keep the block of the debate at `address`, packed."""
        self._file.write(packed)
        self._places[address] = (self._end, len(packed))
        self._end += len(packed)

    def shares(self, size: int) -> Iterator[tuple[bytes, ...]]:
        """All blocks, packed, in shares that are the shortest of at least `size` bytes, but for the last."""
        waiting: list[bytes] = []
        filled = 0
        for _, (start, length) in sorted(self._places.items()):
            self._file.seek(start)
            waiting.append(self._file.read(length))
            filled += length
            if filled >= size:
                yield tuple(waiting)
                waiting, filled = [], 0
        if waiting:
            yield tuple(waiting)

    def close(self) -> None:
        """Let go of the blocks."""
        self._file.close()
