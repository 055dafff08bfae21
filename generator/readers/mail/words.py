"""The second reading of one mail: who wrote it, when, about what, and its words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from generator.model import Author, Timestamp
from generator.readers.mail.bysubject import UNDATED
from generator.readers.mail.content import Content, content_of
from generator.readers.mail.dates import moment_of
from generator.readers.mail.escapes import without_escapes
from generator.readers.mail.headers import Fields, taken_apart, unfolded
from generator.readers.mail.listing import Listing
from generator.readers.mail.mailfiles import MAIL_LIMIT, MailFiles
from generator.readers.mail.people import author_of
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


def read_mail(row: int, listing: Listing, files: MailFiles, *, is_single: bool) -> Mail:
    """The mail in a row of the listing; in an mbox, unlike in a single one, lines were escaped. Raises SourceError."""
    size, second = listing.sizes[row], listing.seconds[row]
    parts = taken_apart(files.read(listing.files[row], listing.offsets[row], size))
    content = content_of(parts.fields, parts.body if is_single else without_escapes(parts.body))
    oddities = []
    if row in listing.misdated:
        oddities.append(("bad-date", moment_of(parts)[1] or ""))
    if content.odd_charset:
        oddities.append(("bad-charset", f"is written in {content.odd_charset!r}, which is no known charset"))
    if size > MAIL_LIMIT:
        oddities.append(("cut-mail", f"is larger than {MAIL_LIMIT >> 20} MiB: what lies beyond was left out"))
    return Mail(
        subject=subject_of(parts.fields.get(b"subject", b"")),
        author=author_of(parts.fields.get(b"from")),
        published=None if second == UNDATED else Timestamp(datetime.fromtimestamp(second, UTC)),
        content=content,
        community=_list_name(parts.fields),
        link=_link(parts.fields),
        oddities=tuple(oddities),
    )


def _list_name(fields: Fields) -> str | None:
    """`r-devel` of `List-Id: R development <r-devel.lists.example>` (RFC 2919), or of older fields with an address."""
    for name in (b"list-id", b"x-beenthere", b"x-mailing-list"):
        found = _LIST.search(unfolded(fields.get(name, b"")))
        if found:
            return found[1].decode("utf-8", "replace")
    return None


def _link(fields: Fields) -> str | None:
    """The address in `Archived-At` (RFC 5064)."""
    found = _LINK.match(unfolded(fields.get(b"archived-at", b"")))
    return found[1].decode("utf-8", "replace") if found else None
