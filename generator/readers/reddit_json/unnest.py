"""Cuts JSON that is nested too deep for a parser into shallow values: answers to comments, each listing apart.

A reply lies five levels below what it answers, so a long dispute ends in no parser's stack. Nesting tells nothing that
the comments do not tell themselves by `parent_id`. Values that were appended to each other are parted as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import SourceError

_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}]', re.DOTALL)
_REPLIES = re.compile(rb'"replies"\s*:\s*\Z')
_KEY_AND_SPACE = 64
"""Bytes before a value in which its key is looked for."""


@dataclass(slots=True)
class _Open:
    """A value whose end was not met yet."""

    start: int
    depth: int
    done: int
    """Up to where its text is in `parts`."""
    parts: list[bytes] = field(default_factory=list)


def unnest(data: bytes, path: Path) -> Iterator[tuple[int, bytes]]:
    """The values in `data` and where each begins, outer ones before inner ones. Raises SourceError."""
    return iter(sorted(_cut(data, path)))


def _cut(data: bytes, path: Path) -> Iterator[tuple[int, bytes]]:
    open_: list[_Open] = []
    depth = end = 0
    for token in _TOKEN.finditer(data):
        at = token.start()
        mark = data[at : at + 1]
        if not open_ and (mark not in b"[{" or data[end:at].strip()):
            raise _stray(data, end, path)
        if mark in b"[{":
            depth += 1
            if not open_ or _REPLIES.search(data, max(at - _KEY_AND_SPACE, open_[-1].start), at):
                open_.append(_Open(at, depth, at))
        elif mark in b"]}":
            if depth == open_[-1].depth:
                end = at + 1
                yield _close(open_, data, end)
            depth -= 1
    if open_:
        line = data.rstrip().count(b"\n") + 1
        raise SourceError("the JSON ends too early", path, line, hint="the file was cut off: save the export again")
    if data[end:].strip():
        raise _stray(data, end, path)


def _close(open_: list[_Open], data: bytes, end: int) -> tuple[int, bytes]:
    value = open_.pop()
    value.parts.append(data[value.done : end])
    if open_:
        around = open_[-1]
        around.parts += (data[around.done : value.start], b"null")
        around.done = end
    return value.start, b"".join(value.parts)


def _stray(data: bytes, end: int, path: Path) -> SourceError:
    """The error about something between two values; it begins somewhere after `end`."""
    at = len(data) - len(data[end:].lstrip())
    line, column = data.count(b"\n", 0, at) + 1, at - data.rfind(b"\n", 0, at)
    return SourceError(
        "from here on it is not JSON", path, line, column, "answers saved one after another must be whole"
    )
