"""One thread's mails put into the model."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.model import Author, Comment, Post, Problem, Skipped, Thread
from generator.readers.mail.forest import NONE
from generator.readers.mail.listing import Listing
from generator.readers.mail.mailfiles import MailFiles
from generator.readers.mail.words import Mail, read_mail
from generator.tree import reading_order
from generator.urls import slug

UNTITLED = "(no subject)"
"""What mail programs show for an empty subject."""

_SLUG = 60
_HOST = re.compile(r"(?<=\w)@[\w.-]+")
"""No part of an address on the web, which no setting could mask."""


@dataclass(slots=True)
class Archive:
    """All that is read together."""

    files: MailFiles
    """Where the mails are."""
    listing: Listing
    """What the first reading found."""
    sources: tuple[Path, ...]
    """For each file the path that stands for it."""
    singles: frozenset[int]
    """Files that are one mail each, and no mboxes."""
    is_keyed: bool
    """Whether there may be more than one thread."""
    keys: set[str] = field(default_factory=set)
    """What was added to the addresses of the threads that were made."""


@dataclass(frozen=True, slots=True)
class _Family:
    nodes: Sequence[int]
    """In reading order; the first is the root."""
    ids: dict[int, str]
    mails: dict[int, Mail]
    """Those that are not absent."""
    archive: Archive

    @property
    def root(self) -> int:
        return self.nodes[0]

    def parent(self, node: int) -> int:
        return self.archive.listing.forest.parents[node]

    def place(self, row: int) -> tuple[Path, int]:
        """The file and line where a mail begins."""
        listing = self.archive.listing
        return self.archive.files.paths[listing.files[row]], listing.lines[row]


def to_thread(nodes: Sequence[int], archive: Archive) -> Thread:
    """The thread that these nodes are, given in reading order from its root on. Raises SourceError."""
    listing = archive.listing
    forest = listing.forest
    family = _Family(nodes, _ids_of(nodes, archive), {}, archive)
    for node in nodes:
        row = forest.mails[node]
        if row != NONE:
            is_single = listing.files[row] in archive.singles
            family.mails[node] = read_mail(row, listing, archive.files, is_single=is_single)
    first, start = next(iter(family.mails.items()))
    title = start.subject.words or UNTITLED
    identity = forest.ids[family.root] or forest.ids[first]
    return Thread(
        source=archive.sources[listing.files[forest.mails[first]]],
        key=_key(title, identity, archive),
        id=_short(identity, 10),
        platform="mail",
        title=title,
        post=_post(start) if family.root == first else None,
        comments=_comments(family),
        link=start.link,
        community=start.community,
        problems=tuple(_problems(family)),
        skipped=tuple(_skipped(family)),
    )


def _post(mail: Mail) -> Post:
    content = mail.content
    return Post(
        mail.author,
        mail.published,
        None,
        None,
        "shown",
        content.text,
        content.markup,
        link=mail.link,
        attachments=content.attachments,
    )


def _comments(family: _Family) -> tuple[Comment, ...]:
    opening = family.mails.get(family.root)
    start = next(iter(family.mails.values()))
    parents: dict[str, str | None] = {}
    subjects, depths = {family.root: start.subject.key}, {family.root: 0}
    comments = []
    for node in family.nodes[1:]:
        above = family.parent(node)
        parents[family.ids[node]] = None if above == family.root else family.ids[above]
        depths[node] = depths[above] + 1
        subjects[node] = subjects[above]
        mail = family.mails.get(node)
        if mail is not None:
            subjects[node] = mail.subject.key or subjects[above]
            subject = mail.subject.words if subjects[node] != subjects[above] else None
            author = _author(mail, opening)
            comments.append(_comment(family.ids[node], parents[family.ids[node]], depths[node], author, mail, subject))
    ordered, _ = reading_order(comments, parents)
    return ordered


def _author(mail: Mail, opening: Mail | None) -> Author | None:
    is_op = opening is not None and mail.author is not None and mail.author == opening.author
    return Author(mail.author.name, flags=("op",)) if mail.author and is_op else mail.author


def _comment(
    id_: str, parent: str | None, depth: int, author: Author | None, mail: Mail, subject: str | None
) -> Comment:
    content = mail.content
    return Comment(
        id_,
        parent,
        depth,
        author,
        mail.published,
        None,
        None,
        "shown",
        content.text,
        content.markup,
        link=mail.link,
        subject=subject,
        attachments=content.attachments,
    )


def _problems(family: _Family) -> Iterator[Problem]:
    forest = family.archive.listing.forest
    absent: list[int] = []
    for node in family.nodes:
        mail = family.mails.get(node)
        if mail is None:
            absent.append(node)
            continue
        path, line = family.place(forest.mails[node])
        for above in absent:
            message = f"mail {family.ids[above]}, which others answer, is not in the file"
            yield Problem("missing-parent", message if forest.ids[above] else _NO_OPENER, path, line)
        absent.clear()
        yield from (Problem(kind, f"mail {family.ids[node]} {what}", path, line) for kind, what in mail.oddities)
        if node in forest.cut:
            yield Problem("cycle", f"mail {family.ids[node]} answers itself, or an answer to it", path, line)
        if node == family.root and family.parent(node) != NONE:
            message = f"mail {family.ids[node]} answers one that is not in the file"
            yield Problem("missing-parent", message, path, line)


_NO_OPENER = "these replies have one subject, but what they answer is not in the file"


def _skipped(family: _Family) -> Iterator[Skipped]:
    repeated = family.archive.listing.repeated
    for node in family.nodes:
        for row in repeated.get(node, ()):
            yield Skipped(family.place(row)[0], family.ids[node], "the same Message-ID as a mail before")


def _ids_of(nodes: Sequence[int], archive: Archive) -> dict[int, str]:
    """A short hash of the Message-ID for each node; a longer one where two would be the same."""
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for node in nodes:
        message_id = archive.listing.forest.ids[node]
        ids[node] = next(short for length in _ID_LENGTHS if (short := _short(message_id, length)) not in taken)
        taken.add(ids[node])
    return ids


_ID_LENGTHS = (10, 64)


def _key(title: str, message_id: bytes, archive: Archive) -> str:
    """A readable name for the thread that no other one has, and that stays when mails are added."""
    if not archive.is_keyed:
        return ""
    name = slug(_HOST.sub("", title))[:_SLUG].rstrip("-")
    keys = (f"{name}-{_short(message_id, length)}" for length in (6, 64))
    key = next(key for key in keys if key not in archive.keys)
    archive.keys.add(key)
    return key


def _short(message_id: bytes, length: int) -> str:
    return hashlib.sha256(message_id).hexdigest()[:length]
