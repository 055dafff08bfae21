"""What servers say of a file of the site: its media type, and how long browsers may keep it."""

from __future__ import annotations

import re

TYPES = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "xml": "application/xml",
    "txt": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "webp": "image/webp",
    "woff2": "font/woff2",
}
"""By extension; everything that a site may hold."""

FOREVER = "public, max-age=31536000, immutable"
"""For files whose names change with their content."""
SHORT = "public, max-age=300"
"""For everything whose address stays."""

_NAMED_BY_CONTENT = re.compile(r"assets/(.*[./])?[0-9a-f]{10,}\.\w+|search/\w+\.[0-9a-z]{6,}\.js")


def media_type(name: str) -> str:
    """The media type of the file `name`, with its charset; bytes of no known kind for other names."""
    if name == "feed.xml":
        return "application/atom+xml"
    return TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def cache_control(name: str) -> str:
    """How long the file at the path `name` below the site's root may be kept, as RFC 9111 writes it."""
    return FOREVER if is_named_by_content(name) else SHORT


def is_named_by_content(name: str) -> bool:
    """Whether what lies at the path `name` below the site's root never changes, since its name would change with it."""
    return _NAMED_BY_CONTENT.fullmatch(name) is not None
