"""Topics of Discourse, of which forum-dl keeps all that the API says: they are read as an export of Discourse is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec

from generator.discoursepost.captures import Capture
from generator.discoursepost.shapes import Entry
from generator.discoursepost.site import base_of
from generator.discoursepost.telling import tell
from generator.model import Problem, Skipped, Thread
from generator.readers.forum_dl.gathering import Gathered
from generator.readers.forum_dl.posts import to_thread

_ENTRY = msgspec.json.Decoder(Entry)


class Stream(msgspec.Struct, frozen=True):
    """The ids of all posts of a topic."""

    stream: list[int] | None = None


class About(msgspec.Struct, frozen=True):
    """What the API says of a topic."""

    posts_count: int | None = None
    """Small actions included."""
    featured_link: str | None = None
    post_stream: Stream | None = None


_ABOUT = msgspec.json.Decoder(About | None)


def to_topic(gathered: Gathered, path: Path, key: str) -> Thread:
    """The topic that was gathered from the file at `path`; as posts of any forum where nothing of the API is there."""
    captures = []
    problems = list(gathered.problems)
    skipped = list(gathered.skipped)
    for number, item in gathered.posts:
        try:
            captures.append(Capture(_ENTRY.decode(item.data), path))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as cause:
            problems.append(Problem("unreadable-comment", f"what the API said cannot be read: {cause}", path, number))
            skipped.append(Skipped(path, f"line {number}", str(cause)))
    if not captures:
        return to_thread(gathered, path, key)
    entries = [capture.entry for capture in captures]
    topic = next((entry.topic_id for entry in entries if entry.topic_id is not None), None)
    links = (item.url for _, item in gathered.posts)
    told = tell(captures, topic, next(filter(None, map(base_of, links)), None))
    about = _about(gathered)
    thread = to_thread(replace(gathered, posts=[]), path, key)
    listed = set(about.post_stream.stream or () if about.post_stream else ())
    return replace(
        thread,
        post=replace(told.post, url=about.featured_link or None) if told.post else None,
        comments=told.comments,
        declared=None if about.posts_count is None else max(about.posts_count - 1 - len(told.notes), 0),
        notes=told.notes,
        more=max(len(listed.difference(entry.id for entry in entries)) - len(gathered.posts) + len(entries), 0),
        problems=(*problems, *told.problems),
        skipped=(*skipped, *told.skipped),
    )


def _about(gathered: Gathered) -> About:
    try:
        return (_ABOUT.decode(gathered.thread.data) if gathered.thread else None) or About()
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return About()
