"""Puts what is known of a thread together: everything in its place, its ids made final, and what is lacking told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from generator.model import Comment, Note, Thread, Timestamp
from generator.readers.github.addresses import page_of
from generator.readers.github.talk import Start, Talk
from generator.tree import reading_order

_UNDATED = datetime.max.replace(tzinfo=UTC)
_KINDS = ("comment", "review", "line", "commit")
_ONCE = ("closed", "merged", "locked")
"""First words of what a thread has come to, which the timeline may tell in other words."""


def to_thread(talk: Talk, key: str, id_: str, repo: str | None) -> Thread:
    """The thread that the talk is."""
    start = talk.start or Start()
    comments, verdicts = _without_verdicts([_with_parent(one, talk) for one in talk.comments.values()])
    more = _gap(start, comments, talk)
    ordered = _finished(_ordered(comments, talk), talk)
    first = next((page_of(comment.link) for comment in ordered if comment.link), None)
    return Thread(
        source=talk.path,
        key=key,
        id=id_,
        platform="github",
        title=start.title or None,
        post=start.post,
        comments=ordered,
        link=start.link or first,
        declared=_declared(start, talk),
        community=repo,
        notes=tuple(sorted([*_happened(start, talk), *verdicts], key=_age)),
        more=more,
        problems=tuple(talk.account.problems),
        skipped=tuple(talk.account.skipped),
    )


def _with_parent(comment: Comment, talk: Talk) -> Comment:
    """The comment, what it answers called by the id that it has here."""
    parent = talk.aliases.get(comment.parent or "", comment.parent)
    return comment if parent == comment.parent else replace(comment, parent=parent)


def _without_verdicts(comments: Iterable[Comment]) -> tuple[list[Comment], list[Note]]:
    """The comments, less the reviews that neither say anything nor hold comments: these only happened."""
    comments = list(comments)
    answered = {comment.parent for comment in comments}
    kept, verdicts = [], []
    for one in comments:
        if one.id.startswith("review ") and one.id not in answered and not one.body.strip() and one.state == "shown":
            verdicts.append(Note(one.author, one.published, one.subject or "", one.link))
        else:
            kept.append(one)
    return kept, verdicts


def _gap(start: Start, comments: Iterable[Comment], talk: Talk) -> int:
    """How many comments GitHub counts and the files lack, replies to comments apart; -1 for an unknown number."""
    held = Counter(one.id.partition(" ")[0] for one in comments if one.parent is None or one.id.startswith("line "))
    lacking = max(0, (start.comments or 0) - held["comment"]) + max(0, (start.lines or 0) - held["line"])
    if lacking:
        noun = "comment" if lacking == 1 else "comments"
        talk.account.report("missing-replies", f"GitHub counts {lacking} more {noun} than there are here", talk.path)
    elif start.unended and start.comments is None:
        talk.account.report("missing-replies", "the list of comments goes on in GitHub's next answer", talk.path)
        return -1
    return lacking


def _ordered(comments: Iterable[Comment], talk: Talk) -> tuple[Comment, ...]:
    """In reading order, answers to the same one by age; `id` and `parent` are still a kind and a number."""
    ordered, cut = reading_order(sorted(comments, key=_age))
    for id_ in cut:
        talk.account.report("cycle", f"{id_} answers its own answers: it was taken as an answer to the post", talk.path)
    for comment in ordered:
        if comment.state == "missing":
            message = f"{comment.id}, which others answer, is not in the file"
            talk.account.report("missing-parent", message, talk.path)
    return ordered


def _finished(comments: Sequence[Comment], talk: Talk) -> tuple[Comment, ...]:
    """The comments with numbers for ids, marked with the kind where another has the number too, and their gaps."""
    names: dict[str | None, str | None] = {None: None}
    taken: set[str] = set()
    for one in sorted(comments, key=_claim):
        kind, _, number = one.id.partition(" ")
        name = number if number not in taken else f"{number}-{kind}"
        while name in taken:
            name += "-2"
        names[one.id] = name
        taken.add(name)
    held = Counter(one.parent for one in comments) if talk.expected else Counter()
    return tuple(
        replace(
            one,
            id=names[one.id] or "",
            parent=names[one.parent],
            more=_lacking(talk.expected.get(one.id, 0), held[one.id]),
        )
        for one in comments
    )


def _claim(comment: Comment) -> tuple[bool, int]:
    """Who gets a number that several have."""
    return comment.state == "missing", _KINDS.index(comment.id.partition(" ")[0])


def _lacking(expected: int, held: int) -> int:
    return -1 if expected < 0 else max(0, expected - held)


def _declared(start: Start, talk: Talk) -> int | None:
    if start.comments is None:
        return None
    return start.comments + (start.lines or 0) + sum(count for count in talk.expected.values() if count > 0)


def _happened(start: Start, talk: Talk) -> list[Note]:
    """What the timeline tells, and of what the thread has come to that which the timeline does not tell."""
    events = list(talk.notes.values())
    known = {_sort(note) for note in events}
    return [*(note for note in start.notes if _sort(note) not in known), *events]


def _sort(note: Note) -> str:
    first = note.text.partition(" ")[0]
    return first if first in _ONCE else note.text.casefold()


def _age(one: Comment | Note) -> datetime:
    return one.published.at if isinstance(one.published, Timestamp) else _UNDATED
