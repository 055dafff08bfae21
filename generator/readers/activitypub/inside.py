"""What lies inside of lists, contexts and activities, and how to get at it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from generator.readers.activitypub.values import Item, kind_of, listed, text_of

LISTS = ("orderedItems", "items", "first", "ancestors", "descendants")
"""Keys under which lists hold what they list."""
Found = tuple[str, Any]
"""A value and its place, as `jq` writes it."""
_SHORT = 16_384
"""Bytes that are opened at once: most objects, and no long list."""


def opened(value: Any) -> Any:
    """A value as Python has it; what long lists hold stays closed, so that one bad thing costs only itself."""
    if not isinstance(value, msgspec.Raw):
        return value
    text = bytes(value)
    if text[:1] == b"[":
        return msgspec.json.decode(text, type=list[msgspec.Raw])
    if text[:1] != b"{" or len(text) < _SHORT:
        return msgspec.json.decode(text)
    fields = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    if not fields.keys() & set(LISTS):
        return msgspec.json.decode(text)
    return {key: one if key in LISTS else msgspec.json.decode(one) for key, one in fields.items()}


def middle_of(context: Item) -> dict[str, str]:
    """The status that a context is about stands between the two parts, and need not be there."""
    above, below = (_items(context.get(key)) for key in ("ancestors", "descendants"))
    if not above or not below:
        return {}
    parent, asked = text_of(above[-1], "id"), text_of(below[0], "in_reply_to_id")
    return {asked: parent} if parent and asked else {}


def _items(value: Any) -> list[Item]:
    try:
        items = msgspec.json.decode(value) if isinstance(value, msgspec.Raw) else value
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return []
    return [one for one in listed(items) if isinstance(one, dict)]


def holds_something(value: Any) -> bool:
    """Whether a list is there, and not only its address."""
    return bytes(value)[:1] in b"[{" if isinstance(value, msgspec.Raw) else isinstance(value, dict | list)


def completed(inner: Item, activity: Item) -> Item:
    """An object with what only its activity tells: when and by whom, and to whom it was said."""
    told = {"attributedTo": activity.get("actor")}
    if kind_of(activity) == "Create":
        told["published"] = activity.get("published")
    if not inner.keys() & {"to", "cc"}:
        told |= {"to": activity.get("to"), "cc": activity.get("cc")}
    return told | {key: value for key, value in inner.items() if value is not None}


def answers_inside(item: Item) -> Iterator[Found]:
    """Answers that an object carries along as a whole."""
    replies = item.get("replies")
    first = replies.get("first") if isinstance(replies, dict) else None
    for page, place in ((replies, ".replies"), (first, ".replies.first")):
        if isinstance(page, dict):
            lists = ((key, listed(page.get(key))) for key in ("items", "orderedItems"))
            inside = ((f"{place}.{key}[{n}]", one) for key, ones in lists for n, one in enumerate(ones))
            yield from (found for found in inside if isinstance(found[1], dict))
