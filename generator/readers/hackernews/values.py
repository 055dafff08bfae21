"""The JSON values in a file: one, a list of them, or one a line, which are read line by line."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import zstandard

from generator.errors import SourceError
from generator.sourcefile import open_source, read_head, read_json, read_whole

LINE_LIMIT = 1 << 26
"""Bytes of the longest line."""

_LINE_SUFFIXES = {".jsonl", ".ndjson"}


@dataclass(frozen=True, slots=True)
class Value:
    """A JSON value, not yet looked at."""

    data: bytes
    """The JSON."""
    path: Path
    """The file it is in."""
    place: str
    """Where in the file: `line 7`, or `[6]` as `jq` writes it; empty when it is the whole file."""
    line: int | None
    """Counted from 1, where a line means something."""


def start_of(head: bytes) -> bytes:
    """The first bytes of a file without what precedes the JSON, up to the end of the first value if that is a line."""
    text = head.removeprefix(codecs.BOM_UTF8).lstrip()
    line, newline, _ = text.partition(b"\n")
    return line if newline and _is_whole(line) else text


def holds_many(head: bytes, path: Path) -> bool:
    """Whether the file is of a form that holds many values."""
    start = start_of(head)
    rest = head.removeprefix(codecs.BOM_UTF8).lstrip()[len(start) :]
    return start[:1] == b"[" or bool(rest.strip()) or not _LINE_SUFFIXES.isdisjoint(path.suffixes)


def values_in(path: Path) -> Iterator[Value]:
    """The values in the order of the file. Raises SourceError."""
    head = read_head(path)
    if not holds_many(head, path):
        yield Value(read_whole(path).removeprefix(codecs.BOM_UTF8), path, "", None)
    elif start_of(head)[:1] == b"[":
        for number, raw in enumerate(read_json(path, list[msgspec.Raw])):
            yield Value(bytes(raw), path, f"[{number}]", None)
    else:
        yield from _lines(path)


def _is_whole(line: bytes) -> bool:
    try:
        msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return line[:1] == b"{"


def _lines(path: Path) -> Iterator[Value]:
    try:
        with open_source(path) as stream:
            for number, line in enumerate(iter(lambda: stream.readline(LINE_LIMIT), b""), 1):
                if len(line) == LINE_LIMIT:
                    raise SourceError(f"a line is longer than {LINE_LIMIT >> 20} MiB", path, number)
                text = line.removeprefix(codecs.BOM_UTF8).strip()
                if text:
                    yield Value(text, path, f"line {number}", number)
    except (EOFError, zlib.error, gzip.BadGzipFile, zstandard.ZstdError) as cause:
        raise SourceError("cannot be unpacked", path, hint="the file was cut off: save it again") from cause
    except OSError as cause:
        raise SourceError(f"cannot be read: {cause.strerror}", path) from cause
