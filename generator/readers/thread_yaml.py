"""A thread written by hand in YAML: Moothall's own form, for debates that no export exists of.

    title: …
    platform: …                     # all but `comments` may be left out, here and below
    link: https://…                 # where it stood
    post: {author: name@home, published: 2024-05-01, url: https://…, body: …}
    comments:
      - id: a                       # else a short hash of author and words
        author: name@home           # or a name; `display` and `flags` beside it
        published: 2024-05-02       # any part of a date
        body: |
          Words in Markdown, or in what `markup` says.
        replies:
          - {author: …, body: …}    # nested, or flat, with the id of the comment answered:
      - {author: …, answers: a, body: …}

The file is called `thread.yaml` or `NAME.thread.yaml`, or is any YAML file with `comments:` at its top.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.errors import SourceError
from generator.identity import ShortIds, author_of
from generator.model import Author, Comment, Markup, Post, Problem, Thread, Timestamp
from generator.sourcefile import COMPRESSIONS, read_text
from generator.tree import reading_order
from generator.yamlfile import parse_yaml

NAME = "thread_yaml"

_NAME = re.compile(r"(?:.*\.)?thread\.ya?ml", re.IGNORECASE)
_ANY_YAML = re.compile(r".*\.ya?ml", re.IGNORECASE)
_COMMENTS = re.compile(rb"^comments:", re.MULTILINE)
_ID = re.compile(r"[\w.:-]{1,64}")

Flag = Literal["op", "moderator", "admin", "bot", "banned"]
HandState = Literal["shown", "deleted", "removed", "hidden"]


@dataclass(frozen=True, slots=True)
class HandWords:
    """What posts and comments have in common."""

    author: str | None = None
    """`name@home` or a name."""
    display: str | None = None
    """The name to show, where it is another."""
    flags: tuple[Flag, ...] = ()
    """Roles."""
    published: Timestamp | None = None
    """When it was written."""
    edited: Timestamp | None = None
    """When it was last changed."""
    score: int | None = None
    """Votes."""
    state: HandState = "shown"
    """Why the words are lacking, if they are."""
    body: str = ""
    """The words."""
    markup: Markup = "commonmark"
    """What they are written in."""
    link: str | None = None
    """Where it stood."""


@dataclass(frozen=True, slots=True)
class HandPost(HandWords):
    """The opening post as the file has it."""

    url: str | None = None
    """The article it links to."""


@dataclass(frozen=True, slots=True)
class HandComment(HandWords):
    """A comment as the file has it."""

    id: str | None = None
    """What `answers` and links to the comment call it."""
    replies: tuple[HandComment, ...] = ()
    """The comments that answer it."""
    answers: str | None = None
    """Id of the comment it answers, where it is not among that one's `replies`."""


@dataclass(frozen=True, slots=True)
class HandThread:
    """The whole file."""

    comments: tuple[HandComment, ...]
    """Those that answer the opening post, and those with `answers`."""
    title: str | None = None
    """The thread's title."""
    platform: str = "other"
    """What it stood on."""
    link: str | None = None
    """Where it stood."""
    post: HandPost | None = None
    """What opened it."""


def sniff(head: bytes, path: Path) -> bool:
    """Whether the name says so, or it is YAML with `comments:` at its top."""
    name = path.name
    for suffix in COMPRESSIONS:
        name = name.removesuffix(suffix)
    return bool(_NAME.fullmatch(name) or (_ANY_YAML.fullmatch(name) and _COMMENTS.search(head)))


def read(path: Path) -> Iterator[Thread]:
    """The one thread in the file. Raises SourceError for what is wrong in it."""
    hand = _parse(path)
    written = _written_down(hand.comments, path)
    comments, cut = reading_order(written)
    if cut:
        circle = ", ".join(_circle(written, cut[0]))
        raise SourceError(f"comments answer each other in a circle: {circle}", path, hint='correct one "answers"')
    post = _post(hand.post, path) if hand.post else None
    problems = tuple(_missing(written, comments, path))
    yield Thread(path, "", "", hand.platform, hand.title, post, comments, hand.link, problems=problems)


def _parse(path: Path) -> HandThread:
    hand, mistakes = parse_yaml(read_text(path), HandThread, SourceError, path)
    if hand is not None:
        return hand
    first, others = mistakes[0], len(mistakes) - 1
    if others:
        more = f"{others} more mistake{'s' if others > 1 else ''} in this file"
        first.hint = f"{first.hint}; {more}" if first.hint else more
    raise first


def _written_down(comments: Sequence[HandComment], path: Path) -> list[Comment]:
    """The comments in the order of the file, each with its parent and its id."""
    flat = _flatten(comments)
    ids = ShortIds(_own_ids((hand for hand, _ in flat), path))
    written: list[Comment] = []
    for hand, above in flat:
        if hand.answers is not None and above is not None:
            name = hand.id or hand.author
            raise SourceError(
                f'the comment "{name}" is a reply and has "answers" too', path, hint="keep one of the two"
            )
        parent = hand.answers if above is None else written[above].id
        author = _author(hand)
        id_ = hand.id or ids.give(author.handle if author else "", hand.body, parent)
        body = _body(hand, id_, path)
        when = (hand.published, hand.edited)
        written.append(Comment(id_, parent, 0, author, *when, hand.score, hand.state, body, hand.markup, hand.link))
    return written


def _flatten(comments: Sequence[HandComment]) -> list[tuple[HandComment, int | None]]:
    """Each comment with the place in this list of the one it is nested under."""
    flat: list[tuple[HandComment, int | None]] = []
    waiting: list[tuple[HandComment, int | None]] = [(hand, None) for hand in reversed(comments)]
    while waiting:
        hand, above = waiting.pop()
        place = len(flat)
        flat.append((hand, above))
        waiting += ((reply, place) for reply in reversed(hand.replies))
    return flat


def _own_ids(comments: Iterator[HandComment], path: Path) -> set[str]:
    ids: set[str] = set()
    for hand in comments:
        if hand.id is None:
            continue
        if not _ID.fullmatch(hand.id):
            raise SourceError(f'the id "{hand.id}" will not do', path, hint="up to 64 letters, digits, and _ . : -")
        if hand.id in ids:
            raise SourceError(f'two comments have the id "{hand.id}"', path, hint="give one of them another")
        ids.add(hand.id)
    return ids


def _author(hand: HandWords) -> Author | None:
    return author_of(hand.author, hand.flags, hand.display) if hand.author else None


def _body(hand: HandWords, name: str, path: Path) -> str:
    body = hand.body.strip("\n")
    if body and hand.state != "shown":
        hint = "leave out the body, or the state"
        raise SourceError(f'"{name}" is {hand.state}, and yet has a body', path, hint=hint)
    return body


def _circle(comments: Sequence[Comment], start: str) -> list[str]:
    parents = {comment.id: comment.parent for comment in comments}
    circle = [start]
    while (parent := parents[circle[-1]]) is not None and parent != start:
        circle.append(parent)
    return [*circle, start]


def _post(hand: HandPost, path: Path) -> Post:
    body = _body(hand, "the post", path)
    when = (hand.published, hand.edited)
    return Post(_author(hand), *when, hand.score, hand.state, body, hand.markup, hand.url, hand.link)


def _missing(written: Sequence[Comment], comments: Sequence[Comment], path: Path) -> Iterator[Problem]:
    answered_by = {comment.parent: comment.id for comment in reversed(written)}
    for comment in comments:
        if comment.state == "missing":
            message = f'the comment "{comment.id}", which "{answered_by[comment.id]}" answers, is not in the file'
            yield Problem("missing-parent", message, path)
