"""The two kinds of entries in an export, as far as they are read: e-mail and IP addresses stay behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from generator.model import Author
from generator.xmlfile import Element

_ID = "dsq:id"
_NO = ("", "false", "0")


@dataclass(frozen=True, slots=True)
class Discussion:
    """A `thread` element: what is said about one address."""

    id: str
    """Disqus' own, unique in the file."""
    forum: str = ""
    """The short name of the site."""
    link: str = ""
    """The address of the page."""
    title: str = ""
    """The title of the page."""
    message: str = ""
    """HTML about the page; mostly none."""
    created: str = ""
    """When it began, as the file has it."""
    author: Author | None = None
    """Who opened it: mostly whoever owns the site."""
    deleted: bool = False
    """Whether all of it was."""
    absent: bool = False
    """Whether only posts tell of it."""


class Entry(NamedTuple):
    """A `post` element: one comment, and a row of the store."""

    id: str
    """Disqus' own; may be empty."""
    discussion: str
    """Id of the discussion it belongs to."""
    parent: str
    """Id of the post answered; empty where there is none."""
    origin: str
    """The id it had where it was imported from, as `wp_id=17`: the same in every copy; mostly empty."""
    name: str
    """The name its author shows."""
    account: str
    """The name of its author's account; empty for guests."""
    created: str
    """When it was written, as the file has it."""
    message: str
    """HTML."""
    deleted: bool
    """Whether it was."""
    spam: bool
    """Whether Disqus or a moderator took it for that."""
    line: int
    """Where it stands in the file."""


class Copy(NamedTuple):
    """A post that occurs in several discussions, as it stands in one of them."""

    mark: bytes
    """The same in every copy of the post."""
    imported: bool
    """Whether it was imported, and has an id from there."""
    discussion: str
    """Id of the discussion."""


def to_discussion(element: Element) -> Discussion:
    """A `thread` element read."""
    author = element.first("author")
    return Discussion(
        id=element.attributes.get(_ID, ""),
        forum=element.text_of("forum"),
        link=element.text_of("link"),
        title=element.text_of("title"),
        message=element.text_of("message"),
        created=element.text_of("createdAt"),
        author=author_of(author.text_of("username"), author.text_of("name")) if author else None,
        deleted=_flag(element, "isDeleted"),
    )


def to_entry(element: Element) -> Entry:
    """A `post` element read."""
    author = element.first("author")
    return Entry(
        id=element.attributes.get(_ID, ""),
        discussion=_id_of(element, "thread"),
        parent=_id_of(element, "parent"),
        origin=element.text_of("id"),
        name=author.text_of("name") if author else "",
        account=author.text_of("username") if author else "",
        created=element.text_of("createdAt"),
        message=element.text_of("message"),
        deleted=_flag(element, "isDeleted"),
        spam=_flag(element, "isSpam"),
        line=element.line,
    )


def author_of(account: str, name: str) -> Author | None:
    """An account with the name it shows, or a guest, whose name is all there is."""
    if not account:
        return Author(name) if name else None
    return Author(account, display=name if name not in ("", account) else None)


def _id_of(element: Element, name: str) -> str:
    child = element.first(name)
    return child.attributes.get(_ID, "") if child else ""


def _flag(element: Element, name: str) -> bool:
    """Whether a flag is up; one that says neither yes nor no counts as up, for these flags keep things hidden."""
    return element.text_of(name).lower() not in _NO
