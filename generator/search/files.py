"""The files of an index, named by what they hold, written while the next are made."""

from __future__ import annotations

from base64 import b32encode
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from itertools import pairwise
from types import TracebackType

from generator.search import codec
from generator.search.shards import NAME_LENGTH, PAGE, PAGE_CUT, Shards, pack, path_of

Entry = tuple[str | int, str]
"""A shard: the first key that may stand in it, and the name of its file."""

_AHEAD = 64


class Files:
    """Compresses and writes in threads, since DEFLATE does not hold the interpreter. Used as a context."""

    def __init__(self, write: Callable[[str, bytes], None], threads: int) -> None:
        """`write` takes a path below the site's root, and bytes; it is called from several threads."""
        self._write = write
        self._pool = ThreadPoolExecutor(threads)
        self._waiting: deque[Future[None]] = deque()
        self._digests: dict[str, bytes] = {}

    def __enter__(self) -> Files:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=error is not None)
        for waiting in self._waiting if error is None else ():
            waiting.result()

    def add(self, kind: str, *payload: bytes) -> str:
        """Write a payload, in one part or several; the name of its file."""
        digest = sha256(b"".join(payload)).digest()
        name = next(name for name in _names(digest) if self._digests.get(path_of(kind, name), digest) == digest)
        path = path_of(kind, name)
        if path not in self._digests:
            self._digests[path] = digest
            self._waiting.append(self._pool.submit(lambda: self._write(path, codec.wrap(*payload))))
        if len(self._waiting) > _AHEAD:
            self._waiting.popleft().result()
        return name

    def list(self, entries: Sequence[Entry], *, pages: bool = False) -> Shards:
        """A list of shards, in pages when it is long; `pages` says that what it lists are such pages themselves."""
        if len(entries) <= PAGE:
            return Shards(_distances([first for first, _ in entries]), "".join(name for _, name in entries), pages)
        parts = [entries[start : start + PAGE_CUT] for start in range(0, len(entries), PAGE_CUT)]
        listed = [(part[0][0], self.add("pages", *pack(self.list(part, pages=pages)))) for part in parts]
        return self.list(listed, pages=True)


def _names(digest: bytes) -> Iterator[str]:
    """Short names for what has this digest, without end, for when something else has the first already."""
    while True:
        yield b32encode(digest[:5]).decode("ascii").lower()[:NAME_LENGTH]
        digest = sha256(digest).digest()


def _distances(keys: list[str | int]) -> list[str | int]:
    numbers = [key for key in keys if isinstance(key, int)]
    return [number - before for before, number in pairwise([0, *numbers])] if numbers else keys
