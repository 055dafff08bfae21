"""A picture in a body: a link to it, the picture itself, or the copy in the site, as the site's settings say."""

from __future__ import annotations

from html import escape
from urllib.parse import unquote, urlsplit

from generator.markup.characters import clean
from generator.markup.links import opening, resolve
from generator.markup.place import Place


def picture(address: str, alt: str, place: Place, in_link: bool) -> str:
    """HTML for the picture at `address` as written; its words alone where it may not, or need not, be linked."""
    alt = " ".join(alt.split())
    href = resolve(address, place)
    if href is not None and not href.lower().startswith("http"):
        href = None
    if place.images == "local" and address in place.media:
        return _embedded(place.media[address], alt)
    if href is not None and place.images == "embed":
        return _embedded(href, alt)
    words = alt or file_name(href or "") or "image"
    if href is None or in_link:
        return escape(words, quote=False)
    return f"{opening(href, 'image')}{escape(words, quote=False)}</a>"


def file_name(address: str) -> str:
    """The last part of an address's path, or its host: what to call a file that nobody described."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return clean(unquote(parts.path.rstrip("/").rpartition("/")[2]) or parts.netloc)


def _embedded(source: str, alt: str) -> str:
    return f'<img src="{escape(source)}" alt="{escape(alt)}" loading="lazy" decoding="async">'
