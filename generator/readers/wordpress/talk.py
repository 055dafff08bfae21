"""Turns one entry of the site, with its comments, into a thread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from generator.ancestors import ancestors
from generator.autop import autop
from generator.model import Author, Comment, Note, Post, Problem, Skipped, State, Thread, Timestamp
from generator.moments import parse_moment
from generator.readers.wordpress.entries import Entry, read_entries
from generator.readers.wordpress.shortcodes import without_shortcodes
from generator.readers.wordpress.site import Site
from generator.tree import reading_order
from generator.urls import host_of, slug
from generator.xmlfile import Element

_EMPHASIS = re.compile(r"</?(?:em|i|b|strong|span|sup|sub|code|br)\b[^<>]*>", re.IGNORECASE)
_BLOCKS = "<!-- wp:"
"""What the block editor writes is whole HTML; in that of the older one, blank lines mean something."""
_NEVER = "0000"
_UNDATED = datetime.max.replace(tzinfo=UTC)
_ALONE = "mention of a post without comments"


def to_thread(item: Element, site: Site, path: Path) -> Thread:
    """The thread about the entry `item`; where none of its comments is public there is no post in it either."""
    problems: list[Problem] = []
    entries = list(read_entries(item, path, problems))
    spoken = [entry.id for entry in entries if not entry.hidden and not entry.mention]
    placed = {*spoken, *ancestors(spoken, {entry.id: entry.parent for entry in entries})}
    comments = _comments([entry for entry in entries if entry.id in placed], item, site, path, problems)
    aside = [entry for entry in entries if entry.id not in placed]
    mentions = [entry for entry in aside if not entry.hidden] if comments else []
    id_ = item.text_of("wp:post_id")
    title = _EMPHASIS.sub("", unescape(item.text_of("title")))
    return Thread(
        source=path,
        key="-".join(slug(part) for part in (title, id_) if part) or slug(""),
        id=id_,
        platform="wordpress",
        title=title or None,
        post=_post(item, site, path, problems) if comments else None,
        comments=comments,
        link=item.text_of("link") or None,
        community=site.name or None,
        notes=tuple(sorted((_note(entry, path, problems) for entry in mentions), key=_age)),
        problems=tuple(problems),
        skipped=tuple(Skipped(path, entry.id, entry.hidden or _ALONE) for entry in aside if entry not in mentions),
    )


def _comments(
    entries: Sequence[Entry], item: Element, site: Site, path: Path, problems: list[Problem]
) -> tuple[Comment, ...]:
    comments = [_comment(entry, item, site, path, problems) for entry in entries]
    ordered, cut = reading_order(sorted(comments, key=_age))
    for id_ in cut:
        message = f"comment {id_} answers its own answers: it was taken as an answer to the post"
        problems.append(Problem("cycle", message, path, item.line))
    for comment in ordered:
        if comment.state == "missing":
            message = f"comment {comment.id}, which others answer, is not in the file"
            problems.append(Problem("missing-parent", message, path, item.line))
    return ordered


def _comment(entry: Entry, item: Element, site: Site, path: Path, problems: list[Problem]) -> Comment:
    link = item.text_of("link")
    wrote_post = entry.user in site.logins and site.logins[entry.user] == item.text_of("dc:creator")
    author = Author(entry.author, flags=("op",) if wrote_post else ()) if entry.author else None
    return Comment(
        id=entry.id,
        parent=entry.parent,
        depth=0,
        author=None if entry.hidden else author,
        published=_moment(entry.written, f"comment {entry.id}", path, entry.line, problems),
        edited=None,
        score=None,
        state=_tombstone(entry),
        body="" if entry.hidden else autop(without_shortcodes(entry.words)),
        markup="html",
        link=f"{link}#comment-{entry.id}" if link and not entry.made_up else None,
    )


def _tombstone(entry: Entry) -> State:
    if not entry.hidden:
        return "shown"
    return "hidden" if entry.hidden == "not approved" else "removed"


def _post(item: Element, site: Site, path: Path, problems: list[Problem]) -> Post:
    login = item.text_of("dc:creator")
    written = (item.text_of("wp:post_date_gmt"), item.text_of("wp:post_date"))
    body = without_shortcodes(item.text_of("content:encoded"))
    return Post(
        author=Author(site.names.get(login, login)) if login else None,
        published=_moment(written, "the post", path, item.line, problems),
        edited=None,
        score=None,
        state="shown",
        body=body if _BLOCKS in body else autop(body),
        markup="html",
        link=item.text_of("link") or None,
    )


def _note(entry: Entry, path: Path, problems: list[Problem]) -> Note:
    host = host_of(entry.address)
    published = _moment(entry.written, f"comment {entry.id}", path, entry.line, problems)
    title = entry.author or host or "another page"
    return Note(None, published, f"mentioned in “{title}”", entry.address if host else None)


def _moment(written: tuple[str, str], what: str, path: Path, line: int, problems: list[Problem]) -> Timestamp | None:
    """The moment in UTC; where the file has none, the day by the site's own clock."""
    universal, local = written
    try:
        if universal and not universal.startswith(_NEVER):
            return parse_moment(universal)
        return parse_moment(local[: len("2024-05-01")])
    except (ValueError, OverflowError):
        problems.append(
            Problem("bad-date", f"{what} has a date that is none: {(universal or local)[:60]!r}", path, line)
        )
        return None


def _age(one: Comment | Note) -> datetime:
    return one.published.at if isinstance(one.published, Timestamp) else _UNDATED
