"""One thread's mails put into the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.model import Author, Comment, Post, Problem, Skipped, Thread
from generator.readers.mail.identities import UNTITLED, ids_of, short
from generator.readers.mail.pieces import Node, Piece
from generator.readers.mail.words import Mail, read_mail
from generator.tree import reading_order


@dataclass(frozen=True, slots=True)
class _Placed:
    """A node and what was read of it."""

    id: str
    node: Node
    mail: Mail | None


def to_thread(piece: Piece) -> Thread:
    """The thread that a piece is."""
    nodes = piece.nodes
    ids = ids_of(node.message_id for node in nodes)
    mails = (read_mail(node.mail) if node.mail else None for node in nodes)
    placed = [_Placed(*one) for one in zip(ids, nodes, mails, strict=True)]
    first, start = next((one.node, one.mail) for one in placed if one.mail)
    return Thread(
        source=Path(piece.source),
        key=piece.key,
        id=short(nodes[0].message_id or first.message_id),
        platform="mail",
        title=start.subject.words or UNTITLED,
        post=_post(start) if nodes[0].mail else None,
        comments=_comments(placed),
        link=start.link,
        community=start.community,
        problems=tuple(_problems(placed, is_answer=piece.is_answer)),
        skipped=tuple(_skipped(placed)),
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


def _comments(placed: Sequence[_Placed]) -> tuple[Comment, ...]:
    opening = placed[0].mail
    start = next(one.mail for one in placed if one.mail)
    parents: dict[str, str | None] = {}
    subjects, depths = [start.subject.key], [0]
    comments = []
    for one in placed[1:]:
        above = one.node.parent
        parent = parents[one.id] = placed[above].id if above else None
        depths.append(depths[above] + 1)
        subject = None
        if one.mail and one.mail.subject.key not in ("", subjects[above]):
            subject = one.mail.subject
        subjects.append(subject.key if subject else subjects[above])
        if one.mail:
            told = subject.words if subject else None
            comments.append(_comment(one.id, parent, depths[-1], _author(one.mail, opening), one.mail, told))
    ordered, _ = reading_order(comments, parents)
    return ordered


def _author(mail: Mail, opening: Mail | None) -> Author | None:
    is_op = opening and mail.author and opening.author and mail.author.name == opening.author.name
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


def _problems(placed: Sequence[_Placed], *, is_answer: bool) -> Iterator[Problem]:
    absent: list[_Placed] = []
    for place, one in enumerate(placed):
        raw = one.node.mail
        if raw is None or one.mail is None:
            absent.append(one)
            continue
        told = [("missing-parent", _absence(above)) for above in absent]
        absent.clear()
        told += ((kind, f"mail {one.id} {what}") for kind, what in one.mail.oddities)
        if one.node.is_cut:
            told.append(("cycle", f"mail {one.id} answers itself, or an answer to it"))
        if is_answer and not place:
            told.append(("missing-parent", f"mail {one.id} answers one that is not in the file"))
        yield from (Problem(kind, message, Path(raw.path), raw.line) for kind, message in told)


def _absence(absent: _Placed) -> str:
    if not absent.node.message_id:
        return "these replies have one subject, but what they answer is not in the file"
    return f"mail {absent.id}, which others answer, is not in the file"


def _skipped(placed: Sequence[_Placed]) -> Iterator[Skipped]:
    for one in placed:
        for path in one.node.repeats:
            yield Skipped(Path(path), one.id, "the same Message-ID as a mail before")
