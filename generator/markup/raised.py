"""Superscript as Reddit writes it: `^word` up to the next space, `^(several words)`, one inside the other."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_LONGEST = 1_000
_WORD = re.compile(r"\S{1,200}")
_NOT_RAISED = ".,;:!?)]*_~\"'"


def raised_plugin(parser: MarkdownIt) -> None:
    """Add the rule; it makes `sup_open` and `sup_close`."""
    parser.inline.ruler.after("emphasis", "raised", _raised)


def _raised(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "^":
        return False
    start = state.pos + 1
    bracketed = state.src.startswith("(", start)
    end = _bracket_end(state.src, start, state.posMax) if bracketed else _word_end(state.src, start, state.posMax)
    if end <= start:
        return False
    after = end + 1 if bracketed else end
    if not silent:
        maximum = state.posMax
        state.pos, state.posMax = start + bracketed, end
        state.push("sup_open", "sup", 1)
        state.md.inline.tokenize(state)
        state.push("sup_close", "sup", -1)
        state.posMax = maximum
    state.pos = after
    return True


def _word_end(source: str, start: int, maximum: int) -> int:
    word = _WORD.match(source, start, maximum)
    return start + len(word[0].rstrip(_NOT_RAISED)) if word else start


def _bracket_end(source: str, start: int, maximum: int) -> int:
    """Where the bracket that opens at `start` closes; `start` when it does not."""
    limit = min(maximum, start + _LONGEST)
    end = source.find(")", start, limit)
    while end >= 0 and source.count("(", start, end) > source.count(")", start, end) + 1:
        end = source.find(")", end + 1, limit)
    return max(end, start)
