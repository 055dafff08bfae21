"""The records in a file of a dump, one JSON object a line, each with the number of its line."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec
import zstandard

from generator.errors import SourceError
from generator.readers.reddit_dump.records import Record
from generator.sourcefile import open_source

LONGEST = 64 << 20
"""Bytes of a line, beyond which the file is refused: no record comes near it."""

_CHUNK = 1 << 20


def json_records(path: Path) -> Iterator[tuple[int, bytes, Record | str]]:
    """(line, its bytes, the record in it or why there is none) for each line that is not blank. Raises SourceError."""
    decode = msgspec.json.Decoder(Record, strict=False).decode
    with opened(path) as stream:
        for number, line in enumerate(_lines(stream, path), 1):
            try:
                yield number, line, decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as cause:
                if line.strip():
                    yield number, line, str(cause)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The unpacked bytes of a file, with what breaks inside of it as a SourceError."""
    try:
        with open_source(path) as stream:
            yield stream
    except (EOFError, zlib.error, gzip.BadGzipFile, zstandard.ZstdError) as cause:
        raise SourceError("cannot be unpacked", path, hint="the file was cut off: save it again") from cause
    except OSError as cause:
        raise SourceError(f"cannot be read: {cause.strerror}", path) from cause


def _lines(stream: IO[bytes], path: Path) -> Iterator[bytes]:
    """The lines without their ends. A last one that is cut is refused: nobody knows how many would follow it."""
    number = 1
    rest = stream.read(3).removeprefix(codecs.BOM_UTF8)
    while chunk := stream.read(_CHUNK):
        lines = (rest + chunk).split(b"\n")
        rest = lines.pop()
        number += len(lines)
        yield from lines
        if len(rest) > LONGEST:
            raise SourceError(f"a line of more than {LONGEST >> 20} MiB", path, number)
    if _is_cut(rest):
        hint = "the file was cut off: save it again, or delete the line"
        raise SourceError("the last line has no end", path, number, hint=hint)
    yield rest


def _is_cut(line: bytes) -> bool:
    try:
        msgspec.json.decode(line.strip() or b"{}", type=msgspec.Raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as cause:
        return "truncated" in str(cause)
    return False
