"""The words of a mail, and the names of the files that came with it: RFC 2046.

Parts are taken apart here and not by the `email` package, which needs a millisecond for each mail and nests as deep as
whoever wrote the mail likes; the tests compare the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import NamedTuple

from generator.model import Markup
from generator.readers.mail.charsets import codec_of, decoded
from generator.readers.mail.contenttypes import boundary_of, file_name_of, is_attached, text_form_of, type_of
from generator.readers.mail.flowed import joined
from generator.readers.mail.headers import Fields, split_header, taken_apart, with_unix_lines
from generator.readers.mail.transfer import transferred

DEEPEST = 20
"""Levels of parts inside parts; what is deeper is taken for a file that came with the mail."""
PARTS = 1000
"""Parts of one mail that are looked at."""

_LOOKED_INTO = ("text/", "multipart/", "message/")
_NO_WORDS = frozenset(("text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/rtf"))


@dataclass(frozen=True, slots=True)
class Content:
    """What a mail says."""

    text: str
    """Its words."""
    markup: Markup
    """`mail`, or `html` where there is no plain text."""
    attachments: tuple[str, ...] = ()
    """Names of the files that came with it."""
    odd_charset: str | None = None
    """A charset that nobody knows."""


class _Part(NamedTuple):
    fields: Fields
    body: bytes
    end: int
    """Where it ends in the body of the mail."""
    depth: int = 0
    is_other: bool = False
    """Whether another part says the same."""
    default: str = "text/plain"


@dataclass(slots=True)
class _Findings:
    texts: list[tuple[Markup, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    odd_charset: str | None = None


def content_of(fields: Fields, body: bytes) -> Content:
    """What the mail with this header and body says."""
    found = _Findings()
    for part in _leaves(fields, body):
        _look_at(part, found)
    text, markup = _together(found.texts)
    return Content(text, markup, tuple(found.names), found.odd_charset)


def without_files(raw: bytes) -> bytes:
    """A mail of which `content_of` finds the same, without the bytes of the files that came with it."""
    raw = with_unix_lines(raw)
    parts = taken_apart(raw)
    start, at = len(raw) - len(parts.body), 0
    kept = []
    for part in _leaves(parts.fields, parts.body):
        if not type_of(part.fields, part.default).startswith(_LOOKED_INTO):
            kept.append(raw[at : start + part.end - len(part.body)])
            at = start + part.end
    return b"".join((*kept, raw[at:]))


def _leaves(fields: Fields, body: bytes) -> Iterator[_Part]:
    """The parts without parts inside, in order."""
    waiting = [_Part(fields, body, len(body))]
    seen = 0
    while waiting and seen < PARTS:
        seen += 1
        part = waiting.pop()
        inside = _parts_of(part)
        if inside:
            waiting += reversed(inside)
        else:
            yield part


def _look_at(part: _Part, found: _Findings) -> None:
    kind = type_of(part.fields, part.default)
    is_text = kind.startswith(("text/", "multipart/")) and kind not in _NO_WORDS and part.depth < DEEPEST
    if not is_text or (part.depth and is_attached(part.fields)):
        found.names.append(file_name_of(part.fields, part.body))
    elif not part.is_other:
        text = _words(part, found)
        if text.strip():
            found.texts.append(("html" if kind == "text/html" else "mail", text.strip("\n")))


def _words(part: _Part, found: _Findings) -> str:
    form = text_form_of(part.fields)
    if form.charset and codec_of(form.charset) is None:
        found.odd_charset = form.charset
    text = decoded(transferred(part.body, part.fields), form.charset)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return joined(text, delete_space=form.delete_space) if form.flowed else text


def _parts_of(part: _Part) -> list[_Part]:
    """The parts inside of one; none where it has none."""
    if part.depth >= DEEPEST or b"content-type" not in part.fields:
        return []
    kind = type_of(part.fields)
    boundary = boundary_of(part.fields) if kind.startswith("multipart/") else b""
    if not boundary:
        return []
    pieces = [(*split_header(part.body[start:end]), end) for start, end in _between(boundary, part.body)]
    is_choice = kind == "multipart/alternative"
    chosen = _best([(type_of(fields), body) for fields, body, _ in pieces]) if is_choice else 0
    before = part.end - len(part.body)
    default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
    return [
        _Part(fields, body, before + end, part.depth + 1, part.is_other or (is_choice and number != chosen), default)
        for number, (fields, body, end) in enumerate(pieces)
    ]


def _between(boundary: bytes, body: bytes) -> list[tuple[int, int]]:
    """(start, end) of the pieces between lines that consist of the boundary; the last may lack its end."""
    line = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t]*$", re.MULTILINE)
    marks = []
    for found in line.finditer(body):
        marks.append((found.start(), found.end()))
        if found[1]:
            break
    else:
        marks.append((len(body) + 1, len(body)))
    return [(end + 1, max(start - 1, end + 1)) for (_, end), (start, _) in pairwise(marks)]


def _best(choices: Sequence[tuple[str, bytes]]) -> int:
    """Which of several forms of the same words to take: plain text if there is any, then HTML, then what holds some."""
    for wanted in ("text/plain", "text/html", "multipart/"):
        for number, (kind, body) in enumerate(choices):
            if kind.startswith(wanted) and body.strip():
                return number
    return 0


def _together(texts: Sequence[tuple[Markup, str]]) -> tuple[str, Markup]:
    """All words as one body: plain if all are, as the parts of an HTML page if not."""
    if all(markup == "mail" for markup, _ in texts):
        return "\n\n".join(text for _, text in texts), "mail"
    blocks = (text if markup == "html" else f"<pre>{escape(text, quote=False)}</pre>" for markup, text in texts)
    return "\n".join(blocks), "html"
