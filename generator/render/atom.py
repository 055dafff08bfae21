"""What feeds have in common (Atom, RFC 4287): names that stay, a date for everything, characters that XML can hold."""

from __future__ import annotations

import uuid

from generator.markup.characters import clean
from generator.model import Timestamp, When
from generator.render.site import Site, render_layout

NO_DATE = "1970-01-01T00:00:00Z"
"""Atom wants a date of everything; this one stands for none."""


def render_feed(site: Site, layout: str, **values: object) -> bytes:
    """The layout filled in, as UTF-8."""
    return clean(render_layout(site, layout, **values)).encode()


def identity(site: Site, path: str, anchor: str = "") -> str:
    """A name that stays when the site moves: RFC 4122 version 5, of the site's title and the address."""
    place = f"{path}#{anchor}" if anchor else path
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{site.settings.title}/{place}')}"


def date(when: When | None) -> str:
    """The moment as Atom wants it, however little of it is known."""
    return Timestamp(when.at).iso() if isinstance(when, Timestamp) else NO_DATE
