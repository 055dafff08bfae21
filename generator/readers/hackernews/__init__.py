"""Reads items of Hacker News: as its own API gives them, and as Algolia's search of it does.

The site's API (https://github.com/HackerNews/API) gives an item at a time, with the ids of its answers; they are saved
one to a file, or one a line. Algolia (https://hn.algolia.com/api) gives a story with everything below it in one answer.
All files of items in a folder are read together, since any of them may hold the answers to any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from generator.errors import SourceError
from generator.model import Problem, Skipped, Thread
from generator.readers.hackernews.algolia import unfold
from generator.readers.hackernews.joining import join
from generator.readers.hackernews.shapes import Item
from generator.readers.hackernews.talk import to_thread
from generator.readers.hackernews.values import Value, holds_many, start_of, values_in
from generator.sourcefile import read_head, read_json

NAME = "hackernews"
SIGNS = {
    '"id"': re.compile(rb'"id"\s*:\s*"?\d'),
    '"type"': re.compile(rb'"type"\s*:\s*"(?:story|comment|job|poll|pollopt)"'),
    '"time" or "created_at_i"': re.compile(rb'"(?:time|created_at_i)"\s*:'),
    '"kids" or "children"': re.compile(rb'"(?:kids|children)"\s*:'),
}
"""What files of this format show, by what to call it where a file lacks some of it."""

_ALGOLIA = (
    re.compile(rb'"created_at_i"\s*:\s*\d'),
    re.compile(rb'"story_id"\s*:'),
    re.compile(rb'"parent_id"\s*:'),
    re.compile(rb'"points"\s*:'),
    re.compile(rb'"children"\s*:\s*\['),
)
_FIREBASE = (
    re.compile(rb'"id"\s*:\s*"?\d'),
    re.compile(rb'"time"\s*:\s*"?\d'),
    re.compile(rb'"type"\s*:\s*"(?:story|comment|job|poll|pollopt)"'),
    re.compile(rb'"(?:by|deleted|dead)"\s*:'),
)
_OTHERS = re.compile(rb'"(?:hits|objectID|_tags|created_utc|submitted)"\s*:')
"""Marks lists of what Algolia found, Reddit's dumps, and users."""
_STORY = re.compile(rb'"story_id"\s*:\s*(\d+)')
_DECODER = msgspec.json.Decoder(Item, strict=False)


def sniff(head: bytes, path: Path) -> bool:
    """Whether the file starts with an item of either form."""
    start = start_of(head)
    if start[:1] not in (b"{", b"[") or _OTHERS.search(start):
        return False
    return any(all(mark.search(start) for mark in marks) for marks in (_ALGOLIA, _FIREBASE))


def identify(head: bytes, path: Path) -> str:
    """`story 8863` for an answer of Algolia's, which is a whole thread; `items` for all others together."""
    story = None if holds_many(head, path) else _STORY.search(head)
    return f"story {story[1].decode()}" if story else "items"


def read(path: Path) -> Iterator[Thread]:
    """The threads in the file, by the ids of their stories. Raises SourceError."""
    return read_together([path])


def read_together(paths: Sequence[Path]) -> Iterator[Thread]:
    """The threads in all the files, by the ids of their stories. Raises SourceError."""
    unread: list[tuple[Value, str]] = []
    taken = {path for path in paths if holds_many(read_head(path), path)}
    found = False
    for group in join(_items(paths, unread), paths):
        found = True
        thread = to_thread(group)
        if thread.source not in taken:
            taken.add(thread.source)
            thread = replace(thread, key="")
        yield _with_unread(thread, unread)
        unread.clear()
    if not found:
        raise _nothing_found(paths[0], unread)


def _items(paths: Sequence[Path], unread: list[tuple[Value, str]]) -> Iterator[tuple[Item, int, int | None]]:
    for number, path in enumerate(paths):
        for value in values_in(path):
            for item in _read(value):
                if isinstance(item, Item):
                    yield item, number, value.line
                else:
                    unread.append((value, item))


def _read(value: Value) -> Iterator[Item | str]:
    """The items that a value holds, and why those that cannot be read cannot."""
    try:
        if b'"created_at_i"' in value.data:
            yield from unfold(value.data)
        elif value.data != b"null":  # what the site answers for a number that no item has
            yield _DECODER.decode(value.data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as cause:
        yield str(cause)


def _with_unread(thread: Thread, unread: Sequence[tuple[Value, str]]) -> Thread:
    if not unread:
        return thread
    problems = (
        Problem("unreadable-comment", _message(value, reason), value.path, value.line) for value, reason in unread
    )
    skipped = (Skipped(value.path, value.place or value.path.name, reason) for value, reason in unread)
    return replace(thread, problems=(*problems, *thread.problems), skipped=(*skipped, *thread.skipped))


def _message(value: Value, reason: str) -> str:
    return f"{value.place or 'something in the file'} cannot be read: {reason}"


def _nothing_found(path: Path, unread: Sequence[tuple[Value, str]]) -> SourceError:
    hint = "docs/readers.md says what to save"
    if not unread:
        return SourceError("holds no item", path, hint=hint)
    value, reason = unread[0]
    if "trailing characters" in reason:
        hint = "put each item on a line of its own"
    elif not value.place:
        read_json(value.path, msgspec.Raw)  # says where it broke, if it is no JSON at all
    return SourceError(f"holds no item: {_message(value, reason)}", value.path, value.line or 1, hint=hint)
