"""What is known of one thread while its parts are read, in whatever order and from however many files they come.

GitHub numbers comments, reviews and comments on lines in three rows, so until a thread is put together an id is a kind
and a number: `review 519`. Where a source gives none it is a kind and a short hash.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.identity import ShortIds
from generator.model import Author, Comment, Note, Post
from generator.readers.github.account import Account

_SAFE = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


@dataclass(frozen=True, slots=True)
class Start:
    """What is told of the thread itself; None where it is not."""

    title: str | None = None
    """Its title."""
    post: Post | None = None
    """What it begins with."""
    link: str | None = None
    """Its page."""
    comments: int | None = None
    """How many comments GitHub counts: of an issue or pull without those on lines, of a discussion without replies."""
    lines: int | None = None
    """How many comments on lines it counts."""
    unended: bool | None = None
    """Whether there are more comments than those here, where nobody counts them."""
    notes: tuple[Note, ...] = ()
    """What it has come to: closed, merged, labels."""

    def updated(self, later: Start) -> Start:
        """Both together; where both tell something, the later one counts."""
        post = later.post or self.post
        if post and post.score is None and self.post:
            post = replace(post, score=self.post.score)
        return Start(
            title=later.title or self.title,
            post=post,
            link=later.link or self.link,
            comments=self.comments if later.comments is None else later.comments,
            lines=self.lines if later.lines is None else later.lines,
            unended=self.unended if later.unended is None else later.unended,
            notes=(*self.notes, *(note for note in later.notes if note not in self.notes)),
        )


@dataclass(slots=True)
class Talk:
    """A thread in the making."""

    path: Path
    """The file that holds its start, or else the first that tells of it."""
    account: Account = field(default_factory=Account)
    """Oddities."""
    start: Start | None = None
    """The thread itself."""
    comments: dict[str, Comment] = field(default_factory=dict)
    """By kind and number; their depths mean nothing yet."""
    notes: dict[str, Note] = field(default_factory=dict)
    """What happened, by what tells one happening from another."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Kind and number of a comment by its kind and another of its ids."""
    expected: dict[str, int] = field(default_factory=dict)
    """How many replies GitHub counts to a comment; -1 for more than are here."""
    _origins: dict[str, Path] = field(default_factory=dict)
    """The file that each comment was last told by."""
    _ids: dict[Path, ShortIds] = field(default_factory=dict)
    """By file, so that each capture of a comment gets the same id."""

    def begin(self, start: Start, path: Path) -> None:
        """Takes in what is told of the thread itself; of several files the one with the shortest name stands for it."""
        if self.start is None or len(path.name) < len(self.path.name):
            self.path = path
        self.start = self.start.updated(start) if self.start else start

    def say(self, comment: Comment, path: Path) -> None:
        """Takes in a comment, in the place of an earlier capture of it."""
        earlier = self.comments.get(comment.id)
        if earlier and self._origins[comment.id] != path:
            self.account.skip(comment.id.partition(" ")[2], f"told again by {path.name}", self._origins[comment.id])
        elif earlier and earlier != replace(comment, parent=earlier.parent, subject=earlier.subject):
            self.account.report("duplicate", f"{comment.id} occurs more than once: its last capture was kept", path)
        self.comments[comment.id] = comment
        self._origins[comment.id] = path

    def short_id(self, kind: str, author: Author | None, date: str | None, body: str, path: Path) -> str:
        """An id for a comment without one: of its author, date and words, so that every capture gives the same."""
        handle = f"{author.handle if author else ''} {date or ''}"
        return f"{kind} {self._ids.setdefault(path, ShortIds()).give(handle, body, None)}"


def known_id(kind: str, told: str | int | None) -> str | None:
    """Kind and id, where the source tells one that can be part of an address."""
    text = str(told if told is not None else "").rstrip("=")
    return f"{kind} {text}" if _SAFE.fullmatch(text) else None
