"""Threads as lists of nodes in reading order, from who answers whom: what is below each root, oldest answers first."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.readers.mail.bysubject import UNDATED, Opening, join_by_subject
from generator.readers.mail.forest import NONE
from generator.readers.mail.listing import Listing


@dataclass(slots=True)
class _Links:
    """Lists of children without a list for each node."""

    seconds: array[int]
    """When each node was written, an empty one as early as the first below it."""
    rows: array[int]
    """The mail of each node, of an empty one the first below it; NONE where nothing is below."""
    first: array[int]
    """The first child of each node."""
    next: array[int]
    """The next sibling of each node."""


def families_of(listing: Listing) -> Iterator[list[int]]:
    """The nodes of each thread in reading order; threads come in the order of the mails that start them.

    A root that is absent is left out, its only answer in its place, but stays where there are several.
    """
    forest = listing.forest
    links = _linked(listing)
    join_by_subject((_opening(root, listing, links) for root in _roots(listing, links)), forest)
    links = _linked(listing)
    for root in sorted(_roots(listing, links), key=links.rows.__getitem__):
        yield list(_reading_order(root, links))


def _linked(listing: Listing) -> _Links:
    forest = listing.forest
    count = len(forest.ids)
    seconds, rows = _carried_up(listing)
    first, next_ = array("q", [NONE]) * count, array("q", [NONE]) * count
    present = (node for node in range(count) if rows[node] != NONE)
    latest_first = sorted(sorted(present, key=rows.__getitem__, reverse=True), key=seconds.__getitem__, reverse=True)
    for node in latest_first:
        parent = forest.parents[node]
        if parent != NONE:
            next_[node], first[parent] = first[parent], node
    return _Links(seconds, rows, first, next_)


def _carried_up(listing: Listing) -> tuple[array[int], array[int]]:
    """The second and row of each node, of an absent one those of the earliest mail below it."""
    forest = listing.forest
    seconds = array("q", [UNDATED]) * len(forest.ids)
    rows = array("q", [NONE]) * len(forest.ids)
    for node, row in enumerate(forest.mails):
        if row == NONE:
            continue
        second = seconds[node] = listing.seconds[row]
        rows[node] = row
        above = forest.parents[node]
        while above != NONE and forest.mails[above] == NONE:
            if rows[above] != NONE and (seconds[above], rows[above]) <= (second, row):
                break
            seconds[above], rows[above] = second, row
            above = forest.parents[above]
    return seconds, rows


def _roots(listing: Listing, links: _Links) -> Iterator[int]:
    forest = listing.forest
    for node in range(len(forest.ids)):
        if forest.parents[node] == NONE and links.rows[node] != NONE:
            root = node
            while forest.mails[root] == NONE and links.next[links.first[root]] == NONE:
                root = links.first[root]
            yield root


def _opening(root: int, listing: Listing, links: _Links) -> Opening:
    row = links.rows[root]
    kind: Literal["opener", "reply", "absent"] = "reply" if listing.replies[row] else "opener"
    if listing.forest.mails[root] == NONE:
        kind = "absent"
    return Opening(root, listing.subjects[row], links.seconds[root], kind)


def _reading_order(root: int, links: _Links) -> Iterator[int]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        sibling = links.next[node]
        if node != root and sibling != NONE:
            waiting.append(sibling)
        child = links.first[node]
        if child != NONE:
            waiting.append(child)
