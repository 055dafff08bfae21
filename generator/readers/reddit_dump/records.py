"""The fields of a record that are read, in all the types they had since 2005."""

from __future__ import annotations

from typing import Annotated

import msgspec

Whole = Annotated[int, msgspec.Meta(ge=-(1 << 63), le=(1 << 63) - 1)]
"""A number that a database can hold."""
Moment = Whole | float | str | None
"""Seconds since 1970, as a number or in digits, or a date in words."""
Count = Whole | float | str | None
"""A number, which tables may have as `3.0`."""
Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_]{1,32}$")]
"""Reddit's own, a number in base 36, without the prefix that tells its kind."""


class Second(msgspec.Struct, frozen=True, omit_defaults=True):
    """What Arctic Shift found when it looked again, 36 hours later."""

    was_deleted_later: bool | None = None
    was_initially_deleted: bool | None = None
    removal_type: str | None = None
    retrieved_2nd_on: Moment = None


class Option(msgspec.Struct, frozen=True, omit_defaults=True):
    """An answer that a poll offers."""

    text: str | None = None
    vote_count: Count = None


class Poll(msgspec.Struct, frozen=True, omit_defaults=True):
    """A question put to the vote."""

    options: list[Option] = []
    total_vote_count: Count = None


class Original(msgspec.Struct, frozen=True, omit_defaults=True):
    """The submission that another repeats."""

    author: str | None = None
    created_utc: Moment = None
    permalink: str | None = None
    selftext: str | None = None
    subreddit: str | None = None
    subreddit_name_prefixed: str | None = None
    removed_by_category: str | None = None


class Record(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A submission or a comment."""

    id: Id
    subreddit: str | None = None
    subreddit_name_prefixed: str | None = None
    """`r/name`, or `u/name` for what people post on their own page."""
    author: str | None = None
    created_utc: Moment = None
    edited: bool | Moment = None
    """When it was changed; of old changes only that there was one is known."""
    score: Count = None
    """The same of submissions."""
    distinguished: str | None = None
    stickied: bool | None = None
    permalink: str | None = None
    retrieved_on: Moment = None
    retrieved_utc: Moment = None
    second: Second | None = msgspec.field(default=None, name="_meta")

    link_id: str | Whole | None = None
    """Of a comment, the submission."""
    parent_id: str | Whole | float | None = None
    """Of a comment, what it answers; of an answer to the submission, in some years, nothing."""
    body: str | None = None
    is_submitter: bool | None = None

    title: str | None = None
    selftext: str | None = None
    url: str | None = None
    is_self: bool | None = None
    num_comments: Count = None
    removed_by_category: str | None = None
    locked: bool | None = None
    over_18: bool | None = None
    spoiler: bool | None = None
    poll_data: Poll | bool | str | None = None
    """In tables some text."""
    crosspost_parent_list: list[Original] | str | None = None
    """What the submission repeats; in tables some text."""

    @property
    def is_comment(self) -> bool:
        """Whether it is a comment; what has neither a link nor words of its own is a submission."""
        return self.link_id is not None or self.body is not None

    @property
    def words(self) -> str:
        """What its author wrote, titles apart."""
        return self.body or self.selftext or ""
