"""The files of an index, named by what they hold."""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from generator.search import codec
from generator.search.shards import NAME_LENGTH, PAGE, PAGE_CUT, Shards, pack, path_of

Entry = tuple[str | int, str]
"""A shard: the first key that may stand in it, and the name of its file."""


@dataclass(frozen=True, slots=True)
class File:
    """What a file holds, ready to be written: workers make it, and whoever has seen all others names it."""

    digest: bytes
    """SHA-256 of the payload."""
    data: bytes
    """Its bytes on the disk."""

    @staticmethod
    def of(*payload: bytes) -> File:
        """The file of a payload that comes in one part or several."""
        whole = b"".join(payload)
        return File(sha256(whole).digest(), codec.wrap(whole))


class Files:
    """Names files and writes them."""

    def __init__(self, write: Callable[[str, bytes], None]) -> None:
        """`write` takes a path below the site's root, and bytes."""
        self._write = write
        self._digests: dict[str, bytes] = {}

    def add(self, kind: str, file: File) -> str:
        """Write a file; its name."""
        names = _names(file.digest)
        name = next(name for name in names if self._digests.get(path_of(kind, name), file.digest) == file.digest)
        path = path_of(kind, name)
        if path not in self._digests:
            self._digests[path] = file.digest
            self._write(path, file.data)
        return name

    def list(self, entries: Sequence[Entry], *, pages: bool = False) -> Shards:
        """A list of shards, in pages when it is long; `pages` says that what it lists are such pages themselves."""
        if len(entries) <= PAGE:
            return Shards(_distances([first for first, _ in entries]), "".join(name for _, name in entries), pages)
        parts = [entries[start : start + PAGE_CUT] for start in range(0, len(entries), PAGE_CUT)]
        lists = [self.list(part, pages=pages) for part in parts]
        listed = [
            (part[0][0], self.add("pages", File.of(*pack(some)))) for part, some in zip(parts, lists, strict=True)
        ]
        return self.list(listed, pages=True)


def _names(digest: bytes) -> Iterator[str]:
    """Short names for what has this digest, without end, for when something else has the first already."""
    while True:
        yield b32encode(digest[:5]).decode("ascii").lower()[:NAME_LENGTH]
        digest = sha256(digest).digest()


def _distances(keys: list[str | int]) -> list[str | int]:
    numbers = [key for key in keys if isinstance(key, int)]
    return [number - before for before, number in pairwise([0, *numbers])] if numbers else keys
