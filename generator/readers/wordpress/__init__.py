"""Reads WXR, the XML file in which WordPress exports a site: posts with their comments.

One obtains it under Tools → Export, or with `wp export`. It is RSS 2.0 with elements of its own, written by
`wp-admin/includes/export.php`; versions 1.0 to 1.2 are read, and what other programs write in that form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.errors import SourceError
from generator.model import Thread
from generator.readers.wordpress.site import Site
from generator.readers.wordpress.talk import to_thread
from generator.xmlfile import read_elements

NAME = "wordpress"
SIGNS = {
    "<rss>": re.compile(rb"<rss\b"),
    "the namespace http://wordpress.org/export/": re.compile(rb"""["\']http://wordpress\.org/export/"""),
    "<item>": re.compile(rb"<item\b"),
}
"""What files of this format show, by what to call it where a file lacks some of it."""

_ROOT = re.compile(rb"""<rss\b[^>]*["']http://wordpress\.org/export/\d""")
_NAMESPACES = {
    **{f"http://wordpress.org/export/{version}/": "wp" for version in ("1.0", "1.1", "1.2")},
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
}


def sniff(head: bytes, path: Path) -> bool:
    """Whether there is the outermost element of an RSS file with WordPress' own elements."""
    return bool(_ROOT.search(head))


def read(path: Path) -> Iterator[Thread]:
    """A thread for each entry with comments; one without post and comments where none of them is public.

    Raises SourceError.
    """
    site = Site()
    keys: Counter[str] = Counter()
    items = 0
    for element in read_elements(path, "rss", ("title", "wp:author", "item"), _NAMESPACES):
        if element.name == "title":
            site.name = site.name or element.text.strip()
        elif element.name == "wp:author":
            site.add_author(element)
        else:
            items += 1
            if element.first("wp:comment"):
                thread = to_thread(element, site, path)
                keys[thread.key] += 1
                yield thread if keys[thread.key] == 1 else replace(thread, key=f"{thread.key}-{keys[thread.key]}")
    if not items:
        raise SourceError("holds no posts", path, hint="choose “All content” when you export, or posts with comments")
