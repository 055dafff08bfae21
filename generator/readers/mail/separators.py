"""Finds where mails begin in an mbox: at a `From ` line with a date, after a blank line, with a header below it.

A `From ` that begins a sentence is none of these together, so mails are not torn apart where their archiver forgot to
escape it. The format is described in RFC 4155; its variants are told apart at
https://www.loc.gov/preservation/digital/formats/fdd/fdd000383.shtml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

CHUNK = 4 << 20
"""Bytes looked at in one go."""
HEAD = 16_384
"""Bytes of a mail that are given at once; a separator and the beginning of the header below it have to fit in."""

_OVERLAP = 12
"""Bytes that a blank line and a `From ` take at most, which may lie across the end of a chunk."""
_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DAY = rb"(?:" + _MONTH + rb" +\d{1,2}|\d{1,2} +" + _MONTH + rb"(?: +\d{4})?)"
_SEPARATOR = re.compile(
    rb"From (?:[^\n]{0,500}? )?((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +"
    + _DAY
    + rb" +\d{1,2}:\d\d(?::\d\d)?(?: +[\w+():/-]{1,9}){0,3})(?: +remote from [^\n]{1,200})?[ \t]*\r?\n"
    + rb"(?:>?From |[!-9;-~]{1,200}[ \t]*:)"
)
_BEFORE_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?\s*")


def starts_with_separator(head: bytes) -> bool:
    """Whether these first bytes of a file are an mbox's; a byte order mark and blank lines before it do not matter."""
    return _SEPARATOR.match(head, _first(head)) is not None


def date_in(separator: bytes) -> bytes | None:
    """The date that a separator ends with."""
    found = _SEPARATOR.match(separator + b"\nX:")
    return found[1] if found else None


Read = Callable[[int], bytes]
"""Gives the next bytes, as many as are asked for while there are as many."""


class Span(NamedTuple):
    """Where a mail is in its file."""

    offset: int
    """The bytes before it."""
    size: int
    """Its bytes, with its separator."""
    line: int
    """The number of its first line."""
    head: bytes
    """Its first bytes, `HEAD` where there are as many."""


def find_mails(read: Read) -> Iterator[Span]:
    """Each mail; what precedes the first separator is one too."""
    start, line, head = 0, 1, memoryview(b"")
    for boundary, line_there, head_there in _boundaries(read):
        if boundary > start:
            yield Span(start, boundary - start, line, bytes(head[: boundary - start]))
        start, line, head = boundary, line_there, head_there


def _boundaries(read: Read) -> Iterator[tuple[int, int, memoryview]]:
    """(offset, number of its line, `HEAD` bytes there) of the beginning, of each separator, and of the end."""
    window = read(max(CHUNK, HEAD))
    base, line, counted = 0, 1, 0
    yield base, line, memoryview(window)[:HEAD]
    at = _first(window)
    while True:
        more = read(CHUNK)
        limit = len(window) - HEAD if more else len(window)
        while 0 <= at < limit:
            if _SEPARATOR.match(window, at):
                line += window.count(b"\n", counted, at)
                counted = at
                yield base + at, line, memoryview(window)[at : at + HEAD]
            at = _next_candidate(window, at)
        if not more:
            break
        kept = max((at if at >= 0 else len(window)) - _OVERLAP, counted)
        line += window.count(b"\n", counted, kept)
        window, base, counted = window[kept:] + more, base + kept, 0
        at = at - kept if at >= 0 else _next_candidate(window, 0)
    yield base + len(window), line, memoryview(b"")


def _first(head: bytes) -> int:
    blank = _BEFORE_FIRST.match(head)
    return blank.end() if blank else 0


def _next_candidate(window: bytes, start: int) -> int:
    """Where the next line after `start` begins with `From ` and follows a blank one; -1 if none does."""
    at = window.find(b"\nFrom ", start)
    while at >= 0 and window[at - 1 : at] != b"\n" and window[at - 2 : at] != b"\n\r":
        at = window.find(b"\nFrom ", at + 1)
    return at + 1 if at >= 0 else -1
