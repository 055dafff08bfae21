"""The files that mails are read from, twice: once to see who answers whom, once more for the words.

Compressed ones are unpacked to one temporary file on the way, since nothing can be found again in them.
"""

from __future__ import annotations

import gzip
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from io import FileIO
from pathlib import Path
from typing import IO

import zstandard

from generator.errors import SourceError
from generator.readers.mail.separators import HEAD, Span, find_mails
from generator.sourcefile import open_source

MAIL_LIMIT = 64 << 20
"""Bytes of a mail that are read; what lies beyond them are attachments."""
UNPACKED_LIMIT = 64 << 30
"""Bytes that compressed files may unpack to."""
OPEN_FILES = 32
"""Files that are kept open."""

_CHUNK = 1 << 20


class MailFiles:
    """Files by number, in the order in which they were given; to be used in a `with` statement."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = tuple(paths)
        """Where they lie."""
        self._open: dict[int, IO[bytes]] = {}
        self._unpacked: IO[bytes] | None = None
        self._starts: dict[int, int] = {}
        self._closing = ExitStack()

    def __enter__(self) -> MailFiles:
        return self

    def __exit__(self, *failure: object) -> None:
        self._closing.close()
        while self._open:
            self._open.popitem()[1].close()

    def mails(self, number: int, *, single: bool) -> Iterator[Span]:
        """Where the mails of a file are, or the file as a `single` one. Raises SourceError."""
        path = self.paths[number]
        try:
            with open_source(path) as stream:
                read = self._copying(number, stream) if _is_packed(stream) else stream.read
                if single:
                    yield _whole(read)
                else:
                    yield from find_mails(read)
        except (EOFError, zlib.error, gzip.BadGzipFile, zstandard.ZstdError) as cause:
            raise SourceError("cannot be unpacked", path, hint="the file was cut off: save it again") from cause
        except OSError as cause:
            raise SourceError(f"cannot be read: {cause.strerror}", path) from cause

    def read(self, number: int, offset: int, size: int) -> bytes:
        """A mail, or as much of it as is read of any. Raises SourceError."""
        try:
            if number in self._starts and self._unpacked:
                self._unpacked.seek(self._starts[number] + offset)
                return self._unpacked.read(min(size, MAIL_LIMIT))
            file = self._open.get(number) or self._opened(number)
            file.seek(offset)
            return file.read(min(size, MAIL_LIMIT))
        except OSError as cause:
            raise SourceError(f"cannot be read: {cause.strerror}", self.paths[number]) from cause

    def _opened(self, number: int) -> IO[bytes]:
        if len(self._open) >= OPEN_FILES:
            self._open.pop(next(iter(self._open))).close()
        self._open[number] = self.paths[number].open("rb", buffering=0)
        return self._open[number]

    def _copying(self, number: int, stream: IO[bytes]) -> Callable[[int], bytes]:
        """A function that reads from the stream and keeps what it reads."""
        kept = self._unpacked = self._unpacked or self._closing.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - closed with the rest
        end = self._starts[number] = kept.seek(0, 2)

        def read(size: int) -> bytes:
            nonlocal end
            data = stream.read(size)
            if end + len(data) > UNPACKED_LIMIT:
                hint = "split it into smaller files"
                raise SourceError(f"unpacks to more than {UNPACKED_LIMIT >> 30} GiB", self.paths[number], hint=hint)
            kept.seek(end)
            end += kept.write(data)
            return data

        return read


def _is_packed(stream: IO[bytes]) -> bool:
    """Whether the stream is not the file itself."""
    return not isinstance(getattr(stream, "raw", None), FileIO)


def _whole(read: Callable[[int], bytes]) -> Span:
    """All that can be read, as one mail."""
    data = read(_CHUNK)
    head, size = data[:HEAD], len(data)
    while data := read(_CHUNK):
        size += len(data)
    return Span(0, size, 1, head)
