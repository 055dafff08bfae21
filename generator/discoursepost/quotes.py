"""Quotes that name their source: `aside.quote` becomes a block quote whose footer links to what is quoted."""

from __future__ import annotations

import re
from html import escape

from generator.discoursepost.place import Place

_PARTS = re.compile(
    r'<aside class="quote[^"]*"(?P<attributes>[^<>]*)>(?P<title>(?:(?!</?aside\b|</?blockquote\b).)*)<blockquote>'
    r"|</blockquote>\s*</aside>",
    re.DOTALL,
)
_POST = re.compile(r'\bdata-post="(\d{1,9})"')
_TOPIC = re.compile(r'\bdata-topic="(\d{1,18})"')
_USER = re.compile(r'\bdata-username="([^"]*)"')
_CONTROLS = re.compile(r'<div class="quote-controls">(?:(?!</?div\b).)*</div>', re.DOTALL)
_LINK = re.compile(r'<a\b[^<>]*\bhref="([^"]*)"[^<>]*>((?:(?!</?a\b).)*)</a>', re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


def link_quotes(cooked: str, place: Place) -> str:
    """The words with every quote as a block quote; as they are, where quotes do not end as they should."""
    out: list[str] = []
    open_footers: list[str] = []
    done = 0
    for part in _PARTS.finditer(cooked):
        out.append(cooked[done : part.start()])
        done = part.end()
        if part["title"] is not None:
            open_footers.append(_footer(part["attributes"], part["title"], place))
            out.append("<blockquote>")
        elif open_footers:
            out.append(f"{open_footers.pop()}</blockquote>")
        else:
            return cooked
    return cooked if open_footers else "".join((*out, cooked[done:]))


def _footer(attributes: str, title: str, place: Place) -> str:
    """Who is quoted, or which topic, with a link if it is known where they said it."""
    post, topic, user = (found.search(attributes) for found in (_POST, _TOPIC, _USER))
    title = _CONTROLS.sub("", title)
    link = _LINK.search(title)
    label = _words(link[2] if link else title) or (user[1] if user else "")
    if link:
        href = link[1]
    elif post and topic:
        own = int(topic[1]) == place.topic
        number = int(post[1])
        href = escape((place.of_post(number) if own else place.elsewhere(int(topic[1]), number)) or "")
    else:
        href = ""
    if not label:
        return ""
    return f'<footer><a href="{href}">{label}</a></footer>' if href else f"<footer>{label}</footer>"


def _words(html: str) -> str:
    return " ".join(_TAG.sub(" ", html).split()).removesuffix(":").strip()
