"""What tells search engines where to look: the sitemap (sitemaps.org protocol 0.9) and `robots.txt` (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.debate import Entry
from generator.model import Timestamp
from generator.render.lists import newest_first
from generator.render.paging import page_path
from generator.render.site import Site, render_layout
from generator.urls import href, topic_path

MOST = 50_000
"""Addresses that one sitemap may hold; more of them take several, and an index."""


def sitemap(entries: Sequence[Entry], site: Site) -> Iterator[tuple[str, bytes]]:
    """The files. Without a `base_url` their addresses stay relative to the site's root."""
    pages = [] if site.settings.noindex else _pages(newest_first(one for one in entries if not one.noindex), site)
    files = [pages[start : start + MOST] for start in range(0, len(pages), MOST)] or [[]]
    if len(files) == 1:
        yield "sitemap.xml", render_layout(site, "sitemap.xml", pages=files[0]).encode()
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(files) + 1)]
        for name, part in zip(names, files, strict=True):
            yield name, render_layout(site, "sitemap.xml", pages=part).encode()
        addresses = [_base(site) + name for name in names]
        yield "sitemap.xml", render_layout(site, "sitemap_index.xml", sitemaps=addresses).encode()
    yield "robots.txt", render_layout(site, "robots.txt").encode()


def _pages(latest: Sequence[Entry], site: Site) -> list[tuple[str, str]]:
    """Address and last change of every page of debates and of lists; an empty change where none is known."""
    newest = _change(latest[0]) if latest else ""
    changes = dict.fromkeys(("", "topics/", "people/", "archive/"), newest)
    for entry in latest:
        for path in (*map(topic_path, entry.topics), f"archive/{_year(entry)}/"):
            changes.setdefault(path, _change(entry))
    for entry in sorted(latest, key=lambda entry: entry.path):
        for number in range(1, entry.pages + 1):
            changes[page_path(entry.path, number)] = _change(entry)
    return [(_base(site) + href("./", path).removeprefix("./"), change) for path, change in changes.items()]


def _base(site: Site) -> str:
    return site.settings.base_url or "./"


def _change(entry: Entry) -> str:
    """The date of the newest words (W3C "Date and Time Formats"), no finer than it is known; empty where it is not."""
    return entry.latest.iso() if entry.latest and not entry.latest.approximate else ""


def _year(entry: Entry) -> str:
    return str(entry.started.at.year) if isinstance(entry.started, Timestamp) else "undated"
