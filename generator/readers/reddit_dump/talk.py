"""Turns the records of a submission and the comments on it into a thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from generator.model import Comment, Thread, Timestamp
from generator.readers.reddit_dump.account import Account
from generator.readers.reddit_dump.dump import Row
from generator.readers.reddit_dump.entries import comment_from, declared_in, parent_in, post_from, published_of
from generator.readers.reddit_dump.opening import notes_on
from generator.readers.reddit_dump.parts import captured
from generator.readers.reddit_dump.places import community_of, thread_link, told_title
from generator.tree import reading_order
from generator.urls import slug

_TITLE_LENGTH = 60
"""Characters of the title in a thread's address, before the submission's id."""
_UNDATED = datetime.max.replace(tzinfo=UTC)


def to_thread(id_: str, rows: Sequence[Row], account: Account) -> Thread:
    """The thread that the records `rows` of the submission `id_` are; `account` is filled in."""
    files = account.files
    post, said = _last_captures(rows, account)
    records = [row.record for row in ([post] if post else []) + said]
    link = thread_link(id_, records)
    title = files.unescape(post.record.title or "") if post else told_title(records)
    return Thread(
        source=files.source,
        key=f"{slug(title)[:_TITLE_LENGTH].rstrip('-')}-{id_}" if title else id_,
        id=f"t3_{id_}",
        platform="reddit",
        title=title or None,
        post=post_from(post, link, account) if post else None,
        comments=_comments(id_, said, account),
        link=link,
        declared=declared_in(post, account) if post else None,
        community=community_of(records),
        notes=notes_on(post.record) if post else (),
        problems=tuple(account.problems),
        skipped=tuple(account.skipped),
    )


def _last_captures(rows: Sequence[Row], account: Account) -> tuple[Row | None, list[Row]]:
    """The submission and the comments, without those that were captured again later."""
    post: Row | None = None
    said: dict[str, Row] = {}
    for row in rows:
        record = row.record
        if record.is_comment:
            other = said.setdefault(record.id, row)
            if other is not row:
                earlier, said[record.id] = _by_capture(other, row)
                account.skip("captured again later", earlier)
        elif post is None:
            post = row
        else:
            earlier, post = _by_capture(post, row)
            account.report("duplicate", f"submission {record.id} was captured again later", earlier)
    return post, list(said.values())


def _by_capture(one: Row, other: Row) -> tuple[Row, Row]:
    """The two with the later capture last; `other` stands after `one` in the dump."""
    return (other, one) if captured(one.record) > captured(other.record) else (one, other)


def _comments(thread: str, rows: Sequence[Row], account: Account) -> tuple[Comment, ...]:
    by_id = {row.record.id: row for row in rows}
    depths: dict[str | None, int] = {None: 0}
    comments = []
    for published, row in sorted(((published_of(row, account), row) for row in rows), key=_age):
        parent = parent_in(row, thread, account)
        depths[row.record.id] = depth = depths.get(parent, 1) + 1  # mostly right, which saves `reading_order` a copy
        comments.append(comment_from(row, parent, depth, published, account))
    ordered, cut = reading_order(comments)
    for id_ in cut:
        message = f"comment {id_} answers its own answers: it was taken as an answer to the submission"
        account.report("cycle", message, by_id[id_])
    absent = {comment.id for comment in ordered if comment.state == "missing"}
    for comment in ordered if absent else ():
        if comment.parent in absent:
            absent.discard(comment.parent)
            message = f"comment {comment.parent}, which others answer, is not in the dump"
            account.report("missing-parent", message, by_id[comment.id])
    return ordered


def _age(dated: tuple[Timestamp | None, Row]) -> tuple[datetime, int, str]:
    published, row = dated
    return published.at if published else _UNDATED, len(row.record.id), row.record.id
