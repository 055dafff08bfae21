"""A post as Discourse's API sends it, as far as it is read; what is absent or null means nothing."""

from __future__ import annotations

import msgspec

REGULAR, MODERATOR_ACTION, SMALL_ACTION, WHISPER = 1, 2, 3, 4
"""What `post_type` says."""
LIKE = 2
"""The id of likes among the actions on a post."""


class Action(msgspec.Struct, frozen=True):
    """How often readers did something to a post."""

    id: int
    count: int | None = None


class Person(msgspec.Struct, frozen=True):
    """An account, where it is named within a post."""

    username: str | None = None


class Link(msgspec.Struct, frozen=True):
    """A link that Discourse counted."""

    url: str | None = None
    internal: bool | None = None
    """Whether it leads to the same site."""


class Details(msgspec.Struct, frozen=True):
    """What is told around a topic."""

    links: list[Link] | None = None


class Option(msgspec.Struct, frozen=True):
    """One answer of a poll."""

    id: str
    html: str | None = None
    votes: int | None = None
    """Absent while the results are hidden."""


class Poll(msgspec.Struct, frozen=True):
    """A poll inside of a post, and how it stood."""

    name: str | None = None
    """What ties it to its place in the words; without a name it is called `poll`."""
    title: str | None = None
    status: str | None = None
    options: list[Option] = []
    voters: int | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A post."""

    id: int
    post_number: int
    """Its place in the topic, from 1; what is deleted leaves a gap."""
    post_type: int = REGULAR
    topic_id: int | None = None
    topic_slug: str | None = None
    topic_title: str | None = None
    """Only where posts are listed outside of their topic."""
    username: str | None = None
    name: str | None = None
    user_id: int | None = None
    avatar_template: str | None = None
    moderator: bool | None = None
    admin: bool | None = None
    user_suspended: bool | None = None
    cooked: str | None = None
    """The words as HTML."""
    raw: str | None = None
    """The words as they were typed, which the API gives only to those who ask for them."""
    created_at: str | None = None
    updated_at: str | None = None
    version: int | None = None
    """1 until it is edited."""
    reply_to_post_number: int | None = None
    actions_summary: list[Action] | None = None
    hidden: bool | None = None
    user_deleted: bool | None = None
    """Deleted by its author, who leaves a line in its place."""
    deleted_at: str | None = None
    """Deleted for good; only moderators still get it."""
    deleted_by: Person | None = None
    accepted_answer: bool | None = None
    action_code: str | None = None
    """What a small action did."""
    action_code_who: str | None = None
    """Whom it was done to."""
    polls: msgspec.Raw = msgspec.Raw(b"null")
    """`list[Poll]`; the words are readable without."""
    link_counts: msgspec.Raw = msgspec.Raw(b"null")
    """`list[Link]`; the words are readable without."""
