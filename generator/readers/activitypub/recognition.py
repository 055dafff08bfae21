"""What kind of file it is, seen in its first bytes.

Files of likes, follows and other activities without words are not ours, nor are lists that hold addresses alone.
"""

from __future__ import annotations

import re

from generator.readers.activitypub.gathering import CARRIERS, COLLECTIONS
from generator.readers.activitypub.objects import TALK
from generator.readers.activitypub.outline import outline
from generator.readers.activitypub.people import ACTORS

OBJECTS = "objects"
"""Identity of whatever is ActivityPub: it may answer, or be answered by, any other of its folder."""

_MARKS = (b'"type"', b'"descendants"', b'"spoiler_text"')
_ITEM = re.compile(r"\.(?:first\.)?(?:orderedItems|items)\[\d+\]")


def recognise(head: bytes) -> str | None:
    """The identity of a file that is ours; empty when it is ours and known to stand alone; None when it is not ours."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"[") or not any(mark in head for mark in _MARKS):
        return None
    found = outline(head)
    base = "[0]" if found.get("") == "[" else ""
    if found.get(f"{base}.ancestors") == "[" and found.get(f"{base}.descendants", "[") == "[":
        return _of_context(found, base)
    if _is_status(found, base):
        return f"status {found[f'{base}.id']}"
    kind = _kind(found, base)
    if kind in COLLECTIONS:
        places = {match[0] for place in found if (match := _ITEM.match(place.removeprefix(base)))}
        ours = any(_kind(found, base + place) in (*TALK, *CARRIERS) for place in places)
        return OBJECTS if ours else None
    return OBJECTS if _is_ours(found, base) else None


def _of_context(found: dict[str, str], base: str) -> str:
    """The status that it is the context of: what its first answer answers."""
    asked = found.get(f"{base}.descendants[0].in_reply_to_id")
    return f"status {asked}" if asked else ""


def _is_status(found: dict[str, str], base: str) -> bool:
    told = (f"{base}.{name}" for name in ("id", "content", "spoiler_text", "visibility", "account.acct"))
    return all(place in found for place in told) and f"{base}.type" not in found


def _is_ours(found: dict[str, str], base: str) -> bool:
    place = base
    while _kind(found, place) in CARRIERS:
        place += ".object"
    kind = _kind(found, place)
    if kind in TALK and place != base:
        return True
    if kind in TALK:
        return _is_federated(found, base)
    if kind in ACTORS:
        return f"{base}.inbox" in found and place == base
    return kind in ("Tombstone", "Delete") and f"{base}.id" in found


def _is_federated(found: dict[str, str], base: str) -> bool:
    """Its author is told; the id need not be, as it may stand behind long words."""
    return any(f"{base}.{name}" in found for name in ("attributedTo", "actor"))


def _kind(found: dict[str, str], base: str) -> str:
    return found.get(f"{base}.type", "").strip("[") or found.get(f"{base}.type[0]", "")
