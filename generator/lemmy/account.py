"""The oddities met while reading a file, collected to be told with what was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from generator.model import Problem


@dataclass(slots=True)
class Account:
    """What there is to say about a file."""

    path: Path
    """The file."""
    problems: list[Problem] = field(default_factory=list)
    """In the order in which they were met."""

    def report(self, kind: str, message: str) -> None:
        """Adds a problem of the file."""
        self.problems.append(Problem(kind, message, self.path))
