"""Who wrote a mail: the name in its `From`, or what stands before the `@` where there is none.

Addresses are no part of an author: archives that are open to everyone do not print them.
"""

from __future__ import annotations

import re
from email.utils import parseaddr
from functools import lru_cache

from generator.model import Author
from generator.readers.mail.charsets import decoded
from generator.readers.mail.encodedwords import decoded_words
from generator.readers.mail.headers import on_one_line, unfolded

_NAME_FIRST = re.compile(r'("(?:[^"\\]|\\.)*"|[^"<>()\\]*)\s*<([^<>]*)>')
_NAME_LAST = re.compile(r'([^<>()"]+?)\s*\((.*)\)')
_ESCAPED = re.compile(r"\\(.)")


@lru_cache(2048)
def author_of(value: bytes | None) -> Author | None:
    """The first author that a `From` names."""
    if not value:
        return None
    name, address = _parted(decoded(unfolded(value), None))
    name = _clean(decoded_words(name)) or _clean(_local_part(address))
    return Author(name) if name else None


def _parted(text: str) -> tuple[str, str]:
    """(name, address), either may be empty: `Ada <a@x>`, `a@x (Ada)`, `a at x (Ada)` as list archives write it."""
    if found := _NAME_FIRST.match(text):
        return _ESCAPED.sub(r"\1", _unwrapped(found[1].strip())), found[2]
    if found := _NAME_LAST.fullmatch(text):
        return _ESCAPED.sub(r"\1", found[2]), found[1]
    name, address = parseaddr(text)
    return name, address or text


def _local_part(address: str) -> str:
    return re.split(r"@|\s", address.strip(), maxsplit=1)[0]


def _clean(name: str) -> str:
    return _unwrapped(on_one_line(name))


def _unwrapped(name: str) -> str:
    """Without quotes or brackets around all of it."""
    while len(name) > 1 and name[0] + name[-1] in ('""', "''", "()"):
        name = name[1:-1].strip()
    return name
