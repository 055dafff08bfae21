"""Where a body's links may lead, and how they are written: http, https and mailto only, always with the same `rel`.

Addresses are read as browsers read them (WHATWG URL, "basic URL parser"): white space and controls around them and line
breaks inside count for nothing, so no trick of spelling hides a scheme. They are written as that standard wants them.
One with a name or password before its host leads nowhere: that is a secret, or a lie about where it leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from html import escape
from urllib.parse import urljoin

from linkify_it import LinkifyIt  # type: ignore[import-untyped]

from generator.markup.place import Place

REL = "nofollow ugc noopener"
"""What every link to elsewhere carries: no vote of ours, written by a user, no hand on our window."""

_EDGES = "".join(map(chr, range(0x21)))
_INSIDE = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB = re.compile(r"https?://(?![^/?#\\\s]*@)[^/?#\\\s]", re.IGNORECASE)
_UNSAFE = re.compile(r"[\s\x00-\x1f\x7f\"<>\\^`{|}\u202a-\u202e\u2066-\u2069]|%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"https?://[^/?#]*", re.IGNORECASE)
_BRACKET = re.compile(r"[\[\]]")
_WORD = re.compile(r"\S{1,4000}")
_SCHEME_BEFORE = re.compile(r"(?<![A-Za-z0-9])https?:(?=//)", re.IGNORECASE)


def resolve(address: str, place: Place) -> str | None:
    """The absolute address, or fragment of our own page, that a link may lead to; None when it may lead nowhere."""
    address = _INSIDE.sub("", address).strip(_EDGES)
    scheme = _SCHEME.match(address)
    if scheme is None:
        absolute = _absolute(address, place)
    elif scheme[1].lower() == "mailto":
        absolute = address
    else:
        absolute = address if _WEB.match(address) else None
    return None if absolute is None else valid(absolute)


def valid(address: str) -> str:
    """An address with all percent-encoded that must not stand in one; brackets may, around a host that is a number."""
    address = _UNSAFE.sub(_percent, address)
    if "[" not in address and "]" not in address and address.count("#") < 2:
        return address
    host = _HOST.match(address)
    end = host.end() if host else 0
    before, mark, fragment = _BRACKET.sub(_percent, address[end:]).partition("#")
    return f"{address[:end]}{before}{mark}{fragment.replace('#', '%23')}"


def allowed(address: str) -> bool:
    """Whether an address has a scheme that may be linked, or none at all."""
    address = _INSIDE.sub("", address).strip(_EDGES)
    scheme = _SCHEME.match(address)
    return scheme is None or scheme[1].lower() in ("http", "https", "mailto")


def opening(href: str, kind: str = "", title: str = "") -> str:
    """The start tag of a link to a resolved address; `kind` is its class."""
    attributes = f' class="{kind}"' if kind else ""
    attributes += f' href="{escape(href)}"'
    if _SCHEME.match(href):
        attributes += f' rel="{REL}"'
    if title:
        attributes += f' title="{escape(title)}"'
    return f"<a{attributes}>"


def linked(text: str) -> str:
    """`text` escaped, with its http(s) addresses as links."""
    if "://" not in text:
        return escape(text, quote=False)
    out: list[str] = []
    done = 0
    for start, end in addresses(text):
        out.append(escape(text[done:start], quote=False))
        out.append(f"{opening(valid(text[start:end]))}{escape(text[start:end], quote=False)}</a>")
        done = end
    out.append(escape(text[done:], quote=False))
    return "".join(out)


def address_length(text: str, colon: int) -> int:
    """How many characters after the colon of `http:` still belong to the address; 0 when it is none."""
    word = _WORD.match(text, colon + 1)
    return _length(word[0]) if word else 0


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where each http(s) address in a text begins and ends."""
    done = 0
    colon = text.find("://")
    while colon >= 0:
        scheme = _SCHEME_BEFORE.search(text, max(colon - len("https"), done), colon + len("://"))
        length = address_length(text, colon) if scheme else 0
        if scheme and length:
            done = colon + 1 + length
            if _WEB.match(text, scheme.start(), done):
                yield scheme.start(), done
        colon = text.find("://", max(colon + len("://"), done))


@lru_cache(256)
def _length(word: str) -> int:
    """How many characters of a word are the rest of an address; quotes and footers repeat them."""
    return int(_linkify().test_schema_at(word, "http:", 0))


def _absolute(address: str, place: Place) -> str | None:
    if address.startswith("#"):
        return _fragment(address, place)
    if address.startswith("//"):
        address = f"https:{address}"
    elif place.base is None or not address:
        return None
    else:
        try:
            address = urljoin(place.base, address)
        except ValueError:
            return None
    return address if _WEB.match(address) else None


def _fragment(address: str, place: Place) -> str | None:
    if place.within is not None:
        return place.within(address[1:]) or None
    return address if place.fragments and len(address) > 1 else None


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


@cache
def _linkify() -> LinkifyIt:
    return LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
