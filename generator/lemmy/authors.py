"""Who wrote an entry, and in which role."""

from __future__ import annotations

from urllib.parse import urlsplit

from generator.lemmy.shapes import CommentEntry, Entry, Person, View
from generator.model import Author


def author_of(view: View, entry: Entry, op: int | None) -> Author | None:
    """The author of `entry`, which `view` is about; `op` is the id of who wrote the post."""
    person = view.creator or _flat_person(entry)
    if person is None or not person.name:
        return None
    return Author(
        name=person.name,
        home=_host(person.ap_id or person.actor_id),
        display=person.display_name if person.display_name and person.display_name != person.name else None,
        flags=_flags(view, entry, person, op),
    )


def community_of(view: View, entry: Entry) -> str | None:
    """The community as people write it: `!name@host`, or `!name` where the host is not told."""
    name = view.community.name if view.community else entry.community_name
    address = (view.community.ap_id or view.community.actor_id) if view.community else entry.community_actor_id
    host = _host(address)
    return (f"!{name}@{host}" if host else f"!{name}") if name else None


def _flat_person(entry: Entry) -> Person | None:
    if not entry.creator_name:
        return None
    return Person(
        name=entry.creator_name,
        id=entry.creator_id,
        display_name=entry.creator_preferred_username,
        actor_id=entry.creator_actor_id,
        banned=entry.banned or entry.banned_from_community,
    )


def _flags(view: View, entry: Entry, person: Person, op: int | None) -> tuple[str, ...]:
    holds = {
        "op": isinstance(entry, CommentEntry) and op is not None and entry.creator_id == op,
        "moderator": view.creator_is_moderator,
        "admin": person.admin or view.creator_is_admin,
        "bot": person.bot_account,
        "banned": person.banned or view.creator_banned or view.creator_banned_from_community,
        "distinguished": isinstance(entry, CommentEntry) and entry.distinguished,
    }
    return tuple(flag for flag, held in holds.items() if held)


def _host(address: str | None) -> str | None:
    try:
        return urlsplit(address).netloc or None if address else None
    except ValueError:
        return None
