"""The second reading of one mail: who wrote it, when, about what, and its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from generator.model import Author, Timestamp
from generator.readers.mail.content import Content, content_of
from generator.readers.mail.escapes import without_escapes
from generator.readers.mail.headers import Fields, taken_apart, unfolded
from generator.readers.mail.people import author_of
from generator.readers.mail.pieces import RawMail
from generator.readers.mail.subjects import Subject, subject_of

_LIST = re.compile(rb"<?([^\s<>.@]+)[^\s<>]*>?\s*$")
_LINK = re.compile(rb"<?\s*(https?://[^\s<>]+)\s*>?")


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that was read."""

    subject: Subject
    """What it is about."""
    author: Author | None
    """Who wrote it."""
    published: Timestamp | None
    """When."""
    content: Content
    """Its words and attachments."""
    community: str | None
    """The list it was sent to."""
    link: str | None
    """Where it stands in the list's own archive, if the mail says so."""
    oddities: tuple[tuple[str, str], ...]
    """(kind of problem, what is to be said of the mail) for each."""


def read_mail(raw: RawMail) -> Mail:
    """What the mail says; in an mbox, unlike in a file of its own, lines were escaped."""
    parts = taken_apart(raw.data)
    content = content_of(parts.fields, parts.body if raw.is_single else without_escapes(parts.body))
    oddities = raw.oddities
    if content.odd_charset:
        what = f"is written in {content.odd_charset!r}, which is no known charset"
        oddities = (*oddities, ("bad-charset", what))
    return Mail(
        subject=subject_of(parts.fields.get(b"subject", b"")),
        author=author_of(parts.fields.get(b"from")),
        published=None if raw.second is None else Timestamp(datetime.fromtimestamp(raw.second, UTC)),
        content=content,
        community=_list_name(parts.fields),
        link=_link(parts.fields),
        oddities=oddities,
    )


def _list_name(fields: Fields) -> str | None:
    """`r-devel` of `List-Id: R development <r-devel.lists.example>` (RFC 2919), or of older fields with an address."""
    for name in (b"list-id", b"x-beenthere", b"x-mailing-list"):
        if name in fields and (found := _name_in(fields[name])):
            return found
    return None


@lru_cache(256)
def _name_in(value: bytes) -> str | None:
    found = _LIST.search(unfolded(value))
    return found[1].decode("utf-8", "replace") if found else None


def _link(fields: Fields) -> str | None:
    """The address in `Archived-At` (RFC 5064)."""
    value = fields.get(b"archived-at")
    found = _LINK.match(unfolded(value)) if value else None
    return found[1].decode("utf-8", "replace") if found else None
