"""Exchanges between two people who answer each other in turn: the longest ones, and those that can lie on one level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.model import Comment
from generator.render.kin import Kin

SHORTEST = 4
"""Comments that make an exchange worth pointing at."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two people answering each other in turn."""

    first: Comment
    """Where it begins."""
    second: Comment
    """The first answer."""
    comments: int
    """Its length."""


def longest_exchanges(comments: Sequence[Comment], limit: int) -> list[Exchange]:
    """The longest exchange of each two people of a thread, at most `limit` of them, longest first."""
    by_id = {comment.id: comment for comment in comments}
    runs = _runs(comments, by_id)
    found: dict[frozenset[str], Exchange] = {}
    for last in sorted((name for name, length in runs.items() if length >= SHORTEST), key=lambda name: -runs[name]):
        first = second = by_id[last]
        for _ in range(runs[last] - 1):
            first, second = by_id[first.parent or ""], first
        pair = frozenset(one.author.handle for one in (first, second) if one.author)
        found.setdefault(pair, Exchange(first, second, runs[last]))
        if len(found) == limit:
            break
    return list(found.values())


def goes_on(comment: Comment, by_id: Mapping[str, Comment], kin: Mapping[str, Kin]) -> bool:
    """Whether the comment, the only answer to an only answer, is by whoever that one answered."""
    parent = by_id.get(comment.parent or "")
    if parent is None or not kin[comment.id].alone or not kin[parent.id].alone:
        return False
    return _in_turn(comment, parent, by_id.get(parent.parent or ""))


def _runs(comments: Sequence[Comment], by_id: Mapping[str, Comment]) -> dict[str, int]:
    """How many comments of an exchange end with each, itself included."""
    runs: dict[str, int] = {}
    for comment in comments:
        parent = by_id.get(comment.parent or "")
        if parent is None or comment.author is None or parent.author is None or comment.author == parent.author:
            runs[comment.id] = 1
        elif _in_turn(comment, parent, by_id.get(parent.parent or "")):
            runs[comment.id] = runs[parent.id] + 1
        else:
            runs[comment.id] = 2
    return runs


def _in_turn(comment: Comment, parent: Comment, before: Comment | None) -> bool:
    """Whether two people alternate in the three comments."""
    if before is None or comment.author is None or parent.author is None or before.author is None:
        return False
    return comment.author.handle == before.author.handle != parent.author.handle
