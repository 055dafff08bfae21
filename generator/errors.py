"""Every error that a user can cause, in one tree; the command line catches its root once.

    MoothallError
    ├── ContentError         something under `content/` cannot be used: exit 1
    │   ├── SourceError      a thread source
    │   └── SummaryError     an article summary
    ├── OutputError          the site cannot be written: exit 1
    ├── SiteError            the built site has a mistake that visitors or hosts trip over: exit 1
    └── SettingsError        `site.yaml`, the layouts or the command line are wrong: exit 2

Errors cross process borders, so each one pickles by its five fields.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar


class MoothallError(Exception):
    """One clear message about one place, with what to do about it."""

    exit_code: ClassVar[int] = 1

    def __init__(
        self,
        message: str,
        path: Path | None = None,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        """`line` and `column` count from 1; `hint` is a sentence that says what to do."""
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line
        self.column = column
        self.hint = hint

    def __str__(self) -> str:
        """`path:line:column: message (hint)` on one line, with the parts that are known."""
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        text = f"{place}: {self.message}" if place else self.message
        return f"{text} ({self.hint})" if self.hint else text

    def __reduce__(self) -> tuple[type[MoothallError], tuple[object, ...]]:
        return type(self), (self.message, self.path, self.line, self.column, self.hint)


def flatten(error: BaseException) -> list[MoothallError]:
    """The errors in it that a user can cause: itself, or those anywhere in a group."""
    found: list[MoothallError] = []
    waiting = [error]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions
        elif isinstance(one, MoothallError):
            found.append(one)
    return found


class ContentError(MoothallError):
    """Something under `content/` cannot be used; what concerns a file as a whole is said of its first line."""

    def __init__(
        self,
        message: str,
        path: Path | None = None,
        line: int | None = 1,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, path, line, column, hint)


class SourceError(ContentError):
    """A thread source that no reader can read, or that broke while being read."""


class SummaryError(ContentError):
    """An article summary with a mistake in it, or without a source."""


class OutputError(MoothallError):
    """The site cannot be written where it should go."""


class SiteError(MoothallError):
    """Something in the built site that its visitors or its host trip over."""


class SettingsError(MoothallError):
    """`site.yaml`, a layout or an option on the command line is wrong."""

    exit_code: ClassVar[int] = 2
