"""Who wrote or did something, as REST and GraphQL name them."""

from __future__ import annotations

import msgspec

from generator.model import Author

GHOST = "ghost"
"""What GitHub calls an account that is gone."""

_ROLES = {"OWNER": "owner", "MEMBER": "member", "COLLABORATOR": "collaborator"}


class Person(msgspec.Struct, frozen=True):
    """A user, an organisation, a bot, or a team."""

    login: str | None = None
    name: str | None = None
    type: str | None = None
    """REST: `User`, `Bot`, `Organization`."""
    is_bot: bool | None = None
    """In what the `gh` command gives."""
    typename: str | None = msgspec.field(default=None, name="__typename")
    """GraphQL, where it was asked for."""


Named = Person | str | None | msgspec.UnsetType
"""An account, or its name alone; None is a ghost; unset is not told."""


def author_of(named: Named, association: str | None = None) -> Author | None:
    """The author, with the role that the association to the repository gives them."""
    if named is msgspec.UNSET:
        return None
    person = Person(login=named) if isinstance(named, str) else named or Person(login=GHOST)
    if not person.login:
        return Author(person.name) if person.name else None
    bot = person.is_bot or "Bot" in (person.type, person.typename) or person.login.endswith("[bot]")
    role = _ROLES.get(association or "")
    return Author(
        name=person.login,
        display=person.name if person.name and person.name != person.login else None,
        flags=(*(("bot",) if bot else ()), *((role,) if role else ())),
    )


def name_of(named: Named) -> str:
    """The name of the account, or of the team; `someone` where it is not told."""
    author = author_of(named)
    return author.name if author else "someone"
