"""Finds the posts and comments in answers of the API, however the answers were put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from generator.lemmy.shapes import CommentView, PostView

_HOLDERS = ("post_view", "comment_view", "posts", "comments", "items")
"""Keys of an answer under which posts and comments lie, alone or in a list."""
_Inside = list[tuple[str, msgspec.Raw]]
"""Values by the step that leads to them, as `jq` writes it: `.comments`, `[3]`."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in a file that cannot be read, while the rest of the file can."""

    place: str
    """Where it is, as `jq` writes it: `.comments[3]`; counted from 0."""
    what: Literal["post", "comment"]
    """What it should have been; what looks like neither counts as a comment."""
    reason: str
    """Why it cannot be read."""


def find_views(answers: Sequence[msgspec.Raw]) -> Iterator[PostView | CommentView | Unread]:
    """Every post and comment in the order of the answers."""
    waiting = [(f"[{n}]" if len(answers) > 1 else ".", answer) for n, answer in enumerate(answers)][::-1]
    while waiting:
        place, value = waiting.pop()
        shape = None
        try:
            text, shape, inside = _look(value)
            waiting += [(place.rstrip(".") + step, item) for step, item in inside][::-1]
            if shape:
                yield msgspec.json.decode(text, type=shape)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as cause:
            yield Unread(place, "post" if shape is PostView else "comment", str(cause))


def _look(value: msgspec.Raw) -> tuple[bytes, type[PostView | CommentView] | None, _Inside]:
    """A value's JSON, the shape it has if it is a post or comment, and what to look at inside of it.

    Flat ones are dressed as views. Raises msgspec.DecodeError for a value that is nothing of the kind.
    """
    text = bytes(value)
    if text[:1] == b"[":
        items = msgspec.json.decode(text, type=list[msgspec.Raw])
        return text, None, [(f"[{place}]", item) for place, item in enumerate(items)]
    fields = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    if "comment" in fields:
        return text, CommentView, []
    if "post_id" in fields and "content" in fields:
        return b'{"comment":%b}' % text, CommentView, []
    if "community_id" in fields and "name" in fields:
        return b'{"post":%b}' % text, PostView, []
    inside = [(f".{key}", item) for key, item in fields.items() if key in _HOLDERS]
    if "post" in fields:
        return text, PostView, inside
    if not inside:
        raise msgspec.ValidationError("neither a post nor a comment")
    return text, None, inside
