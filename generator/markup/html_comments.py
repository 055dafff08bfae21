"""HTML comments in Markdown, which issue templates are full of: they were never meant to be read."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_LONGEST = 20_000
"""Characters of a comment; bounds the search for its end."""


def html_comment_plugin(parser: MarkdownIt) -> None:
    """Add the rules; they make no tokens."""
    parser.block.ruler.before("paragraph", "html_comment", _block_comment, {"alt": ["paragraph"]})
    parser.inline.ruler.before("autolink", "html_comment", _inline_comment)


def _block_comment(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("<!--", start) or state.is_code_block(start_line):
        return False
    end = state.src.find("-->", start + 4, start + _LONGEST)
    line = start_line
    while line < end_line and state.eMarks[line] < end:
        line += 1
    if end < 0 or line >= end_line or state.src[end + 3 : state.eMarks[line]].strip():
        return False
    if not silent:
        state.line = line + 1
    return True


def _inline_comment(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("<!--", state.pos):
        return False
    end = state.src.find("-->", state.pos + 4, min(state.posMax, state.pos + _LONGEST))
    if end < 0:
        return False
    state.pos = end + 3
    return True
