"""Names of mails and threads made of Message-IDs, which stay when mails are added."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable

from generator.urls import slug

UNTITLED = "(no subject)"
"""What mail programs show for an empty subject."""

_SLUG = 60
_HOST = re.compile(r"(?<=\w)@[\w.-]+")
"""No part of an address on the web, which no setting could mask."""
_WHOLE = 64
"""Digits of a hash that is not shortened."""


def short(message_id: bytes, length: int = 10) -> str:
    """The first digits of a hash of a Message-ID."""
    return hashlib.sha256(message_id).hexdigest()[:length]


def ids_of(message_ids: Iterable[bytes]) -> list[str]:
    """A short hash of each; a longer one where two would be the same."""
    ids: dict[str, None] = {}
    for message_id in message_ids:
        id_ = short(message_id)
        ids[short(message_id, _WHOLE) if id_ in ids else id_] = None
    return list(ids)


def key_of(title: str, message_id: bytes, taken: Container[str]) -> str:
    """A readable name for the thread that is none of those `taken`."""
    name = slug(_HOST.sub("", title))[:_SLUG].rstrip("-")
    key = f"{name}-{short(message_id, 6)}"
    return f"{name}-{short(message_id, _WHOLE)}" if key in taken else key
