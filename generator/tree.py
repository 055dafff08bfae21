"""Comments put into reading order: every reader whose source tells who answers whom ends here.

Depth first, answers in the order of the source; no recursion, since threads can be thousands of levels deep.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.model import Comment


def reading_order(
    comments: Iterable[Comment], known_parents: Mapping[str, str | None] = {}
) -> tuple[tuple[Comment, ...], tuple[str, ...]]:
    """Comments with `parent` set -> (in reading order with depths, ids whose parent chain was a cycle and was cut).

    A parent that is absent becomes a `missing` tombstone where the source first names it; it answers what
    `known_parents` says it answered, else the opening post. Of each cycle the one that comes first in the source is
    cut loose: it answers the opening post, and its id is returned. Depths that come in mean nothing. Raises
    ValueError when two comments share an id.
    """
    nodes = _with_missing(comments, known_parents)
    cut = _cut_cycles(nodes)
    answers: dict[str | None, list[Comment]] = {}
    for comment in nodes.values():
        answers.setdefault(comment.parent, []).append(comment)
    return tuple(_depth_first(answers)), cut


def _with_missing(comments: Iterable[Comment], known_parents: Mapping[str, str | None]) -> dict[str, Comment]:
    """All comments by id in source order, each absent ancestor just before the first comment that leads to it."""
    present: dict[str, Comment] = {}
    for comment in comments:
        if comment.id in present:
            raise ValueError(f"two comments have the id {comment.id}")
        present[comment.id] = comment
    nodes: dict[str, Comment] = {}
    for comment in present.values():
        absent = comment.parent
        while absent is not None and absent not in present and absent not in nodes:
            nodes[absent] = _tombstone(absent, known_parents.get(absent))
            absent = nodes[absent].parent
        nodes[comment.id] = comment
    return nodes


def _tombstone(id: str, parent: str | None) -> Comment:  # noqa: A002 - the model's own word
    return Comment(id, parent, 0, None, None, None, None, "missing", "", "text")


def _cut_cycles(nodes: dict[str, Comment]) -> tuple[str, ...]:
    """Frees the first comment of each cycle from its parent, and gives the ids of those freed."""
    order = {id_: place for place, id_ in enumerate(nodes)}
    finished: set[str] = set()
    cut = []
    for start in nodes:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in finished and at not in path:
            path[at] = None
            at = nodes[at].parent
        if at is not None and at in path:
            steps = list(path)
            first = min(steps[steps.index(at) :], key=order.__getitem__)
            nodes[first] = replace(nodes[first], parent=None)
            cut.append(first)
        finished.update(path)
    return tuple(cut)


def _depth_first(answers: Mapping[str | None, list[Comment]]) -> Iterable[Comment]:
    waiting = [(comment, 1) for comment in reversed(answers.get(None, ()))]
    while waiting:
        comment, depth = waiting.pop()
        yield comment if comment.depth == depth else replace(comment, depth=depth)
        waiting += ((answer, depth + 1) for answer in reversed(answers.get(comment.id, ())))
