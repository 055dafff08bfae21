"""Finds the threads, comments and events in a file, whatever holds them, without reading them yet.

A file may hold one answer, a list, answers one after another, or the objects into which tools put them. Only the keys
of an object are looked at here; what it says is read when its thread is put together, so that of a file of many threads
no more than its bytes has to be kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from generator.readers.github.addresses import Whose
from generator.readers.github.kinds import TOPICS, Fields, Kind, kind_of, opening, repo_of, whose_of
from generator.readers.github.pieces import read_values

_WRAPPERS = ("data", "repository", "organization", "search", "node", "nodes", "edges", "items")
_PARTS = ("comments", "reviews", "review_comments", "events", "timeline")
_BACKUP = ("comment_data", "comment_regular_data", "review_data", "event_data", "timeline_data")
"""Keys that `github-backup` adds to an issue or pull."""
_HOLDERS = (*TOPICS, *_WRAPPERS, *_PARTS, *_BACKUP)
_DEPTH = 12
"""Levels of objects and lists that are looked through; real files have half as many."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of a value by what is around it."""

    path: Path
    """The file."""
    holder: str = ""
    """The key under which it, or the list that it is in, lies."""
    depth: int = 0
    """Levels of objects and lists around it."""
    listed: bool = False
    """Whether it is one of a list."""
    whose: Whose | None = None
    """The thread that is named around it."""
    repo: str = ""
    """The repository that is named around it."""


_Value = tuple[msgspec.Raw, str, Around]
"""A value yet to be looked at, its place as `jq` writes it (`.comments[3]`), and what is around it."""


@dataclass(frozen=True, slots=True)
class Find:
    """Something in a file, and where."""

    kind: Kind
    """What it is."""
    raw: msgspec.Raw
    """Its JSON."""
    place: str
    """As `jq` writes it."""
    around: Around
    """What it stands in."""
    whose: Whose | None = None
    """The thread that it belongs to, where it, or what is around it, says so."""
    reason: str = ""
    """Why it cannot be read, if it is broken."""

    @property
    def path(self) -> Path:
        """The file."""
        return self.around.path


def find_all(path: Path) -> list[Find]:
    """Everything in the file, in its order. Raises SourceError when the file is not JSON."""
    return finds_in(read_values(path), path)


def finds_in(values: Iterable[msgspec.Raw], path: Path) -> list[Find]:
    """Everything in the values of a file; what does not say whose it is belongs to the first thread around it."""
    answers = list(values)
    finds = []
    for number, answer in enumerate(answers):
        place = f"[{number}]" if len(answers) > 1 else ""
        finds += _adopted(_walk((answer, place, Around(path))))
    return _adopted(finds)


def _walk(answer: _Value) -> Iterator[Find]:
    waiting = [answer]
    while waiting:
        raw, place, around = waiting.pop()
        try:
            found, inside = _look(raw, place, around)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as cause:
            if around.listed:
                yield Find("broken", raw, place, around, around.whose, str(cause))
            continue
        if found:
            yield found
        if around.depth < _DEPTH:
            waiting += inside[::-1]


def _look(raw: msgspec.Raw, place: str, around: Around) -> tuple[Find | None, list[_Value]]:
    """What the value is, if it is anything, and what to look at inside of it. Raises msgspec.DecodeError."""
    if opening(raw) == b"n":
        return None, []
    if opening(raw) == b"[":
        within = replace(around, listed=True, depth=around.depth + 1)
        items = msgspec.json.decode(raw, type=list[msgspec.Raw])
        return None, [(item, f"{place}[{number}]", within) for number, item in enumerate(items)]
    fields = msgspec.json.decode(raw, type=Fields)
    kind = kind_of(fields, around.holder)
    repo = repo_of(fields) or around.repo
    whose = whose_of(fields, kind, repo) or around.whose
    inside = []
    if kind in ("topic", "broken"):
        inside = list(_inside(fields, place, replace(around, depth=around.depth + 1, whose=whose, repo=repo)))
    if kind == "broken" and around.listed and not inside:
        raise msgspec.ValidationError("neither a thread nor a part of one")
    return (None if kind == "broken" else Find(kind, raw, place, around, whose)), inside


def _inside(fields: Fields, place: str, around: Around) -> Iterator[_Value]:
    if "action" in fields and "sender" in fields:  # what GitHub tells a server of something that happened: no export
        return
    for key in _HOLDERS:
        if opening(fields.get(key)) in (b"[", b"{"):
            holder = around.holder if key in ("node", "nodes", "edges") else key
            listed = around.listed and key == "node"
            yield fields[key], f"{place}.{key}", replace(around, holder=holder, listed=listed)


def _adopted(finds: Iterable[Find]) -> list[Find]:
    """The finds, those that do not say whose they are given to the first thread among them."""
    finds = list(finds)
    first = next((find.whose for find in finds if find.whose), None)
    return [replace(find, whose=first) if find.whose is None and find.kind != "graph" else find for find in finds]
