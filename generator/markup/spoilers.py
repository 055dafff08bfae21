"""Hidden words in Markdown: `>!inline!<` (Reddit, Lemmy apps) and `::: spoiler Title` … `:::` (lemmy-ui)."""

from __future__ import annotations

from functools import partial

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.blockquote import blockquote
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.container import container_plugin

_LONGEST = 5_000
"""Characters that one inline spoiler may hide; bounds the search for its end."""


def block_spoiler_plugin(parser: MarkdownIt) -> None:
    """Add `::: spoiler`; it makes `container_spoiler_open` and `container_spoiler_close`."""
    parser.use(container_plugin, "spoiler")


def inline_spoiler_plugin(parser: MarkdownIt) -> None:
    """Add `>!…!<`, also where CommonMark would see a quote; it makes `spoiler_open` and `spoiler_close`."""
    parser.inline.ruler.before("emphasis", "spoiler", partial(hidden_words, ">!", "!<"))
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.at("blockquote", _quote_unless_spoiler, interrupts)


def hidden_words(opening: str, closing: str, state: StateInline, silent: bool) -> bool:
    """The rule for words between two marks, which are hidden; it makes `spoiler_open` and `spoiler_close`."""
    start = state.pos + len(opening)
    if not state.src.startswith(opening, state.pos):
        return False
    end = state.src.find(closing, start, min(state.posMax, start + _LONGEST))
    if end <= start:
        return False
    if not silent:
        maximum = state.posMax
        state.pos, state.posMax = start, end
        state.push("spoiler_open", "span", 1)
        state.md.inline.tokenize(state)
        state.push("spoiler_close", "span", -1)
        state.posMax = maximum
    state.pos = end + len(closing)
    return True


def _quote_unless_spoiler(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.src.startswith(">!", start) and _closes(state.src, start + 2):
        return False
    return blockquote(state, start_line, end_line, silent)


def _closes(source: str, start: int) -> bool:
    """Whether a spoiler ends in the paragraph it begins in."""
    end = source.find("!<", start, start + _LONGEST)
    return end > start and "\n\n" not in source[start:end]
