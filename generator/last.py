"""The last build, and whether it still stands: when nothing that it read or wrote has changed, there is nothing to do.

Whether a file has changed is told by its stamp; a build that began within a moment of the newest change keeps nothing,
since a file system's clock is coarse. What cannot be told so cheaply, such as a reader of another package, is in the
digest by its version.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, fields
from importlib.metadata import entry_points
from pathlib import Path

from generator.cache import Cache, digest, index, prune
from generator.config import Settings, read_settings
from generator.earlier import state_of
from generator.model import Problem, Skipped
from generator.options import Options
from generator.ownlayouts import OWN_LAYOUTS
from generator.report import Report
from generator.stamps import stamps
from generator.storage import WORK
from generator.versions import versions

MOMENT = 100_000_000
"""Nanoseconds within which a file may have changed twice without a trace."""


@dataclass(frozen=True, slots=True)
class Last:
    """What the last build did."""

    output: str
    """The state of what it wrote."""
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
        inputs = [*stamps(site / "content"), *stamps(site / "layouts"), *stamps(OWN_LAYOUTS)]
        readers = [
            f"{point.value} {point.dist and point.dist.version}" for point in entry_points(group="moothall.readers")
        ]
        self._name = digest(inputs, repr(settings), sorted(readers), str(output.resolve()), marks)
        self._is_old = max((stamp[2] for stamp in inputs), default=0) < time.time_ns() - MOMENT

    def recall(self, report: Report) -> bool:
        """Fills the report in as the last build left it and says so, if nothing has changed since."""
        last = self._cache.get(self._name, Last)
        if last is None or last.output != state_of(self._output):
            return False
        for field in fields(last)[1:]:
            setattr(report, field.name, getattr(last, field.name))
        report.cached = last.threads
        return True

    def keep(self, report: Report, output: str) -> None:
        """Remembers a build that has just been published without an error; `output` is the state it left that in."""
        if self._is_old:
            kept = {field.name: getattr(report, field.name) for field in fields(Last)[1:]}
            self._cache.put(self._name, Last(output=output, **kept))
            self._cache.flush()
        prune(self._folder, [self._name])
        index(self._folder)


@dataclass(frozen=True, slots=True)
class Begun:
    """What a build knows when it has looked back."""

    settings: Settings
    """The site's."""
    memory: Memory | None
    """Of the last build, and for this one to be kept in; None where nothing is to be kept."""
    stands: bool
    """Whether the site stands as the last build left it, and there is nothing to do."""


def begin(options: Options, report: Report) -> Begun:
    """Looks back at the last build, which `report` tells of if it still stands. Raises SettingsError."""
    with report.step("settings"):
        settings = read_settings(options.site, options.base_url)
    with report.step("compare"):
        memory = _memory(options, settings) if options.cache else None
        return Begun(settings, memory, stands=memory is not None and memory.recall(report))


def _memory(options: Options, settings: Settings) -> Memory:
    return Memory(options.site / WORK / "last", options.site, options.output, settings, versions(), str(options.strict))
