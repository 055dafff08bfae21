"""The first reading of all mails: where each one is, when it was written, and what it answers. Their words are left.

Columns of numbers take some fifty bytes a mail, where objects would take ten times as much.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Collection
from dataclasses import dataclass, field

from generator.errors import SourceError
from generator.readers.mail.bysubject import UNDATED
from generator.readers.mail.dates import moment_of
from generator.readers.mail.forest import Forest
from generator.readers.mail.headers import Fields, Parts, taken_apart
from generator.readers.mail.mailfiles import MailFiles
from generator.readers.mail.separators import Span
from generator.readers.mail.subjects import subject_of

HINT = "docs/readers.md says what to save"
"""What to do about a file without mails."""
_NAMED = re.compile(rb"<([^<>]+)>")


@dataclass(slots=True)
class Listing:
    """Columns with one row for each mail, by its number."""

    files: array[int] = field(default_factory=lambda: array("L"))
    """The file it is in."""
    offsets: array[int] = field(default_factory=lambda: array("Q"))
    """Where it begins."""
    sizes: array[int] = field(default_factory=lambda: array("Q"))
    """How long it is."""
    lines: array[int] = field(default_factory=lambda: array("Q"))
    """The number of its first line."""
    seconds: array[int] = field(default_factory=lambda: array("q"))
    """When it was written, since 1970, or `UNDATED`."""
    subjects: array[int] = field(default_factory=lambda: array("q"))
    """A hash of what its subject comes down to; 0 where it has none."""
    replies: bytearray = field(default_factory=bytearray)
    """1 where its subject begins with `Re:`."""
    forest: Forest = field(default_factory=Forest)
    """Which answers which."""
    misdated: dict[int, str] = field(default_factory=dict)
    """What is wrong with the date of mails that have no good one, though there may be one in the separator."""
    repeated: dict[int, list[int]] = field(default_factory=dict)
    """Mails whose Message-ID a mail before had, by its node."""


def list_mails(files: MailFiles, singles: Collection[int]) -> Listing:
    """All mails of all files, of which `singles` hold one mail each. Raises SourceError."""
    listing = Listing()
    for number in range(len(files.paths)):
        for span in files.mails(number, single=number in singles):
            _enter(span, number, files, listing)
    return listing


def message_id_of(parts: Parts) -> bytes:
    """What identifies a mail: its Message-ID, or a hash of all of it where it has none."""
    value = parts.fields.get(b"message-id", b"")
    found = _identifiers(value) or value.split()  # some mailers leave out the brackets
    if found:
        return found[0]
    header = b"".join(b"%b: %b\n" % (name, parts.fields[name]) for name in sorted(parts.fields))
    return hashlib.sha256(header + b"\n" + parts.body).hexdigest().encode()


def _enter(span: Span, number: int, files: MailFiles, listing: Listing) -> None:
    offset, size, line, head = span
    parts = taken_apart(head)
    if size > len(head) and (not parts.body or b"message-id" not in parts.fields):
        parts = taken_apart(files.read(number, offset, size))
    if not parts.fields and parts.separator is None:
        if parts.body.strip():
            raise SourceError("does not begin with a mail", files.paths[number], line, hint=HINT)
        return
    row = len(listing.files)
    message_id = message_id_of(parts)
    node = listing.forest.add(row, message_id, _references(parts.fields))
    if node is None:
        listing.repeated.setdefault(listing.forest.node_of(message_id), []).append(row)
    listing.files.append(number)
    listing.offsets.append(offset)
    listing.sizes.append(size)
    listing.lines.append(line)
    at, wrong = moment_of(parts)
    if wrong:
        listing.misdated[row] = wrong
    listing.seconds.append(int(at.timestamp()) if at else UNDATED)
    subject = subject_of(parts.fields.get(b"subject", b""))
    listing.subjects.append(hash(subject.key) if subject.key else 0)
    listing.replies.append(subject.is_reply)


def _references(fields: Fields) -> list[bytes]:
    """The Message-IDs of the mails above, the one answered last: `References`, completed by `In-Reply-To`."""
    references = _identifiers(fields.get(b"references", b""))
    answered = _identifiers(fields.get(b"in-reply-to", b""))[:1]
    return references if not answered or answered[0] in references else references + answered


def _identifiers(value: bytes) -> list[bytes]:
    """The Message-IDs in a value, without blanks that came into long ones."""
    return _NAMED.findall(value.translate(None, b" \t\n")) if value else []
