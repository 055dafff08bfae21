"""Where links on a page of mlmym lead: it rewrites those to Lemmy so that they stay on the page's own server.

`/lemmy.example/u/ada` is a page about `ada` at `lemmy.example`; `/./u/ada@towns.example`, on a server for one instance,
about `ada` at `towns.example`. A browser that saves a page may put the page's server in front.
"""

from __future__ import annotations

import re
from html import escape, unescape

from generator.model import Author
from generator.readers.lemmy_html.oldpage import OldPage, Words
from generator.urls import host_of

_LOCAL = re.compile(
    r"(?:https?://(?P<server>[^/]+))?(?:/(?P<host>[^/@]*\.[^/@]*))?/(?P<kind>[uc]|post|comment)/"
    r"(?P<name>[^/?#@]+)(?:@(?P<home>[^/?#]+))?/?(?:\?[^#]*)?(?P<rest>#.*)?"
)
_HREF = re.compile(r'(?<= href=")(?P<href>[^"]*)(?=")')
_FLAGS = ("admin", "distinguished")


class Links:
    """Follows the links of one page."""

    def __init__(self, page: OldPage) -> None:
        """Learns from the page on which instance it stands, if it tells."""
        self._comments = {one.id for one in page.comments}
        told = [page.post] if page.post else []
        found = [_LOCAL.fullmatch(one.links.get("author", "")) for one in (*told, *page.comments)]
        self._host = next((_instance(match) for match in found if match and _instance(match)), "")
        self._server = next((match["server"] for match in found if match and match["server"]), None)

    def author(self, words: Words, op: str | None) -> Author | None:
        """Who wrote it; `op` is the link to who wrote the post."""
        link = words.links.get("author", "")
        match = _LOCAL.fullmatch(link)
        name = unescape(match["name"]) if match else words.texts.get("author", "").strip()
        if not name:
            return None
        home = (match and match["home"]) or self._host or host_of(words.links.get("fedilink", "")) or None
        flags = [flag for flag in _FLAGS if flag in words.classes]
        return Author(name, home, None, (*(["op"] if link == op else []), *flags))

    def community(self, link: str | None) -> str | None:
        """The community as people write it: `!name@host`."""
        match = _LOCAL.fullmatch(link or "")
        if not match:
            return None
        home = match["home"] or self._host
        return f"!{match['name']}@{home}" if home else f"!{match['name']}"

    def absolute(self, html: str) -> str:
        """Words whose links lead to where they led on Lemmy; those to comments of the page lead to these."""
        return _HREF.sub(lambda found: escape(self._led(unescape(found["href"]))), html)

    def debated(self, link: str, post_id: str) -> str | None:
        """What the title of a post links to, if that is another page than its own."""
        match = _LOCAL.fullmatch(link)
        own = match and match["kind"] == "post" and match["name"] == post_id
        return None if own or not host_of(link) else link

    def _led(self, href: str) -> str:
        match = _LOCAL.fullmatch(href)
        if not match or match["server"] not in (None, self._server):
            return href
        if match["kind"] == "comment" and match["name"] in self._comments and not match["home"]:
            return f"#c-{match['name']}"
        home = match["home"] or (match["host"] or "").strip(".") or self._host
        return f"https://{home}/{match['kind']}/{match['name']}{match['rest'] or ''}" if home else href


def _instance(match: re.Match[str]) -> str:
    """The instance that a link's page shows; nothing where only the reader's browser knew."""
    host = (match["host"] or "").strip(".")
    return host or (match["server"] or "").removeprefix("old.")
