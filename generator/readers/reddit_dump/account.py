"""The oddities of a thread, collected to be told with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.model import Problem, Skipped
from generator.readers.reddit_dump.dump import DumpFiles, Row


@dataclass(slots=True)
class Account:
    """What there is to say about a thread."""

    files: DumpFiles
    """What its records come from."""
    problems: list[Problem] = field(default_factory=list)
    """Oddities."""
    skipped: list[Skipped] = field(default_factory=list)
    """What cannot be used."""

    def report(self, kind: str, message: str, row: Row) -> None:
        """Adds a problem of a record."""
        self.problems.append(Problem(kind, message, self.files.paths[row.file], row.line))

    def skip(self, reason: str, row: Row) -> None:
        """Adds a comment that is not used."""
        self.skipped.append(Skipped(self.files.paths[row.file], row.record.id, reason))
