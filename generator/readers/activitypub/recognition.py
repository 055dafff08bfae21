"""What kind of file it is, seen in its first bytes.

Files of likes, follows and other activities without words are not ours, nor are lists that hold addresses alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.readers.activitypub.gathering import CARRIERS, COLLECTIONS
from generator.readers.activitypub.objects import TALK
from generator.readers.activitypub.outline import outline
from generator.readers.activitypub.people import ACTORS

OBJECTS = "objects"
"""Identity of whatever is ActivityPub: it may answer, or be answered by, any other of its folder."""

_MARKS = (b'"type"', b'"descendants"', b'"spoiler_text"')
_ITEM = re.compile(r"\.(?:first\.)?(?:orderedItems|items)\[\d+\]")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file of ours is, as far as its beginning shows."""

    identity: str | None
    """What it has in common with the others of its thread; None when that is not to be seen."""
    leads: bool
    """Whether a thread may begin in it."""


def recognise(head: bytes) -> Kind | None:
    """What kind of file it is; None when it is not ours."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"[") or not any(mark in head for mark in _MARKS):
        return None
    found = outline(head)
    base = "[0]" if found.get("") == "[" else ""
    if found.get(f"{base}.ancestors") == "[" and found.get(f"{base}.descendants", "[") == "[":
        return _context(found, base)
    if _is_status(found, base):
        return Kind(f"status {found[f'{base}.id']}", leads=True)
    kind = _type(found, base)
    if kind in COLLECTIONS:
        places = {match[0] for place in found if (match := _ITEM.match(place.removeprefix(base)))}
        talks = any(_type(found, base + place) in (*TALK, *CARRIERS) for place in places)
        return Kind(OBJECTS, leads=True) if talks else None
    return _of_object(found, base)


def _context(found: dict[str, str], base: str) -> Kind:
    """It belongs to the status that its first answer answers."""
    asked = found.get(f"{base}.descendants[0].in_reply_to_id")
    return Kind(f"status {asked}" if asked else None, leads=False)


def _is_status(found: dict[str, str], base: str) -> bool:
    told = (f"{base}.{name}" for name in ("id", "content", "spoiler_text", "visibility", "account.acct"))
    return all(place in found for place in told) and f"{base}.type" not in found


def _of_object(found: dict[str, str], base: str) -> Kind | None:
    place = base
    while _type(found, place) in CARRIERS:
        place += ".object"
    kind = _type(found, place)
    if kind in TALK and (place != base or _is_federated(found, base)):
        return Kind(OBJECTS, leads=True)
    account = kind in ACTORS and place == base and f"{base}.inbox" in found
    grave = kind in ("Tombstone", "Delete") and place == base and f"{base}.id" in found
    return Kind(OBJECTS, leads=False) if account or grave else None


def _is_federated(found: dict[str, str], base: str) -> bool:
    """Its author is told; the id need not be, as it may stand behind long words."""
    return any(f"{base}.{name}" in found for name in ("attributedTo", "actor"))


def _type(found: dict[str, str], base: str) -> str:
    return found.get(f"{base}.type", "").strip("[") or found.get(f"{base}.type[0]", "")
