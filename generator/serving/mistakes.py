"""What kept a build from being published, with the lines of the file around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.errors import MoothallError

AROUND = 3
"""Lines shown before and after the one that is wrong."""
WIDTH = 200
"""Characters shown of a line."""
LARGE = 4 << 20
"""Bytes of files that are not opened to show lines of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file."""

    number: int
    """Counted from 1."""
    text: str
    """Cut where it is long."""
    here: bool
    """Whether it is the one that is wrong."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """An error, ready to be shown."""

    path: str
    """The file that it is in; empty where there is none."""
    message: str
    """What is wrong."""
    place: str
    """`path:line:column`, as far as it is known."""
    hint: str
    """What to do about it; may be empty."""
    lines: tuple[Line, ...]
    """Around the place; none where it has no line or the file is no text."""


def mistake_of(error: MoothallError) -> Mistake:
    """The error with the lines around it."""
    place = ":".join(str(part) for part in (error.path, error.line, error.column) if part is not None)
    lines = _around(error.path, error.line) if error.path and error.line else ()
    return Mistake(str(error.path or ""), error.message, place, error.hint or "", lines)


def as_text(mistakes: Iterable[Mistake]) -> Iterable[str]:
    """The mistakes as lines for a terminal."""
    for mistake in mistakes:
        hint = f" ({mistake.hint})" if mistake.hint else ""
        yield f"error: {mistake.place}{': ' if mistake.place else ''}{mistake.message}{hint}"
        for line in mistake.lines:
            yield f"{'>' if line.here else ' '} {line.number:>5} | {line.text}".rstrip()


def _around(path: Path, number: int) -> tuple[Line, ...]:
    try:
        if path.stat().st_size > LARGE:
            return ()
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return ()
    first, last = max(number - AROUND, 1), min(number + AROUND, len(lines))
    return tuple(Line(n, _cut(lines[n - 1]), n == number) for n in range(first, last + 1))


def _cut(line: str) -> str:
    shown = "".join(sign if sign.isprintable() or sign == "\t" else "\N{REPLACEMENT CHARACTER}" for sign in line)
    return shown if len(shown) <= WIDTH else f"{shown[:WIDTH]}…"
