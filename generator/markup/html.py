"""HTML bodies made safe: an allow-list cleans them (nh3, a parser of the HTML Standard), then each tag is written anew.

The second pass is not for safety alone: it turns pictures into what the settings say, gives links their absolute
address and `rel`, and drops wrappers that mean nothing here.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape

import nh3

from generator.markup.characters import clean
from generator.markup.contents import Contents
from generator.markup.elements import KEPT, UNWRAPPED, Surroundings, element
from generator.markup.nesting import too_tangled
from generator.markup.place import Place
from generator.markup.text import render_text

DEEPEST = 200
"""Levels of elements that are written; deeper ones lose their tags. Browsers stop at 512."""

_REWRITTEN = {
    *("address", "article", "audio", "center", "fieldset", "header", "input", "main", "nav"),
    *("acronym", "source", "strike", "tt", "video"),
}
_DROPPED = {"script", "style", "template", "noscript", "title", "textarea", "select", "noembed", "noframes", "object"}
_ATTRIBUTES = {
    "*": {"class", "dir"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "audio": {"src"},
    "img": {"src", "alt"},
    "input": {"type", "checked"},
    "li": {"value"},
    "ol": {"start"},
    "source": {"src"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align"},
    "video": {"src"},
}
_IFRAME = re.compile(r"<(/?)iframe\b", re.IGNORECASE)
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_EMPTY = re.compile(r"<p>\s*</p>")


def render_html(body: str, place: Place) -> str:
    """A body of HTML, however broken, as safe and balanced HTML."""
    if "<" not in body and "&" not in body:
        return escape(body, quote=False).strip()
    if too_tangled(body):
        return render_text(body, place)
    # A frame's content is raw text to a parser; as a media element it is cleaned like everything else.
    cleaned = _cleaner().clean(_IFRAME.sub(r"<\1audio", body))
    return _EMPTY.sub("", clean(_rewritten(cleaned, place))).strip()


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=KEPT | _REWRITTEN,
        clean_content_tags=_DROPPED,
        attributes=_ATTRIBUTES,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )


def _rewritten(cleaned: str, place: Place) -> str:
    """Each tag of nh3's output, which is always balanced, as `element` writes it and `Contents` lets it stand."""
    contents = Contents(place.labels)
    around = Surroundings(place)
    done = 0
    for match in _TAG.finditer(cleaned):
        contents.text(_text(cleaned[done : match.start()]))
        done = match.end()
        slash, name, attributes = match.groups()
        if slash:
            if contents.depth:
                contents.end()
            continue
        around.in_link = contents.in_link
        written = element(name, _parsed(attributes), around)
        if written.void:
            contents.void(written)
        else:
            contents.start(written if contents.depth < DEEPEST else UNWRAPPED)
    contents.text(_text(cleaned[done:]))
    return contents.whole()


def _text(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _parsed(attributes: str) -> dict[str, str]:
    if not attributes:
        return {}
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
