"""Where things stood on Reddit, and what their addresses tell of a submission that is not in the dump."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from generator.readers.reddit_dump.records import Original, Record

_SITE = "https://www.reddit.com"
_THREAD = re.compile(r"/(?:r|u|user)/[^/]+/comments/\w+/(?:([^/]+)/)?")
"""The beginning of every permalink in a thread, with the title in short."""


def absolute(address: str | None) -> str | None:
    """The address on Reddit's site, if it is no whole one; None for none."""
    if not address:
        return None
    return _SITE + address if address.startswith("/") else address


def thread_link(id_: str, records: Iterable[Record]) -> str:
    """Where the submission `id_` stood, which these records are or belong to."""
    subreddit = None
    for record in records:
        found = _THREAD.match(record.permalink or "")
        if found:
            return _SITE + found[0]
        subreddit = subreddit or record.subreddit
    return f"{_SITE}/r/{subreddit}/comments/{id_}/" if subreddit else f"{_SITE}/comments/{id_}/"


def told_title(records: Iterable[Record]) -> str | None:
    """The title of a submission as far as addresses of its comments have it: `Who pays for the mill`."""
    for record in records:
        found = _THREAD.match(record.permalink or "")
        words = unquote(found[1] or "").replace("_", " ").strip() if found else ""
        if words and words != record.id:
            return words[:1].upper() + words[1:]
    return None


def community_of(records: Iterable[Record | Original]) -> str | None:
    """The subreddit, as `r/name`; `u/name` for what people post on their own page."""
    for record in records:
        if record.subreddit_name_prefixed:
            return record.subreddit_name_prefixed
        if record.subreddit:
            own = record.subreddit.startswith("u_")
            return f"u/{record.subreddit.removeprefix('u_')}" if own else f"r/{record.subreddit}"
    return None


def article_of(record: Record) -> str | None:
    """What a submission links to; None for one that is nothing but its words."""
    if record.is_self or f"/comments/{record.id}" in (record.url or ""):
        return None
    return absolute(record.url)
