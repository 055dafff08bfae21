"""A page that needs no other file: styles and pictures inside, no scripts, links only to what stays reachable.

The content security policy allows what is inside by its digest and nothing else: https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from itertools import accumulate
from urllib.parse import unquote, urljoin, urlsplit

from generator.mediatypes import media_type

SITE = "data-site"
"""Marks, in layouts, elements that mean nothing away from their site."""

_ROOT = "https://site.invalid/"
_DEAD = frozenset({"script", "button", "form"})
"""Elements that do nothing without scripts or a server."""

Attributes = list[tuple[str, str | None]]
"""Of a tag, as the parser gives them."""


def inline(page: str, address: str, files: Mapping[str, bytes], base_url: str) -> str:
    """The page at `address` with what it needs of `files`, by their addresses, inside.

    Links to other pages of the site lead to `base_url`; where there is none, their words stay.
    """
    inliner = _Inliner(page, _Surroundings(_ROOT + address, files, base_url))
    inliner.feed(page)
    inliner.close()
    return inliner.result()


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The site that a page is taken out of."""

    here: str
    files: Mapping[str, bytes]
    base_url: str

    def lead(self, link: str) -> str | None:
        """The link as it leads from a page that stands alone; None where it leads nowhere."""
        target = urljoin(self.here, link)
        if not target.startswith(_ROOT):
            return link
        page, _, anchor = target.partition("#")
        if page.removesuffix("index.html") == self.here:
            return f"#{anchor}"
        return self.base_url + target.removeprefix(_ROOT) if self.base_url else None

    def file(self, link: str) -> bytes | None:
        """What lies at the link, if it is a file of the site that can be taken along."""
        return self.files.get(self._name(link))

    def data(self, link: str) -> str | None:
        """The file at the link as an address that holds it (RFC 2397)."""
        found = self.file(link)
        if found is None:
            return None
        return f"data:{media_type(self._name(link))};base64,{base64.b64encode(found).decode()}"

    def _name(self, link: str) -> str:
        target = urljoin(self.here, link)
        return unquote(urlsplit(target).path[1:]) if target.startswith(_ROOT) else ""


class _Inliner(HTMLParser):
    """Copies the page and replaces single tags."""

    def __init__(self, page: str, around: _Surroundings) -> None:
        super().__init__(convert_charrefs=False)
        self._page = page
        self._around = around
        self._starts = list(accumulate((len(line) + 1 for line in page.split("\n")), initial=0))
        self._parts: list[str] = []
        self._copied = 0
        self._leaving_out = ""
        self._depth = 0
        self._is_unlinked = False
        self._digests: list[str] = []
        self._policy: tuple[int, str] | None = None

    def result(self) -> str:
        """The page, once all of it was fed."""
        parts = [*self._parts, "" if self._leaving_out else self._page[self._copied :]]
        if self._policy is not None:
            place, policy = self._policy
            parts[place] = _tag("meta", [("http-equiv", "Content-Security-Policy"), ("content", self._allowed(policy))])
        return "".join(parts)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Replaces what would need another file."""
        values = {name: value or "" for name, value in attrs}
        if self._leaving_out:
            self._depth += tag == self._leaving_out
        elif tag in _DEAD or (SITE in values and not self._around.base_url):
            self._put("", 0)
            self._leaving_out, self._depth = tag, 1
        elif tag == "link":
            self._replace(self._link(attrs, values))
        elif tag == "meta" and values.get("http-equiv", "").lower() == "content-security-policy":
            self._replace("")
            self._policy = len(self._parts) - 1, values.get("content", "")
        elif tag == "a" and "href" in values:
            self._anchor(attrs, values["href"])
        elif tag == "img" and (data := self._around.data(values.get("src", ""))):
            self._replace(_tag(tag, _with(attrs, "src", data)))

    def handle_endtag(self, tag: str) -> None:
        """Ends what was replaced, or was left out."""
        end = self._page.find(">", self._offset()) + 1
        if self._leaving_out:
            self._depth -= tag == self._leaving_out
            if not self._depth:
                self._leaving_out, self._copied = "", end
        elif tag == "a" and self._is_unlinked:
            self._put("</span>", end - self._offset())
            self._is_unlinked = False

    def _anchor(self, attrs: Attributes, link: str) -> None:
        leads = self._around.lead(link)
        if leads is None:
            self._is_unlinked = True
            kept = [(name, value) for name, value in attrs if name in ("class", "lang", "dir", "id")]
            self._replace(_tag("span", kept))
        elif leads != link:
            self._replace(_tag("a", _with(attrs, "href", leads)))

    def _link(self, attrs: Attributes, values: Mapping[str, str]) -> str:
        link, relation = values.get("href", ""), values.get("rel", "")
        if relation == "stylesheet":
            return self._style((self._around.file(link) or b"").decode())
        leads = self._around.data(link) if relation == "icon" else self._around.lead(link)
        return _tag("link", _with(attrs, "href", leads)) if leads else ""

    def _style(self, text: str) -> str:
        text = text.replace("\r\n", "\n").replace("</", "<\\/")
        self._digests.append(base64.b64encode(hashlib.sha256(text.encode()).digest()).decode())
        return f"<style>{text}</style>"

    def _allowed(self, policy: str) -> str:
        """The policy of a page that stands alone; pictures may come from where they might before."""
        pictures = next((part.split()[1:] for part in policy.split(";") if part.split()[:1] == ["img-src"]), [])
        places = " ".join(["data:", *(place for place in pictures if place not in ("'self'", "data:", "'none'"))])
        styles = " ".join(f"'sha256-{digest}'" for digest in self._digests) or "'none'"
        return f"default-src 'none'; style-src {styles}; img-src {places}; form-action 'none'; base-uri 'none'"

    def _replace(self, text: str) -> None:
        self._put(text, len(self.get_starttag_text() or ""))

    def _put(self, text: str, length: int) -> None:
        """Copies up to the tag that is being read, and `text` in place of so many characters of it."""
        start = self._offset()
        self._parts += [self._page[self._copied : start], text]
        self._copied = start + length

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column


def _with(attrs: Attributes, name: str, value: str) -> Attributes:
    return [(key, value if key == name else old) for key, old in attrs]


def _tag(name: str, attrs: Attributes) -> str:
    return f"<{name}{''.join(_attribute(key, value) for key, value in attrs)}>"


def _attribute(name: str, value: str | None) -> str:
    if value is None:
        return f" {name}"
    text = escape(value, quote=False).replace('"', "&quot;")
    return f' {name}="{text}"'
