"""Addresses: from a place under `content/` to a folder of the site, and from one page of the site to another.

An address is a path below the site's root that ends in `/`, such as `ai-art/rutkowski-lora/`; the home page is the
empty one. The rules that a site may rely on are written down in `docs/urls.md`.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from generator.sourcefile import COMPRESSIONS

RESERVED = ("search", "topics", "people", "archive", "assets")
"""First segments that belong to the site's own pages."""

SLUG_LENGTH = 80
"""Characters a slug may have, so that addresses stay readable."""
SLUG_BYTES = 180
"""Bytes it may have, so that an id after it still fits into `NAME_BYTES`."""

NAME_BYTES = 255
"""Bytes that file systems allow the name of a file or folder."""

_UNSAFE = re.compile(r"[^\w.~-]+")
_NOT_WORDS = re.compile(r"[\W_]+")
_NO_NAME = re.compile(r"\.{0,2}|.*[\x00-\x1f\x7f\\\ud800-\udfff].*", re.DOTALL)
"""What a name in a path cannot be on every system."""


def address_of(path: PurePosixPath) -> str:
    """The address of a source by its path under `content/`, without its suffix and any compression's."""
    stem = path.name
    for suffix in COMPRESSIONS:
        stem = stem.removesuffix(suffix)
    stem = stem.rsplit(".", 1)[0] if "." in stem else stem
    stem = stem.removesuffix(".thread")
    return "".join(f"{_segment(part)}/" for part in (*path.parent.parts, stem))


def slug(text: str) -> str:
    """A title as one readable segment: words in lower case joined by hyphens, in whatever script they are."""
    words = _NOT_WORDS.sub("-", unicodedata.normalize("NFC", text).lower()).strip("-")
    short = words[:SLUG_LENGTH].encode("utf-8", "replace")[:SLUG_BYTES].decode("utf-8", "ignore")
    return short.rstrip("-") or "untitled"


def topic_path(name: str) -> str:
    """The address of a topic's page."""
    return f"topics/{slug(name)}/"


def root_from(page: str) -> str:
    """The way from the page at `page` up to the site's root: `../../`, or `./` for the home page."""
    return "../" * page.count("/") or "./"


def href(root: str, to: str, anchor: str = "", *, files: bool = False) -> str:
    """A link to the page at `to` for a page whose way to the root is `root`; `files` names `index.html` outright."""
    path = quote(to)
    if files:
        path += "index.html"
    fragment = f"#{quote(anchor, safe='')}" if anchor else ""
    return (path if path and root == "./" else root + path) + fragment


def _segment(part: str) -> str:
    safe = _UNSAFE.sub("-", unicodedata.normalize("NFC", part)).strip("-")
    return safe.lstrip(".") or "untitled"


def file_at(address: str) -> str | None:
    """The file that answers for an address: `old/index.html` for `/old/` and `/old`, `old/a.html` for `/old/a.html`.

    None where no system could have a file of that name.
    """
    path = unquote(address).removeprefix("/")
    if not path.endswith(".html"):
        path = f"{path.removesuffix('/')}/index.html" if path else "index.html"
    names = path.split("/")
    return None if any(_NO_NAME.fullmatch(name) or len(name.encode()) > NAME_BYTES for name in names) else path


def host_of(link: str) -> str:
    """The host of an http or https address; empty for anything else."""
    scheme, _, rest = link.partition("://")
    if scheme.lower() not in ("http", "https"):
        return ""
    return re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2]
