"""The oddities met while a thread is put together, collected to be told with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from generator.model import Problem, Skipped, Timestamp
from generator.readers.reddit_json.things import Unread
from generator.readers.reddit_json.words import moment


@dataclass(slots=True)
class Account:
    """What there is to say about a thread."""

    path: Path
    """The file that its oddities are told of, unless they are of another one."""
    problems: list[Problem] = field(default_factory=list)
    """In the order in which they were met."""
    skipped: list[Skipped] = field(default_factory=list)
    """What was not used."""

    def report(self, kind: str, message: str, path: Path | None = None) -> None:
        """Adds a problem."""
        self.problems.append(Problem(kind, message, path or self.path))

    def report_unread(self, unread: Unread, path: Path) -> None:
        """Adds something that cannot be read; a comment is then not used."""
        kind = "missing-replies" if unread.what == "stub" else f"unreadable-{unread.what}"
        self.report(kind, f"{unread.place} cannot be read: {unread.reason}", path)
        if unread.what == "comment":
            self.skipped.append(Skipped(path, unread.place, unread.reason))

    def moment(self, seconds: float | bool | None, what: str, *, needed: bool = False) -> Timestamp | None:
        """A moment, or None and perhaps a problem."""
        try:
            found = moment(seconds)
        except ValueError:
            self.report("bad-date", f"{what} has a date that is none: {seconds}")
            return None
        if needed and found is None:
            self.report("bad-date", f"{what} has no date")
        return found
