"""Undoes what mboxes do to lines of a body that begin with `From `: they put a `>` before them.

In an mboxrd they do so too where there is a `>` already; in an mboxo they do not. Nothing in a file says which of them
it is, so a line keeps its marks where a line beside it has the same ones: there the writer quoted.
"""

from __future__ import annotations

import re

_ESCAPED = re.compile(rb"^(>+)From ", re.MULTILINE)
_MARKS = re.compile(rb"(>*)(?=[^> \n])")


def without_escapes(body: bytes) -> bytes:
    """The body as it was before it was put into an mbox."""
    return _ESCAPED.sub(_restored, body) if b">From " in body else body


def _restored(line: re.Match[bytes]) -> bytes:
    body, start = line.string, line.start()
    before = body.rfind(b"\n", 0, max(start - 1, 0)) + 1
    after = body.find(b"\n", start) + 1
    for neighbour in (before if start else -1, after or -1):
        marks = _MARKS.match(body, neighbour) if neighbour >= 0 else None
        if marks and marks[1] == line[1] and not _ESCAPED.match(body, neighbour):
            return line[0]
    return line[0][1:]
