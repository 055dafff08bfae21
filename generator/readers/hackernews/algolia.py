"""Algolia's answer about an item (https://hn.algolia.com/api/v1/items/8863), unfolded into items.

An answer holds all answers to it in `children`, and theirs in them. A JSON parser that recurses ends after some hundred
levels; beyond them, and where part of an answer is of a wrong type, it is taken apart by its brackets.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.moments import parse_moment
from generator.readers.hackernews.brackets import take_apart
from generator.readers.hackernews.shapes import Item, Number


class Node(msgspec.Struct, frozen=True):
    """An item as Algolia tells of it."""

    id: Number
    type: str | None = None
    author: str | None = None
    created_at: str | None = None
    created_at_i: int | None = None
    title: str | None = None
    url: str | None = None
    text: str | None = None
    points: int | None = None
    parent_id: Number | None = None
    story_id: Number | None = None
    options: list[msgspec.Raw] | None = None
    """Of a poll: items without children, or ids."""
    children: list[Node] | None = None


_Nested = tuple[Node | str, int | None]
"""A node, or why it cannot be read, and the place in the list of the one around it."""
_NODE = msgspec.json.Decoder(Node, strict=False)


def unfold(data: bytes) -> Iterator[Item | str]:
    """The item that the answer is about and all below it; in place of one that cannot be read, why.

    Raises msgspec.DecodeError when the data are no JSON.
    """
    try:
        nodes = _flattened(_NODE.decode(data))
    except (msgspec.ValidationError, RecursionError):
        nodes = [(_read(flat), around) for around, flat in take_apart(data)]
    kids: dict[int | None, list[int]] = {}
    for node, around in nodes:
        if isinstance(node, Node):
            kids.setdefault(around, []).append(node.id)
    root = nodes[0][0] if nodes else None
    story = _story(root) if isinstance(root, Node) else None
    for number, (node, around) in enumerate(nodes):
        if isinstance(node, str):
            yield node
            continue
        parent = nodes[around][0] if around is not None else None
        answers = parent.id if isinstance(parent, Node) else node.parent_id
        yield from _items(node, answers, story or node.story_id, tuple(kids.get(number, ())))


def _story(root: Node) -> int | None:
    return root.story_id if root.type == "comment" or root.story_id else root.id


def _flattened(root: Node) -> list[_Nested]:
    """Each node before those below it, in the order in which they were told."""
    nodes: list[_Nested] = []
    waiting: list[tuple[Node, int | None]] = [(root, None)]
    while waiting:
        node, around = waiting.pop()
        waiting += [(child, len(nodes)) for child in reversed(node.children or ())]
        nodes.append((node, around))
    return nodes


def _read(flat: bytes) -> Node | str:
    try:
        return _NODE.decode(flat)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as cause:
        return str(cause)


def _items(node: Node, parent: int | None, story: int | None, kids: tuple[int, ...]) -> Iterator[Item | str]:
    options = [_option(raw, node.id) for raw in node.options or ()]
    yield Item(
        id=node.id,
        type=node.type,
        by=node.author,
        time=_seconds(node),
        title=node.title,
        url=node.url,
        text=node.text,
        score=node.points,
        parent=parent,
        kids=kids,
        parts=tuple(option.id for option in options if isinstance(option, Item)),
        story=story,
    )
    yield from (option for option in options if isinstance(option, str) or option.type)


def _option(raw: msgspec.Raw, poll: int) -> Item | str:
    """An option of a poll; without a type where nothing but its id is told."""
    try:
        node = msgspec.json.decode(raw, type=Node | Number, strict=False)
    except msgspec.ValidationError as cause:
        return str(cause)
    if isinstance(node, int):
        return Item(id=node)
    return Item(id=node.id, type="pollopt", by=node.author, text=node.text, score=node.points, poll=poll)


def _seconds(node: Node) -> int | None:
    if node.created_at_i is not None or not node.created_at:
        return node.created_at_i
    try:
        return int(parse_moment(node.created_at).at.timestamp())
    except ValueError:
        return None
