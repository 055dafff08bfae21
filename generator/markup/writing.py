"""How what a Markdown parser found is written as HTML, whichever parser it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from generator.markup.elements import code_opening, verbatim_opening
from generator.markup.links import opening, resolve
from generator.markup.mentions import Mentions
from generator.markup.place import Place

BREAK = "<br>\n"
"""A line that ends on the page."""


@dataclass(slots=True)
class Page:
    """What writing a part of a body depends on beyond itself; changes as the body is walked."""

    place: Place
    """Where the body stands."""
    mentions: Mentions | None
    """What counts as a mention in it."""
    breaks: bool
    """Whether a line break in the source is one on the page."""
    links: list[str] = field(default_factory=list)
    """What the open links end with: an address in angle brackets may stand inside a link, but is none there."""
    checkbox: str = ""
    """The mark of the task whose text comes next."""


def text(words: str, page: Page) -> str:
    """Words outside of code, with their mentions as links."""
    if page.mentions and page.mentions.trigger in words and not page.links:
        words = page.mentions.link(words)
    else:
        words = escape(words, quote=False)
    return words.replace("\n", BREAK) if page.breaks else words


def link_open(address: str, title: str, page: Page) -> str:
    """The start of a link to an address as written; nothing where it may lead nowhere, or stands in another."""
    href = resolve(address, page.place)
    linked = href is not None and not any(page.links)
    page.links.append("</a>" if linked else "")
    return opening(href, title=title) if href is not None and linked else ""


def link_close(page: Page) -> str:
    """The end of the innermost link."""
    return page.links.pop() if page.links else ""


def code(words: str) -> str:
    """Code inside of a line."""
    return f"<code>{escape(words, quote=False)}</code>"


def code_block(lines: str, info: str, place: Place) -> str:
    """Code on lines of its own; the first word of `info` is its language."""
    language = (info.split() or [""])[0]
    return f"{verbatim_opening(place)}{code_opening(language)}{escape(lines, quote=False)}</code></pre>\n"
