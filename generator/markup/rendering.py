"""One function for every markup: a body in, safe HTML out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from generator.markup.characters import clean
from generator.markup.folding import folded
from generator.markup.headings import outlined
from generator.markup.highlighting import highlighted
from generator.markup.html import render_html
from generator.markup.mail import render_mail
from generator.markup.markdown import render_markdown
from generator.markup.place import NOWHERE, Place
from generator.markup.text import render_text
from generator.model import Markup

Renderer = Callable[[str, Place], str]
"""(body without control characters, its place) -> safe HTML."""

RENDERERS: dict[Markup, Renderer] = {
    "text": render_text,
    "mail": render_mail,
    "commonmark": partial(render_markdown, "commonmark"),
    "lemmy": partial(render_markdown, "lemmy"),
    "reddit": partial(render_markdown, "reddit"),
    "gfm": partial(render_markdown, "gfm"),
    "html": render_html,
}

SHORT = 200
"""Characters of HTML in which no quote is long enough to be folded."""


def render(body: str, markup: Markup, place: Place = NOWHERE) -> str:
    """Safe, balanced HTML for `body`; raises nothing, whatever it holds."""
    html = RENDERERS[markup](clean(body), place)
    if "</h" in html:
        html = outlined(html, place.heading)
    if 'class="language-' in html:
        html = highlighted(html)
    if "</blockquote>" in html and len(html) > SHORT:
        html = folded(html, place.labels)
    return html
