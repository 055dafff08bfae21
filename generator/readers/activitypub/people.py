"""Who the actors are: what their own objects say of them, else what mentions call them, else their addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from generator.model import Author
from generator.readers.activitypub.values import Item, address_of, host_of, kind_of, last_part, listed, text_of

ACTORS = ("Person", "Group", "Organization", "Service", "Application")
"""Types of those who act."""

_OPAQUE = re.compile(r"\d+|[0-9a-f-]{16,}|")
"""Last parts of addresses that nobody would call a name."""
_GROUP = re.compile(r"/[cm]/[^/]+$")
"""Addresses of groups on Lemmy and Mbin."""


@dataclass(slots=True)
class People:
    """Everyone that was met so far, by address."""

    authors: dict[str, Author] = field(default_factory=dict)
    """Those who were told of in full."""
    groups: set[str] = field(default_factory=set)
    """Which of them are groups."""
    mentioned: dict[str, str] = field(default_factory=dict)
    """Names by which others called them."""

    def learn(self, actor: Item) -> None:
        """Takes in what an actor's own object says."""
        address = text_of(actor, "id")
        name = text_of(actor, "preferredUsername") or self._name_of(address)
        display = text_of(actor, "name", "nameMap").strip()
        flags = ("bot",) if kind_of(actor) in ("Service", "Application") else ()
        self.authors[address] = Author(name, host_of(address) or None, _other(display, name), flags)
        if kind_of(actor) == "Group":
            self.groups.add(address)

    def learn_account(self, account: Item) -> str | None:
        """Takes in an account as Mastodon's API shows it, and gives its address."""
        address = text_of(account, "url", "uri")
        name, _, home = text_of(account, "acct", "username").partition("@")
        if not name or not address:
            return None
        flags = ("bot",) if account.get("bot") is True else ()
        display = text_of(account, "display_name").strip()
        self.authors[address] = Author(name, home or host_of(address) or None, _other(display, name), flags)
        return address

    def hear(self, tags: Any) -> None:
        """Takes in whom a text mentions."""
        for tag in listed(tags):
            if isinstance(tag, dict) and kind_of(tag) == "Mention" and (address := address_of(tag.get("href"))):
                name = text_of(tag, "name").removeprefix("@").removeprefix("!").partition("@")[0]
                if name:
                    self.mentioned[address] = name

    def author(self, address: str | None, *, op: str | None = None) -> Author | None:
        """The author at an address; `op` is the address of who began the thread."""
        if address is None:
            return None
        author = self.authors.get(address) or Author(self._name_of(address), host_of(address) or None)
        return replace(author, flags=("op", *author.flags)) if address == op else author

    def community(self, address: str | None) -> str | None:
        """A group as people write it, `!name@host`; None where its name is not known."""
        if address is None:
            return None
        known = self.authors.get(address)
        name = known.name if known else self.mentioned.get(address) or last_part(address)
        return None if _OPAQUE.fullmatch(name) else f"!{name}@{host_of(address)}"

    def is_group(self, address: str) -> bool:
        """Whether an address is that of a group."""
        return address in self.groups or _GROUP.search(address) is not None

    def _name_of(self, address: str) -> str:
        name = last_part(address)
        if _OPAQUE.fullmatch(name):
            name = self.mentioned.get(address) or name
        return name or host_of(address) or address


def _other(display: str, name: str) -> str | None:
    return display if display and display != name else None
