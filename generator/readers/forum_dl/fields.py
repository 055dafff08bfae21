"""The fields of one post: author, date, words, and what only the site's API tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path

import msgspec

from generator.model import Author, Markup, Problem, State, Timestamp
from generator.moments import parse_moment
from generator.readers.forum_dl.shapes import Item

_TAG = re.compile(r"<[^<>]*>")


class HackerNewsItem(msgspec.Struct, frozen=True):
    """An item as the API of Hacker News gives it."""

    url: str | None = None
    score: int | None = None
    descendants: int | None = None
    deleted: bool | None = None
    dead: bool | None = None


_HACKER_NEWS = msgspec.json.Decoder(HackerNewsItem | None)


@dataclass(frozen=True, slots=True)
class Extras:
    """What is told besides author, date and words."""

    state: State = "shown"
    """Whether it still stands."""
    score: int | None = None
    """Votes, where they are told."""
    url: str | None = None
    """The page it is about."""
    answers: int | None = None
    """How many comments there were, where it is told."""


def extras_of(item: Item, extractor: str) -> Extras:
    """What the site's API says; forums that have none are read from their pages, which forum-dl keeps little of."""
    if extractor != "hackernews":
        return Extras()
    try:
        told = _HACKER_NEWS.decode(item.data) or HackerNewsItem()
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Extras()
    state: State = "deleted" if told.deleted else "hidden" if told.dead else "shown"
    return Extras(state, told.score, told.url or None, told.descendants)


def author_of(item: Item) -> Author | None:
    """Who wrote it, if that is told."""
    name = " ".join((item.author or "").split())
    return Author(name) if name else None


def moment_of(item: Item, line: int, path: Path, problems: list[Problem]) -> Timestamp | None:
    """When it was written; in UTC where no zone is told."""
    text = (item.creation_time or "").strip()
    if not text:
        return None
    try:
        return parse_moment(text)
    except (ValueError, OverflowError):
        pass
    try:
        return parse_moment(parsedate_to_datetime(text).isoformat())
    except (ValueError, OverflowError):
        problems.append(Problem("bad-date", f"a date that is none: {text[:60]!r}", path, line))
        return None


def words_of(item: Item, extractor: str) -> tuple[str, Markup]:
    """The words and their markup: of Pipermail a mail within its page, of XenForo bare text, else HTML."""
    content = item.content or ""
    if extractor == "pipermail":
        return unescape(_TAG.sub("", content)).strip("\n"), "mail"
    return content, "text" if extractor == "xenforo" else "html"
