"""Gathers what the files tell of each thread, and has it read thread by thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from generator.errors import SourceError
from generator.model import Thread
from generator.readers.github import graph, rest
from generator.readers.github.account import Account, Noun
from generator.readers.github.finds import Find, find_all
from generator.readers.github.kinds import TOPICS
from generator.readers.github.talk import Talk
from generator.readers.github.threads import to_thread
from generator.urls import slug


def gather(paths: Sequence[Path]) -> Iterator[Thread]:
    """The threads that the files tell of, each once, one at a time. Raises SourceError."""
    finds = [find for path in paths for find in _finds_of(path)]
    parts: dict[str, list[Find]] = {}
    for find in finds:
        if find.kind != "broken":
            parts.setdefault(_identity(find), []).append(find)
    keys: set[str] | None = set() if len(parts) > 1 or any(map(among_many, finds)) else None
    unused = Account()
    for broken in finds:
        if broken.kind == "broken":
            noun: Noun = "post" if broken.around.holder in TOPICS else "comment"
            unused.unreadable(noun, broken.place or ".", broken.reason, broken.path)
    yield from _told((_thread(id_, found, keys) for id_, found in parts.items()), unused, paths[0])


def among_many(find: Find) -> bool:
    """Whether the find is a thread on a list of threads."""
    return find.around.listed and find.kind in ("topic", "graph")


def _finds_of(path: Path) -> list[Find]:
    finds = find_all(path)
    if all(find.kind == "broken" for find in finds):
        raise _nothing_found(path, f"{finds[0].place} cannot be read: {finds[0].reason}" if finds else "")
    if any(find.whose is None and find.kind not in ("graph", "broken") for find in finds):
        hint = "put the answer about the issue itself before it, in the same file"
        raise SourceError("does not say which issue or pull it belongs to", path, hint=hint)
    return finds


def _nothing_found(path: Path, reason: str) -> SourceError:
    message = f"holds no issue, pull or discussion{': ' if reason else ''}{reason}"
    return SourceError(message, path, hint="docs/readers.md says what to save")


def _identity(find: Find) -> str:
    """The thread's; one that does not say which it is has that of its file, or of its place on a list."""
    if find.whose:
        return find.whose.id
    return f"{find.path.name} {find.place}" if find.around.listed else find.path.name


def _thread(id_: str, finds: Sequence[Find], keys: set[str] | None) -> Thread:
    """The thread that the finds tell of; `keys` are those given to others, or None where there are no others."""
    talk = Talk(finds[0].path)
    for find in finds:
        try:
            (graph if find.kind == "graph" else rest).take(find, talk)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as cause:
            talk.account.unreadable(rest.noun_of(find), find.place or ".", str(cause), find.path)
    whose = finds[0].whose
    title = talk.start.title if talk.start else None
    key = "" if keys is None else _key(whose.number if whose else None, title, keys)
    return to_thread(talk, key, id_, (whose.repo if whose else finds[0].around.repo) or None)


def _key(number: int | None, title: str | None, keys: set[str]) -> str:
    """`12-some-title`: the number finds it, the title tells what it is."""
    words = [slug(title)] if title else []
    key = plain = "-".join([*([str(number)] if number is not None else []), *words]) or slug("")
    count = 1
    while key in keys:
        count += 1
        key = f"{plain}-{count}"
    keys.add(key)
    return key


def _told(threads: Iterable[Thread], unused: Account, path: Path) -> Iterator[Thread]:
    """The threads that there is anything of; what could not be used of others, too, is told with the next."""
    waiting: Thread | None = None
    for thread in threads:
        if not (thread.post or thread.comments or thread.notes or thread.title):
            unused.problems += thread.problems
            unused.skipped += thread.skipped
            continue
        if waiting:
            yield waiting
        waiting, unused = _with(thread, unused), Account()
    if waiting is None:
        raise _nothing_found(path, unused.problems[0].message if unused.problems else "")
    yield _with(waiting, unused)


def _with(thread: Thread, unused: Account) -> Thread:
    problems, skipped = (*unused.problems, *thread.problems), (*unused.skipped, *thread.skipped)
    return replace(thread, problems=problems, skipped=skipped)
