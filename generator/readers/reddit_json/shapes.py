"""What Reddit's API sends, as far as it is read: names are its own, described at https://www.reddit.com/dev/api.

Whatever an older answer lacks has a default here, so one shape serves all years.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

Id = Annotated[str, msgspec.Meta(pattern=r"^[0-9A-Za-z]{1,16}\Z")]
"""A number in base 36, as it stands in addresses."""
LinkId = Annotated[str, msgspec.Meta(pattern=r"^t3_[0-9A-Za-z]{1,16}\Z")]
"""The full name of a post."""
NOTHING = msgspec.Raw(b"")
"""Stands for a value that is not there."""


class Frame(msgspec.Struct, frozen=True):
    """What is around everything: `{"kind": …, "data": …}`, and around that `{"json": …}` in some answers."""

    kind: str | None = None
    data: msgspec.Raw = NOTHING
    json: msgspec.Raw = NOTHING


class Several(msgspec.Struct, frozen=True):
    """The data of a listing, or of an answer to `morechildren`, which calls its `children` `things`."""

    children: list[msgspec.Raw] | None = None
    things: list[msgspec.Raw] | None = None


class Listing(msgspec.Struct, frozen=True):
    """A list of posts, comments and stubs."""

    data: Several = Several()


class Nest(msgspec.Struct, frozen=True):
    """All that is read of a comment that is broken."""

    replies: msgspec.Raw = NOTHING


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What posts and comments share."""

    id: Id
    author: str | None = None
    created_utc: float | None = None
    edited: bool | float | None = None
    """False, or when; true where it was before Reddit took the time down."""
    score: int | None = None
    subreddit: str | None = None
    permalink: str | None = None
    distinguished: str | None = None
    stickied: bool | None = None
    archived: bool | None = None
    banned_by: str | bool | None = None
    """Moderators see words that others do not; this and the next field tell them so."""
    removed: bool | None = None


class Option(msgspec.Struct, frozen=True):
    """What one may vote for in a poll."""

    text: str
    vote_count: int | None = None


class Poll(msgspec.Struct, frozen=True):
    """A poll in a post."""

    options: list[Option]
    total_vote_count: int | None = None


class PostData(Entry, frozen=True, kw_only=True):
    """A post: `t3`."""

    title: str | None = None
    selftext: str | None = None
    selftext_html: str | None = None
    url: str | None = None
    url_overridden_by_dest: str | None = None
    is_self: bool | None = None
    num_comments: int | None = None
    removed_by_category: str | None = None
    locked: bool | None = None
    over_18: bool | None = None
    spoiler: bool | None = None
    poll_data: Poll | None = None
    crosspost_parent_list: list[PostData] | None = None
    """The post that this one repeats, which may itself lie in another subreddit."""


class CommentData(Entry, frozen=True, kw_only=True):
    """A comment: `t1`."""

    link_id: LinkId
    parent_id: str | None = None
    body: str | None = None
    body_html: str | None = None
    is_submitter: bool | None = None
    link_title: str | None = None
    """Told where comments are listed apart from their post."""
    replies: Listing | str | None = None
    """An empty text where there are none."""


class StubData(msgspec.Struct, frozen=True):
    """Comments that were left out: `more`. Without `children` it is the link "continue this thread"."""

    parent_id: str
    count: int = 0
    """How many there are, answers to answers included."""
    children: list[str] = []
    """Those that answer the parent itself."""
