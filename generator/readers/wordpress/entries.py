"""The comments of an entry as the file has them, and which of them the site shows: e-mail and IP addresses stay behind.

https://developer.wordpress.org/reference/functions/wp_set_comment_status/ has the states; before an entry is shown to
all, nothing said about it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from generator.identity import ShortIds
from generator.model import Problem
from generator.xmlfile import Element

_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
_UNSAFE = re.compile(r"[^A-Za-z0-9_.:-]+")
_NO_PARENT = ("", "0")
_PUBLIC = ("", "publish", "inherit")
_PRIVATE = {
    "draft": "its post is a draft",
    "future": "its post is not published yet",
    "pending": "its post was not published",
    "private": "its post is private",
    "trash": "its post is in the trash",
}
_APPROVED = ("", "1", "approve", "approved")
_HIDDEN = {"spam": "spam", "trash": "in the trash", "post-trashed": "in the trash with its post"}
_COMMENTS = ("", "comment", "review")
_MENTIONS = ("pingback", "trackback")


@dataclass(frozen=True, slots=True)
class Entry:
    """A `wp:comment`, be it words or a mention on another site."""

    id: str
    """WordPress' own, unique on the site, or one made up in its place."""
    made_up: bool
    """Whether it was."""
    parent: str | None
    """Id of the one answered."""
    author: str
    """The name given; of a mention the title of the other page; may be empty."""
    address: str
    """The address given; of a mention that of the other page."""
    user: str
    """The number of the author's account; `0` for guests."""
    written: tuple[str, str]
    """When, in UTC and by the clock of the site, as the file has it."""
    words: str
    """Text with HTML in it, whose blank lines mean something."""
    mention: bool
    """Whether it only says that another page links to this one."""
    hidden: str
    """Why the site does not show it; empty if it does."""
    line: int
    """Where it stands in the file."""


def read_entries(item: Element, path: Path, problems: list[Problem]) -> Iterator[Entry]:
    """The comments of the entry `item`, in the order of the file."""
    private = _why_private(item)
    elements = [child for child in item.children if child.name == "wp:comment"]
    short = ShortIds({element.text_of("wp:comment_id") for element in elements})
    given: set[str] = set()
    for element in elements:
        entry = _entry(element, private)
        if entry.id in given or not _ID.fullmatch(entry.id):
            what = "occurs twice" if entry.id in given else "cannot be used"
            id_ = short.give(entry.author, entry.words, entry.parent)
            message = f"the id {entry.id[:60]!r} {what}: {id_} was taken instead"
            problems.append(Problem("bad-id", message, path, entry.line))
            entry = _entry(element, private, id_)
        given.add(entry.id)
        yield entry


def _why_private(item: Element) -> str:
    """Why the entry is not for all to read; empty if it is."""
    status = item.text_of("wp:status")
    if status not in _PUBLIC:
        return _PRIVATE.get(status, f"its post has the status {status!r}")
    return "its post needs a password" if item.text_of("wp:post_password") else ""


def _entry(element: Element, private: str, id_: str | None = None) -> Entry:
    parent = element.text_of("wp:comment_parent")
    kind = element.text_of("wp:comment_type")
    return Entry(
        id=element.text_of("wp:comment_id") if id_ is None else id_,
        made_up=id_ is not None,
        parent=None if parent in _NO_PARENT else _UNSAFE.sub("-", parent),
        author=" ".join(unescape(element.text_of("wp:comment_author")).split()),
        address=element.text_of("wp:comment_author_url"),
        user=element.text_of("wp:comment_user_id"),
        written=(element.text_of("wp:comment_date_gmt"), element.text_of("wp:comment_date")),
        words=element.text_of("wp:comment_content"),
        mention=kind in _MENTIONS,
        hidden=private or _why_hidden(element.text_of("wp:comment_approved"), kind),
        line=element.line,
    )


def _why_hidden(approved: str, kind: str) -> str:
    if approved not in _APPROVED:
        return _HIDDEN.get(approved, "not approved")
    return "" if kind in _COMMENTS or kind in _MENTIONS else f"no comment, but of the type {kind!r}"
