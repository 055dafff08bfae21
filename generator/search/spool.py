"""Blocks on their way from the workers to the index, on disk: whoever indexes a share of them reads it there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Spooled:
    """Some of the blocks."""

    path: Path
    """The file that has them."""
    places: tuple[tuple[int, int], ...]
    """For each where it begins there, and its bytes."""

    def read(self) -> Iterator[bytes]:
        """Each block, packed."""
        with self.path.open("rb") as file:
            for start, length in self.places:
                file.seek(start)
                yield file.read(length)


class Spool:
    """Blocks, added in any order and read in the order of their addresses."""

    def __init__(self, folder: Path) -> None:
        """Its file lies in `folder`, which must exist and be seen by whoever reads."""
        self._path = folder / "blocks"
        self._file = self._path.open("wb")
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0

    def add(self, address: str, packed: bytes) -> None:
        """Keep the block of the debate at `address`, packed."""
        self._file.write(packed)
        self._places[address] = (self._end, len(packed))
        self._end += len(packed)

    def shares(self, size: int) -> Iterator[Spooled]:
        """All blocks, in shares that are the shortest of at least `size` bytes, but for the last.

        No more can be added then.
        """
        self._file.close()
        waiting: list[tuple[int, int]] = []
        filled = 0
        for _, place in sorted(self._places.items()):
            waiting.append(place)
            filled += place[1]
            if filled >= size:
                yield Spooled(self._path, tuple(waiting))
                waiting, filled = [], 0
        if waiting:
            yield Spooled(self._path, tuple(waiting))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
