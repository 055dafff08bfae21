"""A long debate cut into pages, between top-level comments where that is possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Comment, Thread


@dataclass(frozen=True, slots=True)
class Part:
    """The piece of one thread that stands on one page."""

    number: int
    """Of the thread in its debate, from 0."""
    thread: Thread
    """The thread."""
    comments: Sequence[Comment]
    """Those on this page, in reading order."""
    first: bool
    """Whether the thread begins here, with its opening post."""


def cut_pages(threads: Sequence[Thread], limit: int) -> list[list[Part]]:
    """Pages of at most `limit` comments each; there is always one, even of a debate without comments."""
    pages: list[list[Part]] = [[]]
    room = limit
    for number, thread in enumerate(threads):
        start = 0
        while True:
            end = _cut(thread.comments, start, room)
            if end > start or not thread.comments:
                pages[-1].append(Part(number, thread, thread.comments[start:end], first=start == 0))
                room -= end - start
            if end == len(thread.comments):
                break
            pages.append([])
            start, room = end, limit
    return pages


def page_numbers(pages: Sequence[Sequence[Part]]) -> dict[str, int]:
    """The page, from 1, that each comment stands on, by the comment's id."""
    return {c.id: number for number, parts in enumerate(pages, 1) for part in parts for c in part.comments}


def page_path(debate: str, number: int) -> str:
    """The address of page `number` of the debate at `debate`."""
    return debate if number == 1 else f"{debate}{number}/"


def _cut(comments: Sequence[Comment], start: int, room: int) -> int:
    """Where to end a page that begins at `start`: after a whole top-level comment's replies, if one ends in time."""
    if len(comments) - start <= room:
        return len(comments)
    for end in range(start + room, start + room // 2, -1):
        if comments[end].depth == 1:
            return end
    return start + room
