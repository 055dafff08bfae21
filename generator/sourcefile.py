"""Thread sources opened: plain, gzip or Zstandard, by their first bytes, with bounds on what they may unpack to.

A compressed file of a few kilobytes can hold terabytes. Readers that stream need no bound but that of one line; readers
that need a whole file get it only up to `WHOLE_LIMIT`.
"""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from pathlib import Path
from typing import IO, TypeVar, cast

import msgspec
import zstandard

from generator.errors import SourceError

HEAD = 65_536
"""Bytes, unpacked, that `sniff` is shown."""
WHOLE_LIMIT = 1 << 30
"""Bytes, unpacked, of the largest file that a reader may take in one piece."""
COMPRESSIONS = (".gz", ".zst")
"""Suffixes that are read through, and are no part of an address."""

_ZSTD_WINDOW = 1 << 31
T = TypeVar("T")


def open_source(path: Path) -> IO[bytes]:
    """The unpacked bytes of a source, to stream. Raises SourceError."""
    try:
        raw = path.open("rb")
    except OSError as cause:
        raise SourceError(f"cannot be read: {cause.strerror}", path) from cause
    magic = raw.read(4)
    raw.seek(0)
    if magic[:2] == b"\x1f\x8b":
        raw.close()  # a GzipFile closes only a file that it opened itself
        return cast(IO[bytes], gzip.GzipFile(path))
    if magic == b"\x28\xb5\x2f\xfd":
        stream = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).stream_reader(raw, read_across_frames=True)
        return io.BufferedReader(cast(io.RawIOBase, stream), HEAD)
    return raw


def read_head(path: Path) -> bytes:
    """The first `HEAD` bytes, unpacked. Raises SourceError."""
    return _read(path, HEAD)


def read_whole(path: Path) -> bytes:
    """The whole file, unpacked. Raises SourceError when it is broken, empty, or larger than `WHOLE_LIMIT`."""
    data = _read(path, WHOLE_LIMIT + 1)
    if len(data) > WHOLE_LIMIT:
        raise SourceError(f"unpacks to more than {WHOLE_LIMIT >> 20} MiB", path, hint="split it into smaller files")
    if not data.strip():
        raise SourceError("the file is empty", path, hint="delete it, or save the export again")
    return data


def read_text(path: Path) -> str:
    """The whole file as text with Unix line ends: UTF-8, or UTF-16 with a byte order mark. Raises SourceError."""
    data = read_whole(path)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as cause:
        line = data.count(b"\n", 0, cause.start) + 1
        raise SourceError("this is not UTF-8 text", path, line, hint="save the file as UTF-8") from cause
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_json(path: Path, shape: type[T]) -> T:
    """The whole file as JSON of the given msgspec shape. Raises SourceError with the line that broke."""
    data = read_whole(path).removeprefix(codecs.BOM_UTF8)
    try:
        return msgspec.json.decode(data, type=shape)
    except msgspec.ValidationError as cause:
        raise SourceError(f"not what this export should hold: {cause}", path) from cause
    except msgspec.DecodeError as cause:
        raise _broken_json(path, data, str(cause)) from cause
    except UnicodeDecodeError as cause:
        raise SourceError("this is not UTF-8 text", path, 1, hint="save the file as UTF-8") from cause
    except RecursionError as cause:
        raise SourceError("the JSON is nested too deep", path, 1) from cause


def _broken_json(path: Path, data: bytes, reason: str) -> SourceError:
    if "truncated" in reason:
        line = data.rstrip().count(b"\n") + 1
        return SourceError("the JSON ends too early", path, line, hint="the file was cut off: save the export again")
    text, _, rest = reason.partition(" (byte ")
    position = int(rest.rstrip(")")) if rest else 0
    start = data.rfind(b"\n", 0, position) + 1
    line = data.count(b"\n", 0, position) + 1
    return SourceError(f"not JSON: {text.removeprefix('JSON is malformed: ')}", path, line, position - start + 1)


def _read(path: Path, limit: int) -> bytes:
    try:
        with open_source(path) as stream:
            return stream.read(limit)
    except (EOFError, zlib.error, gzip.BadGzipFile, zstandard.ZstdError) as cause:
        raise SourceError("cannot be unpacked", path, hint="the file was cut off: save it again") from cause
    except OSError as cause:
        raise SourceError(f"cannot be read: {cause.strerror}", path) from cause
