"""What is added to the address of a file for each of its threads: the title and the forum's own number of it."""

from __future__ import annotations

import hashlib
import re

from generator.readers.forum_dl.gathering import Gathered
from generator.urls import slug

_SHORT = re.compile(r"[A-Za-z0-9_-]{1,12}")


class Keys:
    """Gives each thread of a file a key of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, gathered: Gathered) -> str:
        """`a-title-1234`; the number is a short hash where the forum's own would not do."""
        title = gathered.thread.title if gathered.thread else None
        own = gathered.path[-1] if gathered.path else ""
        number = own if _SHORT.fullmatch(own) else _digest(gathered)
        key = f"{slug(title)}-{number}" if title else f"thread-{number}"
        if key.lower() in self._taken:
            key = f"{key}-{_digest(gathered)}"
        self._taken.add(key.lower())
        return key


def _digest(gathered: Gathered) -> str:
    return hashlib.sha256("\0".join(gathered.path).encode("utf-8", "surrogatepass")).hexdigest()[:10]
