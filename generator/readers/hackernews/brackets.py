"""Nested items taken apart by their brackets, without recursion and without a look at what else is in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


@dataclass(slots=True)
class _Frame:
    """A bracket that was opened and not yet closed."""

    node: int | None
    """The node that it begins."""
    of: int | None
    """The node whose children it begins."""
    since: int
    """Where the text begins that was not yet given to the node."""
    text: bytes = b""
    """The text of the node so far, without its children."""


_OTHER = _Frame(None, None, 0)


def take_apart(data: bytes) -> list[tuple[int | None, bytes]]:
    """The JSON of each item without its children, and the place in the list of the item around it.

    Raises msgspec.DecodeError when an item does not end.
    """
    nodes: list[tuple[int | None, bytes]] = []
    stack: list[_Frame] = []
    key = None
    for token in _TOKEN.finditer(data):
        kind = token[0][:1]
        top = stack[-1] if stack else None
        if kind == b'"':
            key = token
        elif kind == b"{" and (top is None or top.of is not None):
            stack.append(_Frame(len(nodes), None, token.start()))
            nodes.append((top.of if top else None, b""))
        elif kind == b"[" and top and top.node is not None and _is_children(key, token):
            top.text += data[top.since : token.end()]
            stack.append(_Frame(None, top.node, token.start()))
        elif kind in b"{[":
            stack.append(_OTHER)
        elif stack:
            _close(stack, token, nodes)
    if stack:
        raise msgspec.DecodeError("Input data was truncated")
    return nodes


def _is_children(key: re.Match[bytes] | None, bracket: re.Match[bytes]) -> bool:
    if key is None or key[0] != b'"children"':
        return False
    return bracket.string[key.end() : bracket.start()].strip() == b":"


def _close(stack: list[_Frame], bracket: re.Match[bytes], nodes: list[tuple[int | None, bytes]]) -> None:
    """Ends the innermost bracket: a node's text is whole then, and after children a node's text goes on."""
    frame = stack.pop()
    if frame.node is not None:
        around = nodes[frame.node][0]
        nodes[frame.node] = (around, frame.text + bracket.string[frame.since : bracket.end()])
    elif frame.of is not None and stack:
        stack[-1].since = bracket.start()
