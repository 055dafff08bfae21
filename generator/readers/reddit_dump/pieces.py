"""A thread on its way from the dump to whoever makes it: its records, and all else that it depends on, as bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.model import Problem, Skipped
from generator.readers.reddit_dump.dump import Dump, DumpFiles, Row
from generator.readers.reddit_dump.joining import gather


class Piece(msgspec.Struct, array_like=True, frozen=True):
    """What a thread is made of."""

    id: str
    """The submission's."""
    rows: list[Row]
    """Its records, in the order of the dump."""
    files: DumpFiles
    """What they come from."""
    problems: list[Problem]
    """Oddities that are told with it."""
    skipped: list[Skipped]
    """What cannot be used and is told with it."""


def pack_all(dump: Dump) -> Iterator[bytes]:
    """A piece for each submission, oldest first. Raises SourceError."""
    encode = msgspec.msgpack.Encoder(enc_hook=str).encode
    for id_, rows in gather(dump):
        yield encode(Piece(id_, rows, dump.files(), *dump.take_account()))


def unpack(packed: bytes) -> Piece:
    """The piece that was packed."""
    return _DECODER.decode(packed)


def _decode(shape: type, value: str) -> Path:
    return Path(value)


_DECODER = msgspec.msgpack.Decoder(Piece, dec_hook=_decode)
