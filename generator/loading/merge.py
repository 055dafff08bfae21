"""One thread told by several files of a folder becomes one thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from generator.model import Comment, Problem, Skipped, Thread, Timestamp
from generator.tree import reading_order

_UNKNOWN = datetime.max.replace(tzinfo=UTC)


def same_threads(threads: Iterable[Thread]) -> list[list[Thread]]:
    """The threads in groups that tell the same one: by the platform's identity, and by where it stood if that is told.

    Platforms number their posts from 1, so the posts of two servers may share a number.
    """
    groups: list[list[Thread]] = []
    for thread in threads:
        fitting = (
            group
            for group in groups
            if group[0].id == thread.id and not _differ(thread.link, *(one.link for one in group))
        )
        group = next(fitting, None)
        if group is None:
            groups.append([thread])
        else:
            group.append(thread)
    return groups


def _differ(*links: str | None) -> bool:
    return len({link for link in links if link}) > 1


def merge_threads(threads: Sequence[Thread]) -> Thread:
    """The threads, given in the order of their files, as one; of a comment told twice the later file's counts.

    The fullest opening post wins, and its file gives the address. Siblings come oldest first.
    """
    if len(threads) == 1:
        return threads[0]
    main = max(threads, key=_fullness)
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
    problems += [_missing(comment, main) for comment in comments if comment.state == "missing"]
    told = (one for thread in threads for one in thread.problems if one.kind != "missing-parent")
    return replace(
        main,
        comments=comments,
        title=main.title or next((thread.title for thread in threads if thread.title), None),
        declared=max((thread.declared for thread in threads if thread.declared is not None), default=None),
        problems=(*told, *problems),
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


def _missing(tombstone: Comment, thread: Thread) -> Problem:
    return Problem("missing-parent", f"comment {tombstone.id} is answered but in none of the files", thread.source)


def _fullness(thread: Thread) -> tuple[int, int, int]:
    """How much a file tells of the opening post; of two that tell as much, the one is it that tells little else."""
    post = thread.post
    if post is None:
        return (0, 0, 0)
    return (1 + (post.author is not None), len(post.body), -len(thread.comments))


def _age(comment: Comment) -> datetime:
    return comment.published.at if isinstance(comment.published, Timestamp) else _UNKNOWN
