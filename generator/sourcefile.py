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
from typing import IO, TYPE_CHECKING, TypeVar, cast

import msgspec
import zstandard

from generator.errors import SourceError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEAD = 65_536
"""Bytes, unpacked, that `sniff` is shown."""
WHOLE_LIMIT = 1 << 30
"""Bytes, unpacked, of the largest file that a reader may take in one piece."""
COMPRESSIONS = (".gz", ".zst")
"""Suffixes that are read through, and are no part of an address."""

_ZSTD_WINDOW = 1 << 31
_ZSTD_STEP = 1 << 10
"""Packed bytes that are unpacked at a time; a block of four bytes can hold 128 KiB."""
T = TypeVar("T")


def is_scratch(name: str) -> bool:
    """Whether a file of that name is hidden, or an editor's own: a journal, a lock, a backup, what is saved unasked."""
    return name.startswith(".") or name.endswith("~") or (name.startswith("#") and name.endswith("#"))


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
        return io.BufferedReader(_Unzstd(raw), HEAD)
    return raw


class _Unzstd(io.RawIOBase):
    """A Zstandard file unpacked; unlike the library's own stream it tells a file that was cut off from a whole one."""

    def __init__(self, packed: IO[bytes]) -> None:
        self._packed = packed
        self._library = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        self._frame = self._library.decompressobj()
        self._inside = False
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        while not self._ready and self._unpack():
            pass
        target = memoryview(buffer)
        count = min(len(target), len(self._ready))
        target[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def close(self) -> None:
        self._packed.close()
        super().close()

    def _unpack(self) -> bool:
        """Makes the next bytes ready, if any; False at the end of the file. Raises EOFError where it was cut off."""
        rest = b""
        if self._frame.eof:
            rest, self._frame, self._inside = self._frame.unused_data, self._library.decompressobj(), False
        step = rest or self._packed.read(_ZSTD_STEP)
        if not step and self._inside:
            raise EOFError("the last frame has no end")
        self._inside = self._inside or bool(step)
        self._ready = memoryview(self._frame.decompress(step) if step else b"")
        return bool(step)


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
