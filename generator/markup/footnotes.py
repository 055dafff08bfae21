"""Footnotes as HTML: a raised number that leads to a note under the body, and an arrow that leads back."""

from __future__ import annotations

import re
from html import escape

from markdown_it.token import Token

from generator.markup.place import Place

TOKENS = (
    "footnote_ref",
    "footnote_block_open",
    "footnote_block_close",
    "footnote_open",
    "footnote_close",
    "footnote_anchor",
)
"""The types of token that the footnote plugin makes."""

_UNFIT = re.compile(r"[^\w.-]")


def write(token: Token, place: Place, in_link: bool) -> str:
    """One of the tokens as HTML; the place keeps the ids of one body apart from those of the next."""
    if token.type == "footnote_block_open":
        return '<section class="footnotes"><ol>\n'
    if token.type == "footnote_block_close":
        return "</ol></section>\n"
    if token.type == "footnote_close":
        return "</li>\n"
    note = f"{_UNFIT.sub('-', place.unique)}-{token.meta['id'] + 1}".lstrip("-")
    mark = f"{note}-{token.meta.get('subId', 0)}".removesuffix("-0")
    if token.type == "footnote_open":
        return f'<li id="fn-{note}">'
    if token.type == "footnote_anchor":
        return f' <a class="backref" href="#fnref-{mark}" aria-label="{escape(place.labels.back)}">↩</a>'
    number = token.meta["id"] + 1
    reference = str(number) if in_link else f'<a href="#fn-{note}">{number}</a>'
    return f'<sup class="footnote" id="fnref-{mark}">{reference}</sup>'
