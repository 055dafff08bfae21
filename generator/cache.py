"""Results kept from one build to the next, by the digest of everything they depend on.

What one share of work makes lies in one file under `.moothall/cache/`, a pack: its head says what is in it, then come
the results, each compressed, with a checksum. A pack is written whole and then renamed, and never changes; what a crash
or a full disk leaves behind is seen and made anew. An index of all packs, made when a build begins, tells every worker
where each result is.
"""

from __future__ import annotations

import hashlib
import os
import struct
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec
import zstandard

T = TypeVar("T")

_KEY = 16
_HEAD = struct.Struct("<I")
_PLACE = struct.Struct("<8sQI")
_INDEX = "index"

Head = list[tuple[bytes, int]]
"""What is in a pack: for each result its key, the first bytes of its name, and how many bytes it has."""


def digest(*inputs: object) -> str:
    """A name for a result by its inputs: dataclasses and plain values."""
    return hashlib.sha256(msgspec.msgpack.encode(inputs, enc_hook=str)).hexdigest()


class Cache:
    """A folder of results. Reading and writing never fail a build: what cannot be kept is made again next time."""

    def __init__(self, folder: Path | None) -> None:
        """None keeps nothing. Only what `index` saw is found."""
        self._folder = folder
        self._index = b"" if folder is None else _read(folder / _INDEX)
        self._count = len(self._index) // (_KEY + _PLACE.size)
        self._new: list[tuple[bytes, bytes]] = []
        self._compress = zstandard.ZstdCompressor(level=1, write_checksum=True).compress

    def get(self, name: str, shape: type[T], part: int = 0) -> T | None:
        """A part of the result kept under `name`, or None."""
        data = self._find(_key(name), part)
        packed = None if data is None else _unpack(data)
        try:
            return None if packed is None else msgspec.msgpack.decode(packed, type=shape, dec_hook=_decode)
        except msgspec.DecodeError:
            return None

    def put(self, name: str, *parts: object) -> None:
        """Keeps a result under `name`, once `flush` is called, in parts that can be read without the others."""
        if self._folder is not None:
            self._new.append((_key(name), b"".join(map(self._pack, parts))))

    def flush(self) -> None:
        """Writes the pack of what was put since the last."""
        new, self._new = self._new, []
        if self._folder is not None and new:
            _write_pack(self._folder, new)

    def _pack(self, value: object) -> bytes:
        """A part with its length before it."""
        data = self._compress(msgspec.msgpack.encode(value, enc_hook=str))
        return _HEAD.pack(len(data)) + data

    def _find(self, key: bytes, part: int) -> bytes | None:
        places = range(self._count)
        place = bisect_left(places, key, key=lambda at: self._index[at * _KEY : (at + 1) * _KEY])
        if place == self._count or self._index[place * _KEY : (place + 1) * _KEY] != key:
            return None
        pack, start, size = _PLACE.unpack_from(self._index, self._count * _KEY + place * _PLACE.size)
        assert self._folder is not None  # noqa: S101 - without a folder the index is empty
        return _read_part(_path_of(self._folder, pack), start, size, part)


def index(folder: Path) -> None:
    """Writes down where every result in the folder is."""
    places = {key: (pack, start, size) for pack in _packs(folder) for key, start, size in _contents(folder, pack)}
    keys = sorted(places)
    _write(folder / _INDEX, b"".join((*keys, *(_PLACE.pack(*places[key]) for key in keys))))


def prune(folder: Path, used: Iterable[str]) -> None:
    """Forgets every result but those used: packs that hold no other, and of those that hold many others these."""
    keep = {_key(name) for name in used}
    for pack in [*_packs(folder)]:
        contents = [*_contents(folder, pack)]
        kept = [(key, start, size) for key, start, size in contents if key in keep]
        if 2 * sum(size for *_, size in kept) >= sum(size for *_, size in contents) > 0:
            continue
        path = _path_of(folder, pack)
        if kept:
            data = _read(path)
            _write_pack(folder, [(key, data[start : start + size]) for key, start, size in kept])
        path.unlink(missing_ok=True)


def _key(name: str) -> bytes:
    return bytes.fromhex(name)[:_KEY]


def _path_of(folder: Path, pack: bytes) -> Path:
    return folder / f"{pack.hex()}.pack"


def _packs(folder: Path) -> Iterator[bytes]:
    """The packs in the folder, by the digest that names them."""
    for path in sorted(folder.glob("????????????????.pack")):
        yield bytes.fromhex(path.stem)


def _contents(folder: Path, pack: bytes) -> Iterator[tuple[bytes, int, int]]:
    """For each result in a pack its key, where it starts and how many bytes it has; nothing of a damaged pack."""
    try:
        with _path_of(folder, pack).open("rb") as file:
            (length,) = _HEAD.unpack(file.read(_HEAD.size))
            head = msgspec.msgpack.decode(file.read(length), type=Head)
    except (OSError, struct.error, msgspec.DecodeError):
        return
    start = _HEAD.size + length
    for key, size in head:
        yield key, start, size
        start += size


def _write_pack(folder: Path, results: Collection[tuple[bytes, bytes]]) -> None:
    head = msgspec.msgpack.encode([(key, len(data)) for key, data in results])
    pack = hashlib.sha256(head).digest()[:8]
    _write(_path_of(folder, pack), b"".join((_HEAD.pack(len(head)), head, *(data for _, data in results))))


def _write(path: Path, data: bytes) -> None:
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _read_part(path: Path, start: int, size: int, part: int) -> bytes | None:
    """A part of the result that lies there, or None if there is none."""
    try:
        with path.open("rb") as file:
            file.seek(start)
            for _ in range(part):
                file.seek(_HEAD.unpack(file.read(_HEAD.size))[0], os.SEEK_CUR)
            (length,) = _HEAD.unpack(file.read(_HEAD.size))
            return file.read(min(length, size))
    except (OSError, struct.error):
        return None


def _unpack(data: bytes) -> bytes | None:
    """What was packed, if it is whole."""
    try:
        return zstandard.decompress(data)
    except zstandard.ZstdError:
        return None


def _decode(shape: type, value: object) -> object:
    if issubclass(shape, Path):
        return Path(str(value))
    raise NotImplementedError(shape)
