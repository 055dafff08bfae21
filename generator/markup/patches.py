"""Where a unified diff in a mail ends, by the line counts in its hunk headers (GNU diffutils, "Unified Format")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_HUNK = re.compile(r"@@ -\d{1,9}(?:,(\d{1,9}))? \+\d{1,9}(?:,(\d{1,9}))? @@")
_HEADER = re.compile(
    r"(?:diff |index [0-9a-f]|Index: |={20,}|--- \S|\+\+\+ \S|(?:old|new|deleted file|new file) mode |"
    r"similarity index |rename (?:from|to) |Binary files )"
)
_START = re.compile(r"(?:diff --git |Index: \S|--- \S)")
_HEADER_LINES = 8


def split_patches(text: str) -> Iterator[tuple[bool, str]]:
    """(whether it is a patch, text) for each part of `text`, in order."""
    if "@@ -" not in text:
        yield False, text
        return
    lines = text.split("\n")
    start = position = 0
    while position < len(lines):
        end = _patch_end(lines, position)
        if end > position:
            yield False, "\n".join(lines[start:position])
            yield True, "\n".join(lines[position:end])
            start = end
        position = max(end, position + 1)
    yield False, "\n".join(lines[start:])


def _patch_end(lines: Sequence[str], start: int) -> int:
    """The line after the patch that begins at `start`; `start` itself when none does."""
    if not _START.match(lines[start]):
        return start
    end = start
    position = _after_header(lines, start)
    while position < len(lines) and (hunk := _HUNK.match(lines[position])):
        end = _after_hunk(lines, position + 1, _count(hunk[1]), _count(hunk[2]))
        position = _after_header(lines, end)
    return end


def _after_header(lines: Sequence[str], position: int) -> int:
    limit = min(len(lines), position + _HEADER_LINES)
    while position < limit and _HEADER.match(lines[position]):
        position += 1
    return position


def _after_hunk(lines: Sequence[str], position: int, old: int, new: int) -> int:
    """Blank lines count as context: mail programs strip the space that marks it."""
    while position < len(lines) and (old > 0 or new > 0 or lines[position].startswith("\\")):
        mark = lines[position][:1] or " "
        if mark not in " +-\\":
            break
        old -= mark in " -"
        new -= mark in " +"
        position += 1
    return position


def _count(digits: str | None) -> int:
    return 1 if digits is None else int(digits)
