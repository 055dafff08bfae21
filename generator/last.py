"""The last build, and whether it still stands: when nothing that it read or wrote has changed, there is nothing to do.

Files are taken for unchanged when their name, size, time and inode are, as make and git do; a build that began within
a moment of the newest change keeps nothing, since a file system's clock is coarse. What cannot be told so cheaply, such
as a reader of another package, is in the digest by its version.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields
from importlib.metadata import entry_points
from pathlib import Path

from generator.cache import Cache, digest, index, prune
from generator.config import Settings
from generator.model import Problem, Skipped
from generator.render.site import OWN_LAYOUTS
from generator.report import Report

MOMENT = 100_000_000
"""Nanoseconds within which a file may have changed twice without a trace."""

Stamp = tuple[bytes, int, int, int]
"""A file: its name, which need not be text, its size, its time in nanoseconds, and its inode."""


@dataclass(frozen=True, slots=True)
class Last:
    """What the last build did."""

    output: str
    """A digest of what it wrote."""
    sources: int
    """As in `Report`, and so are the others."""
    threads: int
    """Likewise."""
    read: int
    """Likewise."""
    published: int
    """Likewise."""
    redacted: int
    """Likewise."""
    documents: int
    """Likewise."""
    files: int
    """Likewise."""
    bytes: int
    """Likewise."""
    skipped: list[Skipped]
    """Likewise."""
    problems: list[Problem]
    """Likewise."""
    notes: list[str]
    """Likewise."""


class Memory:
    """Remembers the last build of a site into an output."""

    def __init__(self, folder: Path, site: Path, output: Path, settings: Settings, *marks: str) -> None:
        """`folder` is where it is kept; `marks` tell apart what is neither in files nor in the settings."""
        self._folder, self._cache = folder, Cache(folder)
        self._output = output
        stamps = [*_stamps(site / "content"), *_stamps(site / "layouts"), *_stamps(OWN_LAYOUTS)]
        readers = [
            f"{point.value} {point.dist and point.dist.version}" for point in entry_points(group="moothall.readers")
        ]
        self._name = digest(stamps, repr(settings), sorted(readers), str(output.resolve()), marks)
        self._is_old = max((stamp[2] for stamp in stamps), default=0) < time.time_ns() - MOMENT

    def recall(self, report: Report) -> bool:
        """Fills the report in as the last build left it and says so, if nothing has changed since."""
        last = self._cache.get(self._name, Last)
        if last is None or last.output != _digest_of(self._output):
            return False
        for field in fields(last)[1:]:
            setattr(report, field.name, getattr(last, field.name))
        report.cached = last.threads
        return True

    def keep(self, report: Report) -> None:
        """Remembers a build that has just been published without an error."""
        if self._is_old:
            kept = {field.name: getattr(report, field.name) for field in fields(Last)[1:]}
            self._cache.put(self._name, Last(output=_digest_of(self._output), **kept))
            self._cache.flush()
        prune(self._folder, [self._name])
        index(self._folder)


def _digest_of(folder: Path) -> str:
    return digest(list(_stamps(folder)))


def _stamps(folder: Path) -> Iterator[Stamp]:
    """Every file below a folder that may be missing, in a settled order."""
    waiting = [(folder, "")]
    while waiting:
        path, name = waiting.pop()
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name)
        except FileNotFoundError:
            continue
        for entry in entries:
            if entry.is_dir():
                waiting.append((Path(entry.path), f"{name}{entry.name}/"))
            else:
                stat = entry.stat()
                yield os.fsencode(f"{name}{entry.name}"), stat.st_size, stat.st_mtime_ns, stat.st_ino
