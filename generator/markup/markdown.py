"""Markdown bodies as safe HTML: markdown-it parses them, and its tokens are written here, each by one small rule.

A token that no rule knows writes nothing, so what can come out is what stands in this file. Bodies that keep to the
core of Markdown are `compiled`, which gives the same HTML sooner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

from markdown_it.token import Token

from generator.markup import footnotes
from generator.markup.compiled import write_core
from generator.markup.core import in_core
from generator.markup.dialects import DEEPEST, parser
from generator.markup.elements import (
    TABLE_CLOSE,
    alignment,
    hidden_opening,
    spoiler_opening,
    table_opening,
    verbatim_opening,
)
from generator.markup.images import picture
from generator.markup.mentions import mentions_of
from generator.markup.place import Place
from generator.markup.tags import may_hold_tags
from generator.markup.text import render_text
from generator.markup.unmarked import is_unmarked
from generator.markup.writing import BREAK, Page, code, code_block, link_close, link_open, text
from generator.model import Markup

_BLANK = re.compile(r"\n\n+")

Rule = Callable[[Token, Page], str]
"""(token, state of the page) -> its HTML."""


def render_markdown(markup: Markup, body: str, place: Place) -> str:
    """A body in one of the Markdown dialects as HTML; one nested too deep to be parsed is shown as plain text."""
    page = _page(markup, place)
    if is_unmarked(body) and not (page.mentions and page.mentions.trigger in body):
        return _paragraphs(body, page)
    html = write_core(body, page) if place.markdown == "compiled" and in_core(markup, body) else None
    return _reference(markup, body, place) if html is None else html


def _page(markup: Markup, place: Place) -> Page:
    return Page(place, mentions_of(markup, place.platform), breaks=markup == "gfm")


def _reference(markup: Markup, body: str, place: Place) -> str:
    """What markdown-it makes of a body, which defines what any other parser may."""
    try:
        tokens = parser(markup, formulas="$" in body, tags=may_hold_tags(body)).parse(body, {})
    except RecursionError:
        return render_text(body, place)
    if any(token.level >= DEEPEST - 1 for token in tokens if token.nesting == 1):
        return render_text(body, place)
    return _written(tokens, _page(markup, place))


def _paragraphs(body: str, page: Page) -> str:
    """What the parser makes of text without marks, fifty times as fast."""
    blocks = _BLANK.split(body.strip("\n"))
    if page.breaks:
        blocks = [block.replace("\n", "<br>\n") for block in blocks]
    return "\n".join(f"<p>{block}</p>" for block in blocks if block)


def _written(tokens: Sequence[Token], page: Page) -> str:
    out: list[str] = []
    for token in tokens:
        if token.type == "inline":
            _write_inline(token.children or (), page, out)
        elif not token.hidden:
            out.append(_FIXED.get(token.type) or _apply(token, page))
    return "".join(out).rstrip("\n")


def _write_inline(tokens: Sequence[Token], page: Page, out: list[str]) -> None:
    out.append(page.checkbox)
    page.checkbox = ""
    for token in tokens:
        if token.type == "text":
            out.append(text(token.content, page))
        else:
            out.append(_FIXED.get(token.type) or _apply(token, page))


def _apply(token: Token, page: Page) -> str:
    rule = _RULES.get(token.type)
    return rule(token, page) if rule else ""


def _soft_break(token: Token, page: Page) -> str:
    return BREAK if page.breaks else "\n"


def _link_open(token: Token, page: Page) -> str:
    return link_open(str(token.attrs.get("href", "")), str(token.attrs.get("title", "")), page)


def _link_close(token: Token, page: Page) -> str:
    return link_close(page)


def _image(token: Token, page: Page) -> str:
    return picture(str(token.attrs.get("src", "")), _words(token), page.place, in_link=any(page.links))


def _words(image: Token) -> str:
    """The text of an image's description, whatever is nested in it."""
    words: list[str] = []
    waiting = list(reversed(image.children or ()))
    while waiting:
        token = waiting.pop()
        if token.children:
            waiting += reversed(token.children)
        else:
            words.append(" " if token.type == "softbreak" else token.content)
    return "".join(words)


def _heading_open(token: Token, page: Page) -> str:
    return f"<{token.tag}>"


def _heading_close(token: Token, page: Page) -> str:
    return f"</{token.tag}>\n"


def _ordered_open(token: Token, page: Page) -> str:
    start = token.attrs.get("start")
    return "<ol>" if start is None else f'<ol start="{int(start)}">'


def _item_open(token: Token, page: Page) -> str:
    if "checked" in token.meta:
        page.checkbox = "☑ " if token.meta["checked"] else "☐ "
    return "<li>"


def _cell_open(token: Token, page: Page) -> str:
    side = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return f"<{token.tag}{alignment(side)}>"


def _code_inline(token: Token, page: Page) -> str:
    return code(token.content)


def _code_block(token: Token, page: Page) -> str:
    return code_block(token.content, token.info, page.place)


def _typed(token: Token, page: Page) -> str:
    return escape(token.content, quote=False)


def _formula(token: Token, page: Page) -> str:
    return f"{verbatim_opening(page.place)}{escape(token.content, quote=False)}</pre>\n"


def _table_open(token: Token, page: Page) -> str:
    return table_opening(page.place)


def _spoiler_open(token: Token, page: Page) -> str:
    return spoiler_opening(token.info.strip().removeprefix("spoiler").strip() or page.place.labels.spoiler)


def _details_open(token: Token, page: Page) -> str:
    return f"<details><summary>{escape(token.info or page.place.labels.details, quote=False)}</summary>"


def _quote_close(token: Token, page: Page) -> str:
    footer = f"<footer>{escape(token.info, quote=False)}</footer>" if token.info else ""
    return f"{footer}</blockquote>\n"


def _hidden_open(token: Token, page: Page) -> str:
    return hidden_opening(page.place)


def _footnote(token: Token, page: Page) -> str:
    return footnotes.write(token, page.place, in_link=any(page.links))


_SPANS = ("em", "s", "strong", "sub", "sup")
_BLOCKS = {"blockquote": "blockquote", "bullet_list": "ul", "paragraph": "p"} | {
    name: name for name in ("tbody", "thead", "tr")
}
_FIXED: dict[str, str] = {
    **{f"{name}_open": f"<{name}>" for name in _SPANS},
    **{f"{name}_close": f"</{name}>" for name in _SPANS},
    **{f"{name}_open": f"<{tag}>" for name, tag in _BLOCKS.items()},
    **{f"{name}_close": f"</{tag}>\n" for name, tag in _BLOCKS.items()},
    "container_spoiler_close": "</details>\n",
    "details_close": "</details>\n",
    "hardbreak": BREAK,
    "hr": "<hr>\n",
    "list_item_close": "</li>\n",
    "ordered_list_close": "</ol>\n",
    "quote_open": '<blockquote class="quote">',
    "spoiler_close": "</span>",
    "table_close": f"{TABLE_CLOSE}\n",
    "td_close": "</td>",
    "th_close": "</th>",
}
_RULES: dict[str, Rule] = {
    "code_block": _code_block,
    "code_inline": _code_inline,
    "container_spoiler_open": _spoiler_open,
    "details_open": _details_open,
    "fence": _code_block,
    "heading_close": _heading_close,
    "heading_open": _heading_open,
    "image": _image,
    "link_close": _link_close,
    "link_open": _link_open,
    "list_item_open": _item_open,
    "ordered_list_open": _ordered_open,
    "quote_close": _quote_close,
    "math_block": _formula,
    "math_inline": _typed,
    "softbreak": _soft_break,
    "spoiler_open": _hidden_open,
    "table_open": _table_open,
    "td_open": _cell_open,
    "th_open": _cell_open,
    **dict.fromkeys(footnotes.TOKENS, _footnote),
}
