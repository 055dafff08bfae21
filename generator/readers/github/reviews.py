"""What is said of code: where it stands, and what a review comes to."""

from __future__ import annotations

from typing import Protocol

PENDING = "PENDING"
"""The state of a review that nobody but its author has seen."""

_VERDICTS = {
    "APPROVED": "approved these changes",
    "CHANGES_REQUESTED": "requested changes",
    "DISMISSED": "gave a review that was dismissed later",
}


class Placed(Protocol):
    """Something that may stand at lines of a file."""

    @property
    def path(self) -> str | None:
        """The file."""

    @property
    def line(self) -> int | None:
        """The last line, as the file is now."""

    @property
    def start_line(self) -> int | None:
        """The first line, if there are several."""

    @property
    def original_line(self) -> int | None:
        """The last line, as the file was."""

    @property
    def original_start_line(self) -> int | None:
        """The first line, as the file was."""


def verdict(state: str | None, body: str | None) -> str | None:
    """What a review comes to; of one that only comments something is said only where it has no words of its own."""
    told = _VERDICTS.get((state or "").upper())
    return told or (None if body and body.strip() else "reviewed these changes")


def lines_of(words: Placed) -> str | None:
    """`src/a.py`, `src/a.py:12` or `src/a.py:10-12`; the lines as they were where they have changed since."""
    if not words.path:
        return None
    first, last = words.start_line, words.line
    if last is None:
        first, last = words.original_start_line, words.original_line
    if last is None:
        return words.path
    return f"{words.path}:{last}" if first in (None, last) else f"{words.path}:{first}-{last}"
