"""One file as a page of a topic: what it says about the topic, and its posts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from generator.discoursepost.shapes import Entry
from generator.errors import SourceError
from generator.model import Problem, Skipped
from generator.sourcefile import read_json

_ENTRY = msgspec.json.Decoder(Entry)


class Stream(msgspec.Struct, frozen=True):
    """The posts of an answer, and the ids of all posts of the topic."""

    posts: list[msgspec.Raw] = []
    stream: list[int] | None = None


class Tag(msgspec.Struct, frozen=True):
    """A tag, as newer versions write it."""

    name: str | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the API answers about a topic, as far as it is read; a page of posts has hardly any of it."""

    post_stream: Stream | None = None
    id: int | None = None
    title: str | None = None
    unicode_title: str | None = None
    """The title with emoji as characters, where it has any."""
    slug: str | None = None
    posts_count: int | None = None
    """Small actions included."""
    created_at: str | None = None
    archetype: str | None = None
    """`regular`, `private_message` or `banner`."""
    featured_link: str | None = None
    """The page that the topic is about."""
    tags: list[str | Tag] | None = None
    details: msgspec.Raw = msgspec.Raw(b"null")
    """Who took part and what is linked, in so far as it tells where the forum stood."""
    suggested_topics: msgspec.Raw = msgspec.Raw(b"null")
    """Likewise."""
    topic_id: int | None = None
    """Only where the answer is a single post."""


@dataclass(frozen=True, slots=True)
class Page:
    """What one file holds."""

    path: Path
    """The file."""
    answer: Answer
    """What it says about the topic."""
    entries: tuple[Entry, ...]
    """Its posts."""
    problems: tuple[Problem, ...]
    """Oddities of posts that cannot be read."""
    skipped: tuple[Skipped, ...]
    """The posts that cannot be read."""

    @property
    def topic(self) -> int | None:
        """The topic's id."""
        if self.answer.post_stream is not None and self.answer.id is not None:
            return self.answer.id
        return self.entries[0].topic_id if self.entries else None


def read_page(path: Path) -> Page:
    """A topic, a page of posts or a single post. Raises SourceError when the file is none of these."""
    answer = read_json(path, Answer)
    if answer.post_stream is None:
        if answer.topic_id is None:
            raise SourceError("holds no posts of a topic", path, hint="docs/readers.md says what to save")
        return Page(path, answer, (read_json(path, Entry),), (), ())
    entries = []
    problems = []
    skipped = []
    for number, item in enumerate(answer.post_stream.posts):
        place = f".post_stream.posts[{number}]"
        try:
            entries.append(_ENTRY.decode(item))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as cause:
            problems.append(Problem("unreadable-comment", f"{place} cannot be read: {cause}", path))
            skipped.append(Skipped(path, place, str(cause)))
    if not entries and answer.title is None:
        raise SourceError("holds no post that can be read", path, hint="docs/readers.md says what to save")
    return Page(path, answer, tuple(entries), tuple(problems), tuple(skipped))
