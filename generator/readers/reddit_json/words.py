"""Small facts about posts and comments: their words without entities, their states, authors and moments.

Reddit writes `&`, `<` and `>` in titles and Markdown as `&amp;`, `&lt;` and `&gt;`, and nothing else, unless it was
asked with `raw_json=1`. The HTML beside the Markdown begins with `&lt;` or `<`, and so tells which of the two it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from generator.model import Author, State, Timestamp
from generator.readers.reddit_json.shapes import CommentData, Entry, PostData

DELETED = "[deleted]"
"""Stands for the name of who deleted the account or the words, and for the words."""
SITE = "https://www.reddit.com"
"""What permalinks are relative to."""

_BARE = re.compile(r"[<>]|&(?!amp;|lt;|gt;)")
_NO_NAMES = (None, "", DELETED, "[removed]", "[unavailable]")
_PATH = re.compile(r"/(?:r|u|user|comments)/\S+")
_TOMBSTONES: dict[str, State] = {"[removed]": "removed", "[unavailable]": "hidden"}
_BY_REDDIT = re.compile(r"\[ removed by reddit\b.*\]", re.IGNORECASE)
_BY_AUTHOR = ("deleted", "author")


def has_entities(entries: Iterable[PostData | CommentData]) -> bool:
    """Whether the words of one answer were written with entities."""
    words = []
    for entry in entries:
        html = entry.selftext_html if isinstance(entry, PostData) else entry.body_html
        if html:
            return html.lstrip().startswith("&lt;")
        words += [entry.title, entry.selftext] if isinstance(entry, PostData) else [entry.body]
    return not any(_BARE.search(text) for text in words if text)


def plain(text: str | None, entities: bool) -> str:
    """The words as they were typed."""
    if not text or not entities:
        return text or ""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def state_of(entry: PostData | CommentData) -> State:
    """`removed` also where only moderators still see the words."""
    words = (entry.selftext if isinstance(entry, PostData) else entry.body) or ""
    if isinstance(entry, PostData) and entry.removed_by_category:
        return "deleted" if entry.removed_by_category in _BY_AUTHOR else "removed"
    if entry.banned_by or entry.removed or _BY_REDDIT.fullmatch(words.strip()):
        return "removed"
    if words.strip() == DELETED and entry.author in _NO_NAMES:
        return "deleted"
    return _TOMBSTONES.get(words.strip(), "shown")


def author_of(entry: PostData | CommentData, opener: str | None) -> Author | None:
    """Who wrote it; `opener` wrote the post. None where the account is gone."""
    if entry.author is None or entry.author in _NO_NAMES:
        return None
    flags = [entry.distinguished] if entry.distinguished else []
    if isinstance(entry, CommentData) and (entry.is_submitter or entry.author == opener):
        flags.insert(0, "op")
    return Author(entry.author, flags=(*flags, "stickied") if entry.stickied else tuple(flags))


def moment(seconds: float | bool | None) -> Timestamp | None:
    """Seconds since 1970 as a moment. Raises ValueError where there was no such moment."""
    if seconds is None or isinstance(seconds, bool):
        return None
    try:
        return Timestamp(datetime.fromtimestamp(int(seconds), UTC))
    except (OverflowError, OSError) as cause:
        raise ValueError(seconds) from cause


def address(permalink: str | None) -> str | None:
    """The full address of something on Reddit."""
    return SITE + permalink if permalink and _PATH.fullmatch(permalink) else None


def community_of(entry: Entry) -> str | None:
    """`r/x`, or `u/x` for what stands on someone's profile."""
    name = entry.subreddit
    if not name:
        return None
    return f"u/{name.removeprefix('u_')}" if name.startswith("u_") else f"r/{name}"
