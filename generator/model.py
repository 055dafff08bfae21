"""What a reader makes of an export: threads of comments, frozen and flat.

Comments are one list in reading order with a depth, because people write threads that are thousands of levels deep and
nothing may recurse over what they wrote. Bodies stay as the source had them, tagged with the markup they are in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

Markup = Literal["text", "mail", "commonmark", "lemmy", "reddit", "gfm", "html"]
State = Literal["shown", "deleted", "removed", "hidden", "missing"]
Precision = Literal["year", "month", "day", "minute", "second"]
Unit = Literal["second", "minute", "hour", "day", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A moment as exactly as it is known."""

    at: datetime
    """Aware, in UTC; the parts finer than the precision mean nothing but an order."""
    precision: Precision = "second"
    """The finest part that is known."""
    approximate: bool = False
    """Whether it was reckoned from an age, and may be off by one of its finest part."""

    def iso(self) -> str:
        """ISO 8601, no finer than the precision: `2023`, `2023-07-30`, `2023-07-30T12:05Z`, `2023-07-30T12:05:09Z`."""
        length, zone = _ISO_LENGTHS[self.precision]
        return self.at.astimezone(UTC).isoformat()[:length] + zone


_ISO_LENGTHS: dict[Precision, tuple[int, str]] = {
    "year": (4, ""),
    "month": (7, ""),
    "day": (10, ""),
    "minute": (16, "Z"),
    "second": (19, "Z"),
}


@dataclass(frozen=True, slots=True)
class Age:
    """A moment told as "1 year ago": a place in time only once one knows when the source was saved."""

    count: int
    """How many units before the capture."""
    unit: Unit
    """The unit the source rounded to."""

    def words(self) -> str:
        """`1 year`, `2 months`."""
        return f"{self.count} {self.unit}" if self.count == 1 else f"{self.count} {self.unit}s"


When = Timestamp | Age
"""A date as a source gives it. After loading, an `Age` is left only where no capture date is known."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote something, as the source names them."""

    name: str
    """The account's name."""
    home: str | None = None
    """The host the account lives on, where the platform is federated."""
    display: str | None = None
    """The name to show, where it differs from the account's."""
    flags: tuple[str, ...] = ()
    """Roles shown beside the name: `op`, `moderator`, `admin`, `bot`, `banned`."""

    @property
    def handle(self) -> str:
        """`name@home`, or the name alone: the author's identity in the whole site."""
        return f"{self.name}@{self.home}" if self.home else self.name


@dataclass(frozen=True, slots=True)
class Quote:
    """A paragraph of a comment that repeats an ancestor's words."""

    paragraph: int
    """Its place among the paragraphs of the body, from 0."""
    of: str | None
    """Id of the comment quoted; None for the opening post."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment, or the tombstone of one."""

    id: str
    """Unique in its thread; the platform's own where it has one."""
    parent: str | None
    """Id of the comment answered; None when it answers the opening post."""
    depth: int
    """1 for an answer to the opening post."""
    author: Author | None
    """None when the source does not say."""
    published: When | None
    """When it was written."""
    edited: When | None
    """When it was last changed, if it was."""
    score: int | None
    """Votes for less votes against; None when not known."""
    state: State
    """`shown`, or why only a tombstone is left."""
    body: str
    """The words as the source had them."""
    markup: Markup
    """What the body is written in."""
    link: str | None = None
    """Where the comment stood on its platform."""
    quotes: tuple[Quote, ...] = ()
    """Paragraphs that repeat an ancestor's, where the source lost their marks."""
    subject: str | None = None
    """What it is about where the source says so: a changed subject, a file and line."""
    side: Literal["pro", "con"] | None = None
    """Where it stands towards what it answers, on platforms that ask for it."""
    refers: tuple[str, ...] = ()
    """Ids of other comments that it points at."""
    attachments: tuple[str, ...] = ()
    """Names of files that came with it and are not in the archive."""
    more: int = 0
    """Replies that the platform knew and the source lacks; -1 where it does not say how many."""


@dataclass(frozen=True, slots=True)
class Post:
    """The opening post of a thread."""

    author: Author | None
    """None when the source does not say."""
    published: When | None
    """When it was written."""
    edited: When | None
    """When it was last changed, if it was."""
    score: int | None
    """Votes for less votes against; None when not known."""
    state: State
    """`shown`, or why only a tombstone is left."""
    body: str
    """The words as the source had them; empty for a bare link."""
    markup: Markup
    """What the body is written in."""
    url: str | None = None
    """What the post links to: the article debated."""
    link: str | None = None
    """Where the post stood on its platform."""
    attachments: tuple[str, ...] = ()
    """Names of files that came with it and are not in the archive."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that happened in a thread and is no comment: closed, renamed, labelled, linked to."""

    author: Author | None
    """Who did it, where the source says so."""
    published: When | None
    """When it happened."""
    text: str
    """What happened, in a few plain words without the author: `closed this`."""
    link: str | None = None
    """Where it happened, if that is elsewhere."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An oddity inside a source: it was read all the same, and is counted in the report."""

    kind: str
    """A short stable name to count by: `bad-date`, `missing-parent`, …"""
    message: str
    """One sentence."""
    path: Path
    """The file it is in."""
    line: int | None = None
    """Counted from 1, where a line means something."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A comment that was read but is not published, and why."""

    source: Path
    """The file it is in."""
    id: str
    """The comment's id."""
    reason: str
    """One phrase."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A discussion as one source tells it."""

    source: Path
    """The file that holds its start, or a path that stands for several; its place gives the debate's address."""
    key: str
    """What to add to the address where a file may hold many threads; empty where the file is the thread."""
    id: str
    """The platform's own identity of the thread: files of one folder that tell the same one are merged."""
    platform: str
    """`lemmy`, `reddit`, …"""
    title: str | None
    """None when the source has none."""
    post: Post | None
    """None when the source lacks it."""
    comments: tuple[Comment, ...]
    """In reading order: each comment after its parent, depth first."""
    link: str | None = None
    """Where the thread stood on its platform."""
    declared: int | None = None
    """How many comments the platform said there are."""
    community: str | None = None
    """The group it was held in: a Lemmy community, a subreddit, a mailing list, a repository."""
    notes: tuple[Note, ...] = ()
    """What happened in it besides comments, in the order of time."""
    more: int = 0
    """Answers to the opening post that the platform knew and the source lacks; -1 where it does not say how many."""
    problems: tuple[Problem, ...] = ()
    """Oddities met while reading."""
    skipped: tuple[Skipped, ...] = ()
    """What was read but cannot be used."""
