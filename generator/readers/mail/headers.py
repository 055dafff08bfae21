"""The header of a mail as bytes by name, and the words in them: RFC 5322 and RFC 2047, as they are really written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.readers.mail.charsets import decoded
from generator.readers.mail.encodedwords import decoded_words

Fields = dict[bytes, bytes]
"""Values by lower-case names; of a field that stands twice, the first."""

_BLOCK = re.compile(rb"(?:[!-9;-~]+[ \t]*:[^\n]*(?:\n|\Z)(?:[ \t][^\n]*(?:\n|\Z))*)*")
_FIELD = re.compile(rb"^([!-9;-~]+)[ \t]*:[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)", re.MULTILINE)
_TELLING = frozenset((b"date", b"message-id", b"received"))
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*")
_FOLD = re.compile(rb"\s*\n\s*")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Parts:
    """A mail taken apart."""

    separator: bytes | None
    """The line that separates it from the mail before, in an mbox."""
    fields: Fields
    """Its header."""
    body: bytes
    """What comes below, with Unix line ends."""


def taken_apart(raw: bytes) -> Parts:
    """The parts of a mail, with or without a separator before it."""
    raw = with_unix_lines(raw)
    if raw[:1] in (b"\xef", b"\n"):
        raw = _BEFORE.sub(b"", raw, 1)
    separator = None
    if raw[:5] == b"From ":
        separator, _, raw = raw.partition(b"\n")
    if raw[:6] == b">From ":
        raw = raw.partition(b"\n")[2]
    return Parts(separator, *split_header(raw))


def with_unix_lines(raw: bytes) -> bytes:
    """The bytes with Unix line ends."""
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in raw else raw


def split_header(raw: bytes) -> tuple[Fields, bytes]:
    """The header and the body of a mail or of a part of one; where there is no header, all of it is body."""
    end = raw.find(b"\n\n") + 1
    found = _FIELD.findall(raw, 0, end)
    lines = len(found) + raw.count(b"\n ", 0, end) + raw.count(b"\n\t", 0, end)
    if not end or lines != raw.count(b"\n", 0, end):  # something else stands among the fields, or nothing after them
        block = _BLOCK.match(raw)
        end = block.end() if block else 0
        found = _FIELD.findall(raw, 0, end)
    fields = {name.lower(): value for name, value in reversed(found)}
    return fields, raw[end + 1 :] if raw[end : end + 1] == b"\n" else raw[end:]


def looks_like_header(head: bytes) -> bool:
    """Whether these first bytes of a file are a mail's header: known fields, and nothing else before a blank line."""
    parts = taken_apart(head.replace(b"\r\n", b"\n").partition(b"\n\n")[0] + b"\n")
    return not parts.body and b"from" in parts.fields and not _TELLING.isdisjoint(parts.fields)


def unfolded(value: bytes) -> bytes:
    """A value on one line."""
    return _FOLD.sub(b" ", value).strip() if b"\n" in value else value.strip()


def words_of(value: bytes) -> str:
    """A value as words, on one line and without control characters."""
    return on_one_line(decoded_words(decoded(unfolded(value), None)))


def on_one_line(text: str) -> str:
    """The words with one blank between them, and nothing else that cannot be seen."""
    return " ".join((text if text.isprintable() else _UNSEEN.sub(" ", text)).split())
