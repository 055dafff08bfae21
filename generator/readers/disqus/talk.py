"""Turns what an export holds about one page into a thread."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.ancestors import ancestors
from generator.autop import autop
from generator.identity import ShortIds
from generator.model import Author, Comment, Post, Problem, Skipped, State, Thread, Timestamp
from generator.moments import parse_moment
from generator.readers.disqus.entries import Discussion, Entry, author_of
from generator.readers.disqus.pages import Page
from generator.tree import reading_order
from generator.urls import host_of, slug

_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
_UNSAFE = re.compile(r"[^A-Za-z0-9_.:-]+")
_SHAPED = re.compile(r"<(?:p|br)\b", re.IGNORECASE)
_DELETED, _SPAM, _CLOSED = "deleted", "spam", "in a discussion that was deleted"
_COPY = "copy of a comment at another address of the page"
_TOMBSTONES: dict[str, State] = {_DELETED: "deleted", _SPAM: "removed", _CLOSED: "removed"}
"""What is left of an entry that is answered, by the reason why it is not shown."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """An entry that may become a comment."""

    entry: Entry
    """The entry, in the best of its copies."""
    id: str
    """The comment's id."""
    hidden: str
    """Why it is not shown; empty if it is."""


def to_thread(page: Page, told: Sequence[tuple[Entry, bytes]], path: Path) -> Thread:
    """The thread about the page; `told` are the entries of its discussions, each with the mark its copies share.

    Where none of them can be shown there is no post in it, and no comment.
    """
    problems: list[Problem] = []
    page = sorted(page, key=_standing, reverse=True)
    main = page[0]
    best = _best_copies(told, page)
    kept = _with_ids(sorted(best.values(), key=lambda one: one[0].created), path, problems)
    parents = _parents(kept, told, best)
    answered = ancestors((one.id for one in kept if not one.hidden), parents)
    placed = [one for one in kept if not one.hidden or one.id in answered]
    links = {one.id: one.link for one in page}
    comments = _in_order(
        [_comment(one, parents[one.id], main.author, links, path, problems) for one in placed], path, problems
    )
    left = [Skipped(path, one.id, one.hidden) for one in kept if one.hidden and one.id not in answered]
    chosen = {id(entry) for entry, _ in best.values()}
    left += (Skipped(path, entry.id or f"line {entry.line}", _COPY) for entry, _ in told if id(entry) not in chosen)
    return Thread(
        source=path,
        key=f"{slug(main.title)}-{slug(main.id)}",
        id=main.id,
        platform="disqus",
        title=main.title or None,
        post=_post(page, path, problems) if comments else None,
        comments=comments,
        link=main.link or None,
        community=main.forum or None,
        problems=tuple(problems),
        skipped=tuple(left),
    )


def _standing(one: Discussion) -> tuple[bool, bool, int, str]:
    """How well a discussion tells where its page is now: the last address it moved to has the highest number.

    Disqus gives discussions without a page one on its own site.
    """
    return (not one.deleted, host_of(one.link) not in ("", "disqus.com"), len(one.id), one.id)


def _best_copies(told: Sequence[tuple[Entry, bytes]], page: Page) -> dict[bytes, tuple[Entry, str]]:
    """Of all copies one that is shown if there is one, and of these the one in the best discussion."""
    places = {one.id: place for place, one in enumerate(page)}
    closed = {one.id for one in page if one.deleted}
    best: dict[bytes, tuple[Entry, str]] = {}
    ranks: dict[bytes, tuple[bool, int]] = {}
    for entry, mark in told:
        hidden = _CLOSED if entry.discussion in closed else _SPAM if entry.spam else _DELETED if entry.deleted else ""
        rank = (hidden != "", places[entry.discussion])
        if mark not in ranks or rank < ranks[mark]:
            best[mark], ranks[mark] = (entry, hidden), rank
    return best


def _with_ids(entries: Sequence[tuple[Entry, str]], path: Path, problems: list[Problem]) -> list[_Kept]:
    own = [entry.id for entry, _ in entries]
    short = ShortIds(set(own))
    given: set[str] = set()
    kept = []
    for entry, hidden in entries:
        id_ = entry.id
        if id_ in given or not _ID.fullmatch(id_):
            id_ = short.give(entry.account or entry.name, entry.message, entry.parent)
            what = "occurs twice" if entry.id in given else "cannot be used"
            message = f"the id {entry.id[:60]!r} {what}: {id_} was taken instead"
            problems.append(Problem("bad-id", message, path, entry.line))
        given.add(id_)
        kept.append(_Kept(entry, id_, hidden))
    return kept


def _parents(
    kept: Sequence[_Kept], told: Sequence[tuple[Entry, bytes]], best: Mapping[bytes, tuple[Entry, str]]
) -> dict[str, str | None]:
    """What each comment answers, by id: where that is a copy, the one that was kept."""
    ids = {id(one.entry): one.id for one in kept}
    known: dict[str, str] = {}
    for entry, mark in told:
        known.setdefault(entry.id, ids[id(best[mark][0])])
    return {
        one.id: known.get(one.entry.parent) or _UNSAFE.sub("-", one.entry.parent) if one.entry.parent else None
        for one in kept
    }


def _comment(
    one: _Kept,
    parent: str | None,
    op: Author | None,
    links: Mapping[str, str],
    path: Path,
    problems: list[Problem],
) -> Comment:
    entry = one.entry
    author = author_of(entry.account, entry.name)
    if author and op and entry.account == op.name:
        author = replace(author, flags=("op",))
    link = links.get(entry.discussion)
    return Comment(
        id=one.id,
        parent=parent,
        depth=0,
        author=None if one.hidden else author,
        published=_moment(entry.created, f"comment {one.id}", path, entry.line, problems),
        edited=None,
        score=None,
        state=_TOMBSTONES[one.hidden] if one.hidden else "shown",
        body="" if one.hidden else _body(entry.message),
        markup="html",
        link=f"{link}#comment-{entry.id}" if link and one.id == entry.id else None,
    )


def _in_order(comments: Sequence[Comment], path: Path, problems: list[Problem]) -> tuple[Comment, ...]:
    ordered, cut = reading_order(comments)
    for id_ in cut:
        message = f"comment {id_} answers its own answers: it was taken as an answer to the page"
        problems.append(Problem("cycle", message, path))
    for comment in ordered:
        if comment.state == "missing":
            message = f"comment {comment.id}, which others answer, is not in the file"
            problems.append(Problem("missing-parent", message, path))
    return ordered


def _post(page: Page, path: Path, problems: list[Problem]) -> Post | None:
    """The page under debate: its address, and when it was first seen."""
    main = page[0]
    if main.absent:
        problems.append(
            Problem("missing-post", f"discussion {main.id}, which comments belong to, is not in the file", path)
        )
        return None
    created = min((one.created for one in page if one.created), default="")
    return Post(
        author=main.author,
        published=_moment(created, f"discussion {main.id}", path, None, problems),
        edited=None,
        score=None,
        state="shown",
        body=_body(main.message),
        markup="html",
        url=main.link or None,
    )


def _body(message: str) -> str:
    """The HTML; in old exports the words are bare, and line breaks are all they have."""
    return message if _SHAPED.search(message) else autop(message)


def _moment(text: str, what: str, path: Path, line: int | None, problems: list[Problem]) -> Timestamp | None:
    try:
        return parse_moment(text)
    except (ValueError, OverflowError):
        problems.append(Problem("bad-date", f"{what} has a date that is none: {text[:60]!r}", path, line))
        return None
