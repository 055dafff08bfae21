"""What Lemmy's API sends, as far as it is read: one shape for all versions, since what a version lacks is left out.

Names are the API's own, described at https://join-lemmy.org/api.
"""

from __future__ import annotations

import msgspec


class Person(msgspec.Struct, frozen=True):
    """An account, as views give it."""

    name: str
    id: int | None = None
    display_name: str | None = None
    actor_id: str | None = None
    """Up to v3; since v4 it is called `ap_id`."""
    ap_id: str | None = None
    admin: bool | None = None
    banned: bool | None = None
    bot_account: bool | None = None


class Community(msgspec.Struct, frozen=True):
    """The community a post stands in."""

    name: str
    actor_id: str | None = None
    """Up to v3; since v4 it is called `ap_id`."""
    ap_id: str | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What posts and comments share."""

    id: int
    creator_id: int | None = None
    ap_id: str | None = None
    removed: bool | None = None
    deleted: bool | None = None
    published: str | None = None
    """Up to 0.18 without a zone, meaning UTC; since v4 it is called `published_at`."""
    published_at: str | None = None
    updated: str | None = None
    updated_at: str | None = None
    score: int | None = None
    """In v4 and in 2020."""
    creator_name: str | None = None
    """This field and those below are of 2020, when there were no views."""
    creator_preferred_username: str | None = None
    creator_actor_id: str | None = None
    community_name: str | None = None
    community_actor_id: str | None = None
    banned: bool | None = None
    banned_from_community: bool | None = None


class PostEntry(Entry, frozen=True, kw_only=True):
    """A post."""

    name: str | None = None
    url: str | None = None
    body: str | None = None
    comments: int | None = None
    """How many there are, in v4."""
    number_of_comments: int | None = None
    """How many there are, in 2020."""


class CommentEntry(Entry, frozen=True, kw_only=True):
    """A comment."""

    post_id: int
    content: str | None = None
    path: str | None = None
    """`0.3.7`: this is 7, which answers 3, which answers the post."""
    parent_id: int | None = None
    """What it answers, before there were paths."""
    distinguished: bool | None = None


class Counts(msgspec.Struct, frozen=True):
    """What v3 counts beside a post or comment."""

    score: int | None = None
    comments: int | None = None


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What the API tells around a post or comment."""

    creator: Person | None = None
    community: Community | None = None
    counts: Counts | None = None
    creator_is_moderator: bool | None = None
    creator_is_admin: bool | None = None
    creator_banned: bool | None = None
    creator_banned_from_community: bool | None = None


class PostView(View, frozen=True, kw_only=True):
    """A post with what is told around it."""

    post: PostEntry


class CommentView(View, frozen=True, kw_only=True):
    """A comment with what is told around it."""

    comment: CommentEntry
    post: PostEntry | None = None
