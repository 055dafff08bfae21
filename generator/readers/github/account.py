"""What there is to tell about the files besides the talk in them: oddities, and what is not published."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from generator.model import Problem, Skipped, Timestamp
from generator.moments import parse_moment

Noun = Literal["comment", "post", "note"]
"""What something is that cannot be read."""


@dataclass(slots=True)
class Account:
    """The oddities met while a thread was put together."""

    problems: list[Problem] = field(default_factory=list)
    """In the order in which they were met."""
    skipped: list[Skipped] = field(default_factory=list)
    """What was read and is not published."""

    def report(self, kind: str, message: str, path: Path) -> None:
        """Adds a problem of the file at `path`."""
        self.problems.append(Problem(kind, message, path))

    def skip(self, id_: str, reason: str, path: Path) -> None:
        """Adds a comment of the file at `path` that is not published."""
        self.skipped.append(Skipped(path, id_, reason))

    def unreadable(self, what: Noun, place: str, reason: str, path: Path) -> None:
        """Tells of something in the file at `path` that is too broken to be used; `place` is as `jq` writes it."""
        self.report(f"unreadable-{what}", f"{place} cannot be read: {reason}", path)
        if what == "comment":
            self.skip(place, "it cannot be read", path)

    def moment(self, text: str | None, what: str, path: Path) -> Timestamp | None:
        """The date that `text` is; a problem where it is none. `what` says whose date it is."""
        if not text:
            return None
        try:
            return parse_moment(text)
        except (ValueError, OverflowError):
            self.report("bad-date", f"{what} has a date that is none: {text[:60]!r}", path)
            return None
