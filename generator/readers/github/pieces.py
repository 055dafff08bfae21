"""JSON values written one after another, and the start of a file that ends in the middle of one.

`gh api --paginate` writes the pages of an answer one after another, with or without line ends between them.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.errors import SourceError
from generator.sourcefile import read_json, read_whole

_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*+"|[][{}]', re.DOTALL)
_MARK = re.compile(rb'"(?:[^"\\]|\\.)*+"|[][{},"]', re.DOTALL)
_CLOSERS = {b"[": b"]", b"{": b"}"}


def read_values(path: Path) -> Iterator[msgspec.Raw]:
    """The values in the file. Raises SourceError when it is not JSON from start to end."""
    try:
        yield read_json(path, msgspec.Raw)
    except SourceError as error:
        if not error.message.endswith("trailing characters"):
            raise
        yield from _read_pieces(path)


def values_of_head(head: bytes) -> Iterator[msgspec.Raw]:
    """The values in the first bytes of a file, the last one closed where it is cut. Raises msgspec.DecodeError."""
    for _, piece in _split(_mend(head.removeprefix(codecs.BOM_UTF8))):
        yield msgspec.json.decode(piece, type=msgspec.Raw)


def _read_pieces(path: Path) -> Iterator[msgspec.Raw]:
    data = read_whole(path).removeprefix(codecs.BOM_UTF8)
    for start, piece in _split(data):
        try:
            yield msgspec.json.decode(piece, type=msgspec.Raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as cause:
            line = data.count(b"\n", 0, start) + 1
            hint = "answers saved one after another must each be whole: save this one again"
            raise SourceError("from here on it is not JSON", path, line, hint=hint) from cause


def _split(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Where each value starts, and its bytes; what is left over at the end is a piece too."""
    depth = 0
    start = _skip_space(data, 0)
    for mark in _BRACKET.finditer(data):
        if mark[0] in b"[{":
            depth += 1
        elif mark[0] in b"]}":
            depth -= 1
            if depth <= 0:
                yield start, data[start : mark.end()]
                start = _skip_space(data, mark.end())
                depth = 0
    if start < len(data):
        yield start, data[start:]


def _skip_space(data: bytes, start: int) -> int:
    while start < len(data) and data[start] in b" \t\r\n":
        start += 1
    return start


def _mend(head: bytes) -> bytes:
    """The head up to the last value that is whole, with everything closed that is open there."""
    closers: list[bytes] = []
    end = 0
    for mark in _MARK.finditer(head):
        if mark[0] == b'"':  # a string that the cut goes through
            break
        if mark[0] in _CLOSERS:
            closers.append(_CLOSERS[mark[0]])
            end = mark.end()
        elif mark[0] == b",":
            end = mark.start()
        elif mark[0] in (b"]", b"}"):
            if not closers or closers.pop() != mark[0]:
                return head
            end = mark.end()
    return head[:end] + b"".join(reversed(closers))
