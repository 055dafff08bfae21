"""Turns one record into a post or a comment; of a value that is none only that value is lost, and told."""

from __future__ import annotations

from generator.model import Comment, Post, Timestamp
from generator.readers.reddit_dump.account import Account
from generator.readers.reddit_dump.dump import Row
from generator.readers.reddit_dump.ids import parent_of
from generator.readers.reddit_dump.opening import url_of, words_of
from generator.readers.reddit_dump.parts import author_of, edited_of, moment, score_of, state_of, whole
from generator.readers.reddit_dump.places import absolute


def post_from(row: Row, link: str, account: Account) -> Post:
    """The opening post of a thread that stood at `link`."""
    record, unescape = row.record, account.files.unescape
    state = state_of(record)
    published = published_of(row, account)
    return Post(
        author=author_of(record),
        published=published,
        edited=_edited(row, published, account),
        score=_score(row, account),
        state=state,
        body=words_of(record, unescape) if state == "shown" else "",
        markup="reddit",
        url=url_of(record, unescape),
        link=link,
    )


def comment_from(row: Row, parent: str | None, depth: int, published: Timestamp | None, account: Account) -> Comment:
    """The comment, which answers `parent`."""
    record = row.record
    state = state_of(record)
    return Comment(
        id=record.id,
        parent=parent,
        depth=depth,
        author=author_of(record),
        published=published,
        edited=_edited(row, published, account),
        score=_score(row, account),
        state=state,
        body=account.files.unescape(record.words) if state == "shown" else "",
        markup="reddit",
        link=absolute(record.permalink),
    )


def published_of(row: Row, account: Account) -> Timestamp | None:
    """When a record was written."""
    try:
        return moment(row.record.created_utc)
    except ValueError:
        told = row.record.created_utc
        message = "has no date" if told is None else f"has a date that is none: {_short(told)}"
        account.report("bad-date", f"{row.record.id} {message}", row)
        return None


def parent_in(row: Row, thread: str, account: Account) -> str | None:
    """The id of the comment that a comment in the thread `thread` answers; None for an answer to the submission."""
    try:
        return parent_of(row.record, thread)
    except ValueError:
        what = f"comment {row.record.id} answers {_short(row.record.parent_id)}, which is none"
        account.report("bad-parent", f"{what}: it was taken as an answer to the submission", row)
        return None


def declared_in(row: Row, account: Account) -> int | None:
    """How many comments a submission says that it has."""
    try:
        return whole(row.record.num_comments)
    except ValueError:
        message = f"{row.record.id} has a number of comments that is none: {_short(row.record.num_comments)}"
        account.report("bad-count", message, row)
        return None


def _edited(row: Row, published: Timestamp | None, account: Account) -> Timestamp | None:
    try:
        return edited_of(row.record, published)
    except ValueError:
        account.report(
            "bad-date", f"{row.record.id} was changed at a date that is none: {_short(row.record.edited)}", row
        )
        return None


def _score(row: Row, account: Account) -> int | None:
    try:
        return score_of(row.record)
    except ValueError:
        account.report("bad-score", f"{row.record.id} has votes that are no number: {_short(row.record.score)}", row)
        return None


def _short(told: object) -> str:
    return repr(str(told)[:60])
