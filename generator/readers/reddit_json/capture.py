"""What one file tells of one thread, as it was when the file was saved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from generator.readers.reddit_json.shapes import CommentData, PostData, StubData
from generator.readers.reddit_json.things import Thing
from generator.readers.reddit_json.words import has_entities

_PARENT = re.compile(r"t([13])_([0-9A-Za-z]{1,16})")


@dataclass(slots=True)
class Capture:
    """Posts, comments and stubs of one thread in one file."""

    path: Path
    """The file."""
    post: PostData | None = None
    """The post, if the file holds it."""
    comments: dict[str, CommentData] = field(default_factory=dict)
    """By id, in the order of the file."""
    stubs: list[StubData] = field(default_factory=list)
    """What it says was left out."""
    repeated: list[str] = field(default_factory=list)
    """Ids of comments that the file holds more than once, for each time that was not the last."""

    entities: bool = False
    """Whether its words are written with entities."""

    whole: bool = False
    """Whether it is of the whole thread, not of one comment and its answers, or of what a stub left out."""


def captures_in(path: Path, things: Iterable[Thing]) -> dict[str, Capture]:
    """What a file holds, by the full name of the post; a stub belongs to the thread that was told of before it."""
    captures: dict[str, Capture] = {}
    last: Capture | None = None
    early: list[StubData] = []
    for thing in things:
        if isinstance(thing, StubData):
            named = thing.parent_id if thing.parent_id.startswith("t3_") else None
            owner = captures.setdefault(named, Capture(path)) if named else last
            (owner.stubs if owner else early).append(thing)
            continue
        last = captures.setdefault(f"t3_{thing.id}" if isinstance(thing, PostData) else thing.link_id, Capture(path))
        if isinstance(thing, PostData):
            last.post = thing
        else:
            if thing.id in last.comments:
                last.repeated.append(thing.id)
            last.comments[thing.id] = thing
    for capture in captures.values():
        capture.stubs += early
        early = []
        _judge(capture)
    return captures


def _judge(capture: Capture) -> None:
    capture.entities = has_entities((*([capture.post] if capture.post else ()), *capture.comments.values()))
    parents = {parent_of(comment) for comment in capture.comments.values()} - {None}
    capture.whole = capture.post is not None and parents <= capture.comments.keys()


def parent_of(entry: CommentData | StubData) -> str | None:
    """Id of the comment answered; None for the post."""
    found = _PARENT.fullmatch(entry.parent_id or "")
    return found[2] if found and found[1] == "1" else None


def says_parent(entry: CommentData) -> bool:
    """Whether it says what it answers in a form that is known."""
    return bool(_PARENT.fullmatch(entry.parent_id or ""))
