"""Threads of large sources, found once and kept until their sources change."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from generator.earlier import find_earlier
from generator.loading import Unit
from generator.model import Thread
from generator.storage import WORK
from generator.work import LARGE, threads_at

KEPT = 16
"""Addresses that are remembered; of these most are open in a browser."""

Stamp = tuple[tuple[int, int, int], ...]
"""Sizes, times and inodes of the sources of a unit."""


class Threads:
    """Gives threads by their addresses, of units that are not single."""

    def __init__(self, site: Path, output: Path) -> None:
        self._made, self._output = site / WORK / "made", output
        self._kept: dict[str, tuple[Stamp, Thread | None]] = {}

    def at(self, addresses: Set[str], unit: Unit) -> dict[str, Thread]:
        """The threads of the unit that stand at the addresses. Raises ContentError."""
        stamp = _stamp(unit)
        if missing := {address for address in addresses if self._kept.get(address, ((),))[0] != stamp}:
            earlier = find_earlier(self._made, self._output.resolve()) if unit.size > LARGE else None
            found = dict(threads_at(missing, unit, earlier))
            for address in missing:
                self._kept.pop(address, None)
                self._kept[address] = stamp, found.get(address)
        threads = {address: thread for address in addresses if (thread := self._kept[address][1]) is not None}
        for address in list(self._kept)[:-KEPT]:
            del self._kept[address]
        return threads


def _stamp(unit: Unit) -> Stamp:
    stats = [source.path.stat() for source in unit.sources]
    return tuple((stat.st_size, stat.st_mtime_ns, stat.st_ino) for stat in stats)
