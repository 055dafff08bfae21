"""Formulas between dollar signs, left as they were typed: to Markdown their marks would be emphasis and escapes.

`$a_1$` inside of words follows Pandoc's rule for what is no price: no space after the first sign nor before the last,
no digit after the last. Beyond it, what is between them has to look like a formula, or `**$A** and **$B**` would be
one. `$$` at the start of a line begins a formula of lines of its own, which ends with a line that ends in `$$`.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_MOST_LINES = 200
_INLINE = re.compile(
    r"""
    \$\$ (?=\S) (?P<display> (?: \\. | [^\\$] ){1,2000} ) \$\$
    | \$ (?=[^\s$]) (?P<words> (?: \\. | [^\\$] ){1,500} ) (?<!\s) \$ (?!\d)
    """,
    re.DOTALL | re.VERBOSE,
)
_FORMULA = re.compile(
    r"""
    [\\{}] | \S \^ \S | [^\s_*] _ [\w{]
    | ^ (?! .* \*\* ) [\w(] [\w*+/=().,<>|-]{0,40} $ (?<! [*_] )  # a*b*c, but nothing that may end emphasis
    """,
    re.VERBOSE,
)


def math_plugin(parser: MarkdownIt) -> None:
    """Add the rules; they make `math_inline` and `math_block`."""
    parser.inline.ruler.after("entity", "math", _inline_formula)
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", "math", _block_formula, interrupts)


def _inline_formula(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    found = _INLINE.match(state.src, state.pos, state.posMax)
    if found is None or not _FORMULA.search(found["display"] or found["words"]):
        return False
    if not silent:
        state.push("math_inline", "", 0).content = found[0]
    state.pos = found.end()
    return True


def _block_formula(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Only where nothing but the formula is on its lines; a quote's or an item's marks before them are not."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("$$", start) or state.is_code_block(start_line):
        return False
    first = state.src[start + 2 : state.eMarks[start_line]].strip()
    if first.endswith("$$"):
        return False
    for line in range(start_line + 1, min(end_line, start_line + _MOST_LINES)):
        if state.sCount[line] < state.blkIndent:
            return False
        if state.src[state.bMarks[line] : state.eMarks[line]].rstrip().endswith("$$"):
            break
    else:
        return False
    if not silent:
        state.push("math_block", "", 0).content = state.getLines(start_line, line + 1, state.blkIndent, False)
        state.line = line + 1
    return True
