"""Threads put together by their subject: where a reply does not say what it answers, or that never came.

After step 5 of https://www.jwz.org/doc/threading.html, with two differences, since archives span decades: mails that
are no replies are never put together, though they have the same subject; and no more than a year may lie between them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from generator.readers.mail.forest import Forest

UNDATED = 1 << 62
"""In place of the second of a mail without a date: they come last."""
YEAR = 366 * 86_400
"""Seconds between an opening and a reply that is only known by its subject."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands at the top of a thread."""

    node: int
    """Its node."""
    subject: int
    """A hash of its subject, or of that of the first answer where it is absent."""
    second: int
    """When it, or the first answer to it, was written."""
    kind: Literal["opener", "reply", "absent"]
    """`opener`, `reply` by its subject, or `absent`."""


def join_by_subject(openings: Iterable[Opening], forest: Forest) -> None:
    """Links replies that stand at the top of a thread to the opener with their subject, or under one absent node."""
    groups: dict[int, list[Opening]] = {}
    for opening in openings:
        if opening.subject:
            groups.setdefault(opening.subject, []).append(opening)
    for group in groups.values():
        if len(group) > 1 and any(opening.kind != "opener" for opening in group):
            _join(sorted(group, key=lambda opening: opening.second), forest)


def _join(group: list[Opening], forest: Forest) -> None:
    openers = [opening for opening in group if opening.kind == "opener"]
    orphans: list[Opening] = []
    for opening in group:
        if opening.kind == "opener":
            continue
        opener = _opener_for(opening, openers)
        if opener is not None:
            forest.link(opening.node, opener.node)
        else:
            orphans.append(opening)
    _join_orphans(orphans, forest)


def _opener_for(opening: Opening, openers: list[Opening]) -> Opening | None:
    """The latest opener before, else the first one after: clocks go wrong."""
    place = bisect_right(openers, opening.second, key=lambda opener: opener.second)
    near = (*openers[:place][-1:], *openers[place:][:1])
    return next((opener for opener in near if _are_close(opening, opener)), None)


def _join_orphans(orphans: list[Opening], forest: Forest) -> None:
    """Replies to something that is absent become siblings: which of them answers which is not known."""
    while orphans:
        together = [orphan for orphan in orphans if _are_close(orphan, orphans[0])]
        orphans = orphans[len(together) :]
        if len(together) > 1:
            absent = (orphan.node for orphan in together if orphan.kind == "absent")
            top = next(absent, None)
            top = forest.new_node() if top is None else top
            for orphan in together:
                if orphan.node != top:
                    forest.link(orphan.node, top)


def _are_close(one: Opening, other: Opening) -> bool:
    distance = abs(one.second - other.second)
    return distance <= YEAR or UNDATED in (one.second, other.second)
