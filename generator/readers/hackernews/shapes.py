"""What Hacker News tells of an item: the names are those of its own API, to which Algolia's answers are translated.

Fields are described at https://github.com/HackerNews/API. Copies of the site, such as BigQuery's, have the same fields
with nulls, and numbers as strings: so every field but the id may be null, and is decoded leniently.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

Number = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
"""An item's id."""

_OTHER_TYPES = ("story", "job", "poll", "pollopt")


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A story, job, poll, option of a poll, or comment."""

    id: Number
    type: str | None = None
    by: str | None = None
    time: int | None = None
    """Seconds since 1970."""
    title: str | None = None
    url: str | None = None
    text: str | None = None
    """A fragment of HTML."""
    score: int | None = None
    descendants: int | None = None
    """Comments below a story, as the site counts them."""
    parent: Number | None = None
    """What a comment answers."""
    poll: Number | None = None
    """What an option belongs to."""
    kids: tuple[Number, ...] | None = None
    """Answers, best first."""
    parts: tuple[Number, ...] | None = None
    """Options of a poll, in order."""
    deleted: bool | None = None
    dead: bool | None = None
    """Whether the site hides it from those who do not ask for it."""
    story: Number | None = None
    """The story that a comment stands under, which only Algolia tells."""


def is_option(item: Item) -> bool:
    """Whether it is one of the answers that a poll lets one choose from."""
    return item.type == "pollopt" or item.poll is not None


def is_comment(item: Item) -> bool:
    """Whether it is a comment; what has no known type is one if it answers something."""
    if item.type == "comment":
        return True
    return item.type not in _OTHER_TYPES and item.parent is not None and item.poll is None


def above(item: Item) -> int | None:
    """The id of what it answers or is an option of."""
    if is_option(item):
        return item.parent if item.poll is None else item.poll
    return item.parent if is_comment(item) else None
