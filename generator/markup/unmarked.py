"""Text that means nothing but itself, kept out of the Markdown parser: much of what people write.

markdown-it stops at every character that any plugin might want, and tries ten rules on each; in talk about code, and in
snake_case names, that is most of its time. Here it stops only where one of the dialects' rules can begin.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

_BLOCK_MARK = re.compile(r"[\\`*_\[\]<>&~^|@]|://|[^\S \n]| $|^(?: |[-+=#:]|\d+[.)])", re.MULTILINE)
_INLINE_MARK = re.compile(r"[\\`*_\[\]<&~^]|://|>!| \n|\n[ \t]")
_STOP = re.compile(
    r"""
    [\n!$&*:<>\[\\\]^_`~]
    (?: (?<= [\n*<\[\\\]^`~] )
      | (?<= ! ) (?= \[ )                          # an image
      | (?<= \$ ) (?= \S )                         # a formula
      | (?<= : ) (?= // )                          # an address
      | (?<= > ) (?= ! )                           # a spoiler
      | (?<= & ) (?= [\#A-Za-z] )                  # an entity
      | (?<= _ ) (?: (?<! [^\W_]_ ) | (?! [^\W_] ) )  # emphasis, which cannot begin or end inside a word
    )
    """,
    re.VERBOSE,
)
MOST_BRACKETS = 20_000_000
"""Brackets times characters of one piece of text: finding where each link ends may not take longer than a second."""


def is_unmarked(body: str) -> bool:
    """Whether a body is nothing but paragraphs and line breaks in every dialect."""
    return not _BLOCK_MARK.search(body)


def unmarked_plugin(parser: MarkdownIt) -> None:
    """Make one text token, line breaks and all, of inline text that has no marks, or too many to be anything."""
    parser.inline.ruler.at("text", _text)
    parser.core.ruler.at("inline", _parse_marked)


def _text(state: StateInline, silent: bool) -> bool:
    """Everything up to the next mark, but not beyond the end of what is being parsed."""
    stop = _STOP.search(state.src, state.pos, state.posMax)
    end = stop.start() if stop else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.append_pending(state.src[state.pos : end])
    state.pos = end
    return True


def _parse_marked(state: StateCore) -> None:
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        if _INLINE_MARK.search(token.content) and token.content.count("[") * len(token.content) < MOST_BRACKETS:
            state.md.inline.parse(token.content, state.md, state.env, token.children)
        elif token.content:
            token.children.append(Token("text", "", 0, content=token.content))
