"""Tells dumps from other files by their first lines."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Set

import msgspec

from generator.sourcefile import HEAD

_ALWAYS = {"id", "author", "created_utc"}
_COMMENT = {"body", "parent_id", "link_id"}
_SUBMISSION = {"title", "subreddit"}
_ONE_OF = {"selftext", "url", "permalink", "num_comments", "domain", "is_self"}
_LINES = 5
"""Whole lines that are looked at, since the first may be broken."""
_FIELD = re.compile(rb'[{,]\s*"(\w+)"\s*:')
_ENVELOPE = re.compile(rb'\{\s*"(?:kind|data|json)"\s*:')
"""How answers of Reddit's API begin, which hold such objects further in."""


def holds_records(head: bytes) -> bool:
    """Whether these first bytes of a file are submissions or comments of Reddit, as JSON lines or as CSV."""
    head = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if not head.startswith(b"{"):
        return _is_record(_header(head))
    lines = head.split(b"\n", _LINES)
    if len(lines) == 1 and len(head) > HEAD // 2:
        return not _ENVELOPE.match(head) and _is_record({name.decode() for name in _FIELD.findall(head)})
    return any(_is_record(_fields(line)) for line in lines[:_LINES])


def _is_record(fields: Set[str]) -> bool:
    if not fields >= _ALWAYS:
        return False
    return len(fields & _COMMENT) >= 2 or (fields >= _SUBMISSION and bool(fields & _ONE_OF))


def _fields(line: bytes) -> Set[str]:
    try:
        return msgspec.json.decode(line, type=dict[str, msgspec.Raw]).keys()
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return frozenset()


def _header(head: bytes) -> Set[str]:
    line = head.split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
    return set(next(csv.reader([line]), ())) if "," in line else frozenset()
