"""The dialects of Markdown that platforms speak, each as a markdown-it parser: CommonMark 0.31 and what they add to it.

- commonmark: tables, strikethrough, footnotes (our own summaries); parts between tags as Discourse has them.
- lemmy: the same, and sub- and superscript and spoilers, as lemmy-ui's own markdown-it has them.
- reddit: tables, strikethrough, superscript and spoilers as Reddit writes them.
- gfm: GitHub's tables, strikethrough with one or two tildes, task lists, footnotes, `<details>`; HTML comments are not
  shown.

Addresses with http(s):// are links in all of them, formulas between dollar signs stay as typed. Other HTML is text.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_def
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin

from generator.markup.autolinks import autolink_plugin
from generator.markup.html_comments import html_comment_plugin
from generator.markup.links import allowed
from generator.markup.math import math_plugin
from generator.markup.raised import raised_plugin
from generator.markup.spoilers import block_spoiler_plugin, inline_spoiler_plugin
from generator.markup.tags import tag_plugin
from generator.markup.unmarked import unmarked_plugin
from generator.model import Markup

DEEPEST = 60
"""Levels of blocks that are parsed, a list and its item being two: the parser recurs, and Python's stack is finite."""


class Parser(MarkdownIt):
    """A markdown-it that leaves addresses as they are written: `links.resolve` decides what becomes of them."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - overrides
        """Refuse what may not be linked, so that it stays as it was written: `vector<std::string>`."""
        return allowed(url)

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - overrides
        """The address as written: pictures are looked up by it."""
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - overrides
        """The address as written."""
        return link


@cache
def parser(markup: Markup, *, formulas: bool = False, tags: bool = False) -> Parser:
    """The parser for a Markdown dialect, built once; it looks for formulas and parts between tags where told to."""
    parser = Parser("commonmark", {"html": False, "maxNesting": DEEPEST, "xhtmlOut": False})
    parser.disable(["html_block", "html_inline"])
    parser.enable(["table", "strikethrough"]).use(autolink_plugin).use(unmarked_plugin)
    if formulas:
        parser.use(math_plugin)
    if tags and markup in ("commonmark", "gfm"):
        parser.use(tag_plugin)
    return _ADDITIONS[markup](parser)


def _commonmark(parser: Parser) -> Parser:
    return _footnotes(parser, inline=True)


def _lemmy(parser: Parser) -> Parser:
    _footnotes(parser, inline=True).use(sub_plugin).use(superscript_plugin)
    parser.use(block_spoiler_plugin).use(inline_spoiler_plugin)
    return parser


def _reddit(parser: Parser) -> Parser:
    parser.use(raised_plugin).use(inline_spoiler_plugin)
    return parser


def _gfm(parser: Parser) -> Parser:
    parser.options["tasklists"] = True
    parser.options["strikethrough_single_tilde"] = True
    _footnotes(parser, inline=False).use(html_comment_plugin)
    return parser


def _footnotes(parser: Parser, inline: bool) -> Parser:
    """Notes are defined at the top level only: moved from inside a quote, one would leave the quote unbalanced."""
    parser.use(footnote_plugin, inline=inline)
    parser.block.ruler.at("footnote_def", _top_level_definition, {"alt": ["paragraph", "reference"]})
    return parser


def _top_level_definition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    return (silent or state.level == 0) and footnote_def(state, start_line, end_line, silent)


_ADDITIONS: dict[Markup, Callable[[Parser], Parser]] = {
    "commonmark": _commonmark,
    "lemmy": _lemmy,
    "reddit": _reddit,
    "gfm": _gfm,
}
