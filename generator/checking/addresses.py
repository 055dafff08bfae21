"""From what a page writes into a link to the file of the site that it leads to (RFC 3986, section 5)."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

_IGNORED = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


@dataclass(frozen=True, slots=True)
class Base:
    """Where the site is published."""

    url: str
    """Ends in `/`; empty where the site does not know."""

    @property
    def path(self) -> str:
        """The path of the home page on its host."""
        return urlsplit(self.url).path or "/"


@dataclass(frozen=True, slots=True)
class Target:
    """A place in the site."""

    file: str
    """The file's path below the site's root; begins with `..` if the link leads out of it."""
    fragment: str = ""
    """Of the address, decoded."""

    @property
    def address(self) -> str:
        """The file's address from the site's root, as people read it."""
        folder, _, name = f"/{self.file}".rpartition("/")
        return f"{folder}/" if name == "index.html" else f"{folder}/{name}"


def base_of(output: Path) -> Base:
    """The base that the site was built for, as its feed says; empty without a feed, or a base."""
    feed = output / "feed.xml"
    node = LexborHTMLParser(feed.read_bytes()).css_first("link[rel=self]") if feed.is_file() else None
    href = (node.attributes.get("href") or "") if node else ""
    return Base(href.removesuffix("feed.xml") if href.startswith(("http://", "https://")) else "")


def resolve(value: str, page: str, base: Base, *, whole: bool = False) -> Target | None:
    """Where `value` leads from the file `page`; None for what is not in this site.

    With `whole` a full address may be one of the site's own.
    """
    value = _IGNORED.sub("", value.strip())
    folder, file = posixpath.dirname(page), page
    if whole and base.url and value.startswith(base.url):
        value, folder, file = value.removeprefix(base.url), "", "index.html"
    elif _SCHEME.match(value):
        return None
    elif value.startswith("/"):
        if not value.startswith(base.path):
            return None
        value, folder, file = value.removeprefix(base.path), "", "index.html"
    rest, _, fragment = value.partition("#")
    path = unquote(rest.partition("?")[0])
    if path:
        last = path.rpartition("/")[2]
        file = posixpath.normpath(posixpath.join(folder, path, "index.html" if last in ("", ".", "..") else ""))
    return Target(file, unquote(fragment.partition(":~:")[0]))
