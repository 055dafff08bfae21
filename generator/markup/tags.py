"""Parts between tags on lines of their own: `<details>` on GitHub; `[details]`, `[spoiler]` and `[quote]` on Discourse.

Other HTML is text in Markdown, and so are these where they do not end, stand inside of a quote's marks, or share a line
with other words. Inside of them is Markdown as everywhere.
"""

from __future__ import annotations

import re
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from generator.markup.spoilers import hidden_words

_TAG = re.compile(r"[ \t]*(?:<details(?: open(?:=\"\")?)?>|\[(?P<name>details|spoiler|quote)(?:=[^\[\]]*)?\])")
_END = re.compile(r"[ \t]*(?:</details>|\[/(?P<name>details|spoiler|quote)\])[ \t]*")
_HEAD = re.compile(
    r"""
    [ \t]* (?: <details [^<>]* > \s* (?: <summary> (?P<summary> .*? ) </summary> )?
             | \[ (?P<name> details | spoiler | quote ) (?: = "? (?P<title> [^\[\]]*? ) "? )? \] ) [ \t]* (?: \n | $ )
    """,
    re.DOTALL | re.VERBOSE,
)
_MARKUP = re.compile(r"<[^<>]*>")
_HEAD_LINES = 5
_KNOWN = "tags"


def may_hold_tags(body: str) -> bool:
    """Whether a body can hold anything for the rules to find."""
    return "</details>" in body or "[/" in body


def tag_plugin(parser: MarkdownIt) -> None:
    """Add the rules; they make `details_…`, `container_spoiler_…` and `quote_…` `open` and `close`, and spoilers."""
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", "tags", _between_tags, interrupts)
    parser.inline.ruler.before("link", "bracketed_spoiler", partial(hidden_words, "[spoiler]", "[/spoiler]"))


def _between_tags(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith(("<details", "["), start) or state.is_code_block(start_line):
        return False
    if _KNOWN not in state.env:
        state.env[_KNOWN] = _pairs(state.src)
    end = state.env[_KNOWN].get(start_line, end_line)
    head = _HEAD.match(state.src, state.bMarks[start_line], state.eMarks[min(start_line + _HEAD_LINES, end - 1)])
    if end >= end_line or head is None:
        return False
    if silent:
        return True
    kind = {"spoiler": "container_spoiler", "quote": "quote"}.get(head["name"], "details")
    outside, last = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", end
    state.push(f"{kind}_open", "", 1).info = _title(head)
    state.md.block.tokenize(state, start_line + head[0].count("\n"), end)
    state.push(f"{kind}_close", "", -1).info = _title(head)
    state.parentType, state.lineMax = outside, last
    state.line = end + 1
    return True


def _pairs(source: str) -> dict[int, int]:
    """The line of the tag that ends a part, by the line of the one that starts it."""
    pairs: dict[int, int] = {}
    opened: list[tuple[str, int]] = []
    for number, line in enumerate(source.split("\n")):
        if start := _TAG.match(line):
            opened.append((start["name"] or "<details>", number))
        elif end := _END.fullmatch(line):
            name = end["name"] or "<details>"
            while opened and opened[-1][0] != name:
                opened.pop()
            if opened:
                pairs[opened.pop()[1]] = number
    return pairs


def _title(head: re.Match[str]) -> str:
    """The words of the summary; who is quoted, without the numbers of the post and its topic."""
    if head["name"] == "quote":
        return (head["title"] or "").partition(",")[0].strip()
    return head["title"] or " ".join(_MARKUP.sub("", head["summary"] or "").split())
