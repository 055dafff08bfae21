"""The lines of a file, each with its number, without taking the file into memory."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import zstandard

from generator.errors import SourceError
from generator.sourcefile import open_source

LONGEST = 64 << 20
"""Bytes of a line, beyond which the file is refused; a line may hold an embedded picture."""


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Every line that is not blank, numbered from 1. Raises SourceError, as for a last line that was cut off."""
    try:
        with open_source(path) as stream:
            for number, line in enumerate(iter(lambda: stream.readline(LONGEST), b""), 1):
                if len(line) == LONGEST:
                    raise SourceError(f"a line of more than {LONGEST >> 20} MiB", path, number)
                if not line.endswith(b"\n") and _is_cut(line):
                    hint = "the file was cut off: save it again, or delete the line"
                    raise SourceError("the last line has no end", path, number, hint=hint)
                if text := line.removeprefix(codecs.BOM_UTF8).strip():
                    yield number, text
    except (EOFError, zlib.error, gzip.BadGzipFile, zstandard.ZstdError) as cause:
        raise SourceError("cannot be unpacked", path, hint="the file was cut off: save it again") from cause
    except OSError as cause:
        raise SourceError(f"cannot be read: {cause.strerror}", path) from cause


def _is_cut(line: bytes) -> bool:
    try:
        msgspec.json.decode(line.strip() or b"{}", type=msgspec.Raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as cause:
        return "truncated" in str(cause)
    return False
