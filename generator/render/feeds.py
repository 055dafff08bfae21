"""What machines read: the Atom feed (RFC 4287), the sitemap (sitemaps.org protocol 0.9), and `robots.txt`."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence

from generator.debate import Entry
from generator.model import Timestamp
from generator.render.lists import newest_first
from generator.render.paging import page_path
from generator.render.site import Site, render_layout
from generator.urls import href

NO_DATE = "1970-01-01T00:00:00Z"
"""Atom wants a date of everything; this one stands for none."""


def render_feeds(entries: Sequence[Entry], site: Site) -> Iterator[tuple[str, bytes]]:
    """The three files. Without a `base_url` their addresses stay relative to the site's root."""
    latest = newest_first(entry for entry in entries if not entry.noindex)
    base = site.settings.base_url or "./"
    shown = latest[: site.settings.feed_entries]
    feed = render_layout(
        site,
        "feed.xml",
        base=base,
        uuid=_identity(site, ""),
        updated=_date(shown[0].latest) if shown else NO_DATE,
        items=[
            (entry, base + _address(entry.path), _identity(site, entry.path), _date(entry.latest)) for entry in shown
        ],
    )
    yield "feed.xml", feed.encode()
    pages = [
        (base + _address(page_path(entry.path, number)), entry.latest and entry.latest.iso()[:10])
        for entry in sorted(latest, key=lambda entry: entry.path)
        for number in range(1, entry.pages + 1)
    ]
    lists = [(base + path, None) for path in ("", "topics/", "people/", "archive/")]
    yield "sitemap.xml", render_layout(site, "sitemap.xml", pages=lists + pages).encode()
    yield "robots.txt", render_layout(site, "robots.txt").encode()


def _address(path: str) -> str:
    return href("./", path)


def _identity(site: Site, path: str) -> str:
    """A name that stays when the site moves: RFC 4122 version 5, of the site's title and the address."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{site.settings.title}/{path}"))


def _date(when: Timestamp | None) -> str:
    return Timestamp(when.at).iso() if when else NO_DATE
