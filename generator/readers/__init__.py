"""The formats Moothall reads, one module each; a new one is a file here and a name in `READERS`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol, cast, runtime_checkable

from generator.model import Thread
from generator.readers import (
    activitypub,
    discourse,
    disqus,
    forum_dl,
    github,
    hackernews,
    kialo,
    lemmy_html,
    lemmy_json,
    lemmy_text,
    mail,
    reddit_dump,
    reddit_json,
    thread_yaml,
    wordpress,
    zulip,
)


class Reader(Protocol):
    """What a reader module offers; nothing else is asked of it."""

    NAME: str
    """The format's name, as messages and reports show it."""

    def sniff(self, head: bytes, path: Path) -> bool:
        """Whether the file is of this format, judged by its first unpacked bytes (64 KiB at most) and its name."""

    def read(self, path: Path) -> Iterator[Thread]:
        """The threads in the file, one at a time. Raises SourceError when it cannot be read at all."""


@runtime_checkable
class GatheringReader(Protocol):
    """A reader whose threads may be spread over several files of a folder.

    Files of one folder with the same identity are read one after the other, and what they tell of one thread (by
    `Thread.id`) is merged in memory.
    """

    def identify(self, head: bytes, path: Path) -> str | None:
        """What the files of one thread have in common, seen in their first bytes; None when nothing is."""


@runtime_checkable
class CollectingReader(GatheringReader, Protocol):
    """A reader that reads files with the same identity together, because they only make sense so, or are too large."""

    def read_together(self, paths: Sequence[Path]) -> Iterator[Thread]:
        """The threads in all the files, one at a time, each once. Raises SourceError."""


@runtime_checkable
class PlacingReader(CollectingReader, Protocol):
    """A collecting reader whose files have an address together that is none of theirs."""

    def place_of(self, paths: Sequence[Path]) -> Path:
        """The path that stands for them, which is `Thread.source` of what is in them; it need not exist."""


@runtime_checkable
class SplittingReader(Protocol):
    """A reader that can tell what a thread is made of before it makes it.

    So workers share the making, and of a file that grew few are made. Its threads have keys, and `read` and
    `read_together` give the same ones.
    """

    def split(self, paths: Sequence[Path]) -> Iterator[bytes]:
        """For each thread in the files all that it is made of, paths too. Raises SourceError."""

    def make(self, piece: bytes) -> Thread:
        """The thread of a piece, in any process; the files are not asked again."""


@runtime_checkable
class SignedReader(Protocol):
    """A reader that says what its files look like, so that a file which is nearly one can be told what it lacks."""

    SIGNS: Mapping[str, re.Pattern[bytes]]
    """What the first bytes of its files show, by what to call it in a message."""


READERS: tuple[Reader, ...] = (
    lemmy_json,
    lemmy_text,
    lemmy_html,
    thread_yaml,
    reddit_json,
    reddit_dump,
    hackernews,
    discourse,
    mail,
    github,
    disqus,
    wordpress,
    activitypub,
    kialo,
    zulip,
    forum_dl,
)
"""The built-in readers, in the order in which they are asked."""

ENTRY_POINTS = "moothall.readers"
"""The entry point group by which another package adds a reader module."""


@cache
def all_readers() -> tuple[Reader, ...]:
    """The built-in readers, then those that installed packages add, by name."""
    added = sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name)
    return READERS + tuple(cast(Reader, point.load()) for point in added)
