"""Values of JSON-LD, in which almost everything may be one thing, a list of things, an address, or an object with one.

What is of another kind than asked for counts as absent. https://www.w3.org/TR/activitystreams-core/
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

Item = dict[str, Any]
"""An activity, an object or an actor, as it was parsed."""

_SAFE = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


def listed(value: Any) -> list[Any]:
    """The value as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def kind_of(item: Item) -> str:
    """The first of the item's types; empty where it has none."""
    return next((kind for kind in listed(item.get("type")) if isinstance(kind, str)), "")


def text_of(item: Item, *names: str) -> str:
    """The first of the named fields that holds text; of a `…Map` of languages, its first text."""
    for name in names:
        value = item.get(name)
        if isinstance(value, dict):
            value = next((one for one in value.values() if isinstance(one, str)), None)
        if isinstance(value, str) and value:
            return value
    return ""


def address_of(value: Any) -> str | None:
    """The address that a value is, or that the first of its objects has."""
    return next(iter(addresses_of(value)), None)


def addresses_of(value: Any) -> list[str]:
    """All addresses that a value names."""
    named = (_own_address(one) if isinstance(one, dict) else one for one in listed(value))
    return [one for one in named if isinstance(one, str) and one]


def _own_address(item: Item) -> Any:
    return item.get("id") or item.get("href") or item.get("url")


def count_of(value: Any) -> int | None:
    """A number of things: the value itself, or the `totalItems` of a collection."""
    number = value.get("totalItems") if isinstance(value, dict) else value
    return number if isinstance(number, int) and not isinstance(number, bool) and abs(number) < 1 << 53 else None


def split(address: str) -> SplitResult:
    """The parts of an address; all empty for one that is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def host_of(address: str) -> str:
    """The host, with its port where it has one."""
    return split(address).netloc.rpartition("@")[2]


def last_part(address: str) -> str:
    """What an address ends in, if it may be a name or an id: letters, digits and `_ . : -`; else nothing."""
    parts = split(address)
    last = unquote(parts.path.rstrip("/").rpartition("/")[2]).removeprefix("@")
    return last if _SAFE.fullmatch(last) and not parts.query else ""
