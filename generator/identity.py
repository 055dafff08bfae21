"""Who wrote what, where a source says it in words alone: authors from handles, comment ids from author and words."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from generator.model import Author

_HOST = re.compile(r"[\w-]+(\.[\w-]+)*(:\d{1,5})?")
_ID_LENGTH = 10


def author_of(handle: str, flags: tuple[str, ...] = (), display: str | None = None) -> Author:
    """The author a handle names: `name@home`, `@name@home`, or a name alone; names may hold spaces."""
    handle = " ".join(handle.split())
    name, _, home = handle.removeprefix("@").rpartition("@")
    if name and _HOST.fullmatch(home):
        return Author(name, home, display, flags)
    return Author(handle, None, display, flags)


class ShortIds:
    """Gives the comments of one thread their ids: the same author and words get the same id in every build.

    Comments are asked for in reading order, so one that is appended to a source changes no id before it.
    """

    def __init__(self, taken: set[str] | None = None) -> None:
        """`taken` are ids that the source itself gives."""
        self._taken = set(taken or ())
        self._twins: Counter[str] = Counter()

    def give(self, handle: str, body: str, parent: str | None) -> str:
        """A hash of author and words; of their parent's id too where that is taken, then of a number too."""
        words = f"{handle}\0{' '.join(body.split())}"
        found = _digest(words)
        if found in self._taken:
            words = f"{words}\0{parent or ''}"
            found = _digest(words)
        while found in self._taken:
            self._twins[words] += 1
            found = _digest(f"{words}\0{self._twins[words]}")
        self._taken.add(found)
        return found


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_LENGTH]
