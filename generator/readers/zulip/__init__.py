"""Reads a topic of a Zulip chat, as zulip-archive saves it: a JSON list of messages, in a folder for its stream.

One obtains them with https://github.com/zulip/zulip-archive, whose `lib/populate.py` is all there is of a description;
messages have fields of https://zulip.com/api/get-messages. A chat has no tree: the first message of a topic is the
opening post, and all others answer it, in the order of the file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec

from generator.errors import SourceError
from generator.model import Author, Comment, Post, Problem, Skipped, Thread, Timestamp
from generator.readers.zulip.bodies import adapted, uploads
from generator.readers.zulip.names import stream_of, topic_of
from generator.sourcefile import read_json

NAME = "zulip"
SIGNS = {
    '"sender_full_name"': re.compile(rb'"sender_full_name"\s*:'),
    '"timestamp"': re.compile(rb'"timestamp"\s*:'),
    '"content"': re.compile(rb'"content"\s*:'),
}
"""What files of this format show, by what to call it where a file lacks some of it."""

_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*\{")
_MARKS = (
    re.compile(rb'"content"\s*:\s*"'),
    re.compile(rb'"id"\s*:\s*\d'),
    re.compile(rb'"sender_full_name"\s*:\s*"'),
    re.compile(rb'"timestamp"\s*:\s*\d'),
)
_DELETED = "<p>(deleted)</p>"
"""What Zulip leaves of a message whose words its author deleted."""


class Message(msgspec.Struct, frozen=True):
    """A message; versions of zulip-archive before 2019 saved more of it than the first four fields."""

    id: Annotated[int, msgspec.Meta(ge=0)]
    sender_full_name: str
    timestamp: int
    """Seconds since 1970."""
    content: str
    """HTML."""
    last_edit_timestamp: int | None = None
    subject: str | None = None
    """The topic."""
    display_recipient: str | None = None
    """The stream."""


def sniff(head: bytes, path: Path) -> bool:
    """Whether the file is a list of messages."""
    return bool(_START.match(head)) and all(mark.search(head) for mark in _MARKS)


def read(path: Path) -> Iterator[Thread]:
    """The one topic in the file. Raises SourceError."""
    problems: list[Problem] = []
    skipped: list[Skipped] = []
    messages = _messages(path, problems, skipped)
    opening, *others = messages.values()
    ids = {str(message.id) for message in others}
    first, *comments = (_comment(message, ids, path, problems) for message in messages.values())
    yield Thread(
        source=path,
        key="",
        id="",
        platform="zulip",
        title=opening.subject or topic_of(path),
        post=_post(first),
        comments=tuple(comments),
        community=opening.display_recipient or stream_of(path),
        problems=tuple(problems),
        skipped=tuple(skipped),
    )


def _messages(path: Path, problems: list[Problem], skipped: list[Skipped]) -> dict[int, Message]:
    """The messages by id in the order of the file; of one that is told twice the last counts."""
    messages: dict[int, Message] = {}
    for number, raw in enumerate(read_json(path, list[msgspec.Raw])):
        try:
            message = msgspec.json.decode(raw, type=Message)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as cause:
            problems.append(Problem("unreadable-comment", f"[{number}] cannot be read: {cause}", path))
            skipped.append(Skipped(path, f"[{number}]", str(cause)))
            continue
        if message.id in messages:
            skipped.append(Skipped(path, str(message.id), "told again: the last one was kept"))
        messages[message.id] = message
    if not messages:
        reason = f": {problems[0].message}" if problems else ""
        raise SourceError(f"holds no message{reason}", path, hint="docs/readers.md says what to save")
    return messages


def _post(first: Comment) -> Post:
    """The opening post is a message like any other."""
    return Post(
        author=first.author,
        published=first.published,
        edited=first.edited,
        score=None,
        state=first.state,
        body=first.body,
        markup=first.markup,
        attachments=first.attachments,
    )


def _comment(message: Message, ids: Collection[str], path: Path, problems: list[Problem]) -> Comment:
    deleted = message.content == _DELETED
    return Comment(
        id=str(message.id),
        parent=None,
        depth=1,
        author=Author(message.sender_full_name) if message.sender_full_name else None,
        published=_moment(message, message.timestamp, path, problems),
        edited=_moment(message, message.last_edit_timestamp, path, problems),
        score=None,
        state="deleted" if deleted else "shown",
        body="" if deleted else adapted(message.content, ids),
        markup="html",
        attachments=uploads(message.content),
    )


def _moment(message: Message, seconds: int | None, path: Path, problems: list[Problem]) -> Timestamp | None:
    if seconds is None:
        return None
    try:
        return Timestamp(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        problems.append(Problem("bad-date", f"message {message.id} has a time that is none: {seconds}", path))
        return None
