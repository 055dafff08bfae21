"""What machines read of the whole site: its feed (Atom, RFC 4287), the sitemap, and `robots.txt`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.debate import Entry
from generator.render.atom import NO_DATE, date, identity, render_feed
from generator.render.lists import newest_first
from generator.render.site import Site
from generator.render.sitemap import sitemap
from generator.urls import href


def render_feeds(entries: Sequence[Entry], site: Site) -> Iterator[tuple[str, bytes]]:
    """The files. Without a `base_url` their addresses stay relative to the site's root."""
    yield "feed.xml", _feed(entries, site)
    yield from sitemap(entries, site)


def _feed(entries: Sequence[Entry], site: Site) -> bytes:
    """The debates by their newest comment, each with the number of its comments (RFC 4685)."""
    shown = newest_first(entry for entry in entries if not entry.noindex)[: site.settings.feed_entries]
    base = site.settings.base_url or "./"
    items = [
        (entry, base + href("./", entry.path).removeprefix("./"), identity(site, entry.path), date(entry.latest))
        for entry in shown
    ]
    updated = date(shown[0].latest) if shown else NO_DATE
    return render_feed(site, "feed.xml", base=base, id=identity(site, ""), updated=updated, items=items)
