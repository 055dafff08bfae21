"""What a part of a mail is, as its header says: RFC 2045 and RFC 2183."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from functools import lru_cache

from generator.readers.mail.charsets import codec_of, decoded
from generator.readers.mail.encodedwords import decoded_words
from generator.readers.mail.headers import Fields, on_one_line, split_header, unfolded, words_of

_TYPE = re.compile(rb"\s*([\w.+-]+/[\w.+-]+)")
_VALUE = rb"""\s*=\s*(?:"([^"]{0,80})"|'([^']{0,80})'|([^\s;"']{1,80}))"""
_CHARSET = re.compile(rb"charset" + _VALUE, re.IGNORECASE)
_ANY_CHARSET = re.compile(rb"charset(?=" + _VALUE + rb")")
_FORMAT = re.compile(rb"format\s*=\s*[\"']?flowed", re.IGNORECASE)
_DELETE_SPACE = re.compile(rb"delsp\s*=\s*[\"']?yes", re.IGNORECASE)
_BOUNDARY = re.compile(rb"""boundary\s*=\s*(?:"([^"]*)"|([^\s;"]+))""", re.IGNORECASE)
_NAMED = re.compile(rb"name(?:\*\d*\*?)?\s*=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextForm:
    """How words are written."""

    charset: str | None
    """Their charset, if it is named."""
    flowed: bool
    """Whether broken lines are marked."""
    delete_space: bool
    """Whether the blank at a break is no part of the words."""


def type_of(fields: Fields, default: str = "text/plain") -> str:
    """The type in lower case, such as `multipart/mixed`."""
    value = fields.get(b"content-type")
    return (_type_in(value) if value else None) or default


@lru_cache(1024)
def _type_in(value: bytes) -> str | None:
    found = _TYPE.match(value)
    return found[1].decode("ascii").lower() if found else None


def text_form_of(fields: Fields) -> TextForm:
    """The form of a part that is text."""
    value = fields.get(b"content-type")
    return _text_form(value) if value else PLAIN


@lru_cache(1024)
def _text_form(value: bytes) -> TextForm:
    charset = _CHARSET.search(value)
    name = b"".join(filter(None, charset.groups())).decode("latin-1") if charset else None
    return TextForm(name or None, _FORMAT.search(value) is not None, _DELETE_SPACE.search(value) is not None)


PLAIN = TextForm(None, flowed=False, delete_space=False)
"""What has no `Content-Type`."""


def names_odd_charset(raw: bytes) -> bool:
    """Whether a mail may have a part in a charset that nobody knows: it names one, be it in its words."""
    raw = raw.lower()
    if b"charset" not in raw:
        return False
    names = {b"".join(groups).decode("latin-1") for groups in _ANY_CHARSET.findall(raw)}
    return any(name and codec_of(name) is None for name in names)


def boundary_of(fields: Fields) -> bytes:
    """What stands between the parts of a part; empty if nothing does."""
    found = _BOUNDARY.search(unfolded(fields.get(b"content-type", b"")))
    return (found[1] or found[2] or b"").rstrip() if found else b""


def is_attached(fields: Fields) -> bool:
    """Whether the part is a file that came with the mail rather than words of it."""
    return fields.get(b"content-disposition", b"").strip()[:10].lower() == b"attachment"


def file_name_of(fields: Fields, content: bytes) -> str:
    """The name of a file; the subject of a mail that was attached; else the type."""
    kind = type_of(fields)
    name = _told_name(fields)
    if not name and kind == "message/rfc822":
        name = words_of(split_header(content)[0].get(b"subject", b""))
    return on_one_line(name) or kind


def _told_name(fields: Fields) -> str:
    message = Message()
    for header in (b"content-disposition", b"content-type"):
        value = fields.get(header, b"")
        if _NAMED.search(value):
            message[header.decode()] = decoded(unfolded(value), None)
    try:
        return decoded_words(message.get_filename() or "")
    except (ValueError, LookupError, TypeError, IndexError):
        return ""
