"""How a flat list of comments nests in a page: what to open and close before each, without recursion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MAX_LEVEL = 40
"""Lists nested in a page; deeper replies stay at this level. Browsers flatten what is deeper than some 500 elements,
and tools that look into pages give up far before."""
INDENTED = 12
"""Lists that are indented one in another, so that words keep their room on the narrowest screen; further in, a comment
says whom it answers and at what level."""


@dataclass(frozen=True, slots=True)
class Nest:
    """A comment's place among the nested lists of its page."""

    level: int
    """From 1; below its depth where ancestors are on another page or too many."""
    opens: int
    """Comments in the list of replies that begins with it; 0 where none does."""
    closes: int
    """How many lists of replies end before it."""
    below: int
    """Comments nested below it."""


def nest(depths: Sequence[int]) -> list[Nest]:
    """The nesting of comments of the given depths, in reading order."""
    levels = _levels(depths)
    replies = _descendants(levels)
    nests = []
    previous, above = 0, 0
    for level, below in zip(levels, replies, strict=True):
        opens = above if previous and level > previous else 0
        nests.append(Nest(level, opens, max(previous - level, 0), below))
        previous, above = level, below
    return nests


def _levels(depths: Sequence[int]) -> list[int]:
    levels = []
    ancestors: list[int] = []
    for depth in depths:
        while ancestors and ancestors[-1] >= depth:
            ancestors.pop()
        ancestors.append(depth)
        levels.append(min(len(ancestors), MAX_LEVEL))
    return levels


def _descendants(levels: Sequence[int]) -> list[int]:
    counts = [0] * len(levels)
    waiting: list[int] = []
    for index, level in enumerate(levels):
        while waiting and levels[waiting[-1]] >= level:
            done = waiting.pop()
            counts[done] = index - done - 1
        waiting.append(index)
    for done in waiting:
        counts[done] = len(levels) - done - 1
    return counts
