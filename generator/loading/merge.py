"""One thread told by several files of a folder becomes one thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from generator.model import Comment, Post, Problem, Skipped, Thread, Timestamp
from generator.tree import reading_order

_UNKNOWN = datetime.max.replace(tzinfo=UTC)


def merge_threads(threads: Sequence[Thread]) -> Thread:
    """The threads, given in the order of their files, as one; of a comment told twice the later file's counts.

    The fullest opening post wins, and its file gives the address. Siblings come oldest first.
    """
    if len(threads) == 1:
        return threads[0]
    main = max(threads, key=lambda thread: _fullness(thread.post))
    kept: dict[str, Comment] = {}
    absent: dict[str, str | None] = {}
    skipped: list[Skipped] = []
    owner: dict[str, Thread] = {}
    for thread in threads:
        for comment in thread.comments:
            if comment.state == "missing":
                absent[comment.id] = comment.parent
                continue
            if comment.id in kept:
                reason = f"told again by {thread.source.name}"
                skipped.append(Skipped(owner[comment.id].source, comment.id, reason))
            kept[comment.id] = comment
            owner[comment.id] = thread
    comments, cycles = reading_order(sorted(kept.values(), key=_age), absent)
    problems = [Problem("cycle", f"{name} answers itself over its ancestors", main.source) for name in cycles]
    return replace(
        main,
        comments=comments,
        title=main.title or next((thread.title for thread in threads if thread.title), None),
        declared=max((thread.declared for thread in threads if thread.declared is not None), default=None),
        problems=(*(problem for thread in threads for problem in thread.problems), *problems),
        skipped=(*(one for thread in threads for one in thread.skipped), *skipped),
    )


def with_unique_ids(threads: Sequence[Thread]) -> tuple[Thread, ...]:
    """The threads with the ids of the second and later ones marked where an earlier one has them too."""
    taken: set[str] = set()
    unique = []
    for number, thread in enumerate(threads, 1):
        ids = {comment.id for comment in thread.comments}
        if ids & taken:
            thread = replace(thread, comments=tuple(_renamed(comment, f"-{number}") for comment in thread.comments))
        taken |= {comment.id for comment in thread.comments}
        unique.append(thread)
    return tuple(unique)


def _renamed(comment: Comment, suffix: str) -> Comment:
    parent = comment.parent and comment.parent + suffix
    quotes = tuple(replace(quote, of=quote.of and quote.of + suffix) for quote in comment.quotes)
    return replace(comment, id=comment.id + suffix, parent=parent, quotes=quotes)


def _fullness(post: Post | None) -> tuple[int, int]:
    if post is None:
        return (0, 0)
    return (1 + (post.author is not None), len(post.body))


def _age(comment: Comment) -> datetime:
    return comment.published.at if isinstance(comment.published, Timestamp) else _UNKNOWN
