"""What a record says of its author, its dates, its votes and its state, in the model's terms."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from generator.model import Author, State, Timestamp
from generator.moments import parse_moment
from generator.readers.reddit_dump.records import Count, Moment, Record

NOBODY = ("", "[deleted]", "[removed]")
"""Names that stand for none."""

_TOMBSTONE = re.compile(r"\[ ?(deleted|removed)(?: by (?:user|moderators?|reddit)\b[^\]]*)? ?\]", re.IGNORECASE)
_SECONDS = re.compile(r"\d{5,12}(\.\d+)?")
_BY_AUTHOR = ("author", "deleted", "user")
"""Words for who took something away, where it was its author."""


def author_of(record: Record) -> Author | None:
    """The author with roles; None where the account was deleted, be the words left or not."""
    if record.author is None or record.author in NOBODY:
        return None
    flags = ["op"] if record.is_submitter else []
    if record.distinguished:
        flags.append(record.distinguished if record.distinguished in ("moderator", "admin") else "distinguished")
    if record.stickied:
        flags.append("stickied")
    return Author(record.author, flags=tuple(flags))


def state_of(record: Record) -> State:
    """Whether Reddit still showed the words when it was last looked at, even where the record still has them."""
    words = record.words.strip() if record.words[:1] in "[ \n" else ""
    tombstone = _TOMBSTONE.fullmatch(words)
    if tombstone:
        return "deleted" if tombstone[1].lower() == "deleted" else "removed"
    second = record.second
    if second and second.was_deleted_later:
        return "deleted" if second.removal_type in (None, *_BY_AUTHOR) else "removed"
    if record.removed_by_category and not (second and second.was_initially_deleted):
        return "deleted" if record.removed_by_category in _BY_AUTHOR else "removed"
    return "shown"


def score_of(record: Record) -> int | None:
    """Votes for less votes against, as the dump tells them: 1 where Reddit still hid them. Raises ValueError."""
    return whole(record.score)


def whole(told: Count) -> int | None:
    """The number that is told. Raises ValueError for what is none."""
    try:
        return None if told is None else int(float(told)) if isinstance(told, str) else int(told)
    except OverflowError as cause:
        raise ValueError(told) from cause


def moment(told: Moment) -> Timestamp:
    """A date in whatever form. Raises ValueError for what is none."""
    if told is None:
        raise ValueError("no date")
    if isinstance(told, str) and not _SECONDS.fullmatch(told):
        return parse_moment(told)
    try:
        return Timestamp(datetime.fromtimestamp(int(float(told)), UTC))
    except (OverflowError, OSError) as cause:
        raise ValueError(told) from cause


def edited_of(record: Record, published: Timestamp | None) -> Timestamp | None:
    """When it was changed; of what was changed nobody knows when, the moment of writing. Raises ValueError."""
    told = record.edited
    if not told or told in ("false", "False", "FALSE", "0"):
        return None
    return published if told in (True, "true", "True", "TRUE") else moment(told)


def captured(record: Record) -> float:
    """Seconds since 1970 when Reddit was asked for it last; 0 where it does not say."""
    second = record.second.retrieved_2nd_on if record.second else None
    return max(_seconds(told) for told in (record.retrieved_on, record.retrieved_utc, second))


def _seconds(told: Moment) -> float:
    try:
        return moment(told).at.timestamp() if told else 0.0
    except ValueError:
        return 0.0
