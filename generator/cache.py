"""Results kept from one build to the next, by the digest of everything they depend on.

One file per result under `.moothall/cache/`, compressed, written whole and then renamed, with a checksum: what a crash
or a full disk leaves behind is seen and made anew.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import msgspec
import zstandard

T = TypeVar("T")

_CHECKSUM = 16


def digest(*inputs: object) -> str:
    """A name for a result by its inputs: dataclasses and plain values."""
    return hashlib.sha256(msgspec.msgpack.encode(inputs, enc_hook=str)).hexdigest()


class Cache:
    """A folder of results. Reading and writing never fail a build: what cannot be kept is made again next time."""

    def __init__(self, folder: Path | None) -> None:
        """None keeps nothing."""
        self._folder = folder

    def get(self, name: str, shape: type[T]) -> T | None:
        """The result kept under `name`, or None."""
        if self._folder is None:
            return None
        try:
            data = self._path(name).read_bytes()
            packed = zstandard.decompress(data[_CHECKSUM:])
            if hashlib.sha256(packed).digest()[:_CHECKSUM] != data[:_CHECKSUM]:
                return None
            return msgspec.msgpack.decode(packed, type=shape, dec_hook=_decode)
        except (OSError, zstandard.ZstdError, msgspec.DecodeError):
            return None

    def put(self, name: str, value: object) -> None:
        """Keeps a result under `name`."""
        if self._folder is None:
            return
        packed = msgspec.msgpack.encode(value, enc_hook=str)
        data = hashlib.sha256(packed).digest()[:_CHECKSUM] + zstandard.compress(packed, 1)
        path = self._path(name)
        draft = path.with_suffix(f".{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(data)
            draft.replace(path)
        except OSError:
            draft.unlink(missing_ok=True)

    def prune(self, used: Iterable[str]) -> None:
        """Forgets every result but those used."""
        if self._folder is None or not self._folder.is_dir():
            return
        keep = {self._path(name) for name in used}
        for path in self._folder.glob("*/*"):
            if path not in keep:
                path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        assert self._folder is not None  # noqa: S101 - callers have looked
        return self._folder / name[:2] / name[2:]


def _decode(shape: type, value: object) -> object:
    if issubclass(shape, Path):
        return Path(str(value))
    raise NotImplementedError(shape)
