"""Where a body uses only the core of CommonMark, what we write means what markdown-it's own renderer writes."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.markup import render

REFERENCE = MarkdownIt("commonmark", {"html": False, "maxNesting": 60, "xhtmlOut": False})
HEADINGS = {f"h{level}": "h" for level in range(1, 7)}  # ours have a level below those of the page
PIECES = [
    "a",
    "word",
    "snake_case",
    "1",
    "1. ",
    "- ",
    "> ",
    "# ",
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "```\n",
    "    ",
    "\t",
]
PIECES += [
    "\n",
    "\n\n",
    " ",
    "  \n",
    "\\",
    "&amp;",
    "&",
    "!",
    ":",
    ">!",
    "---\n",
    "===\n",
    "<",
    "@",
    ".",
    "é",
    "。",
    "\xa0",
]


class _Events(HTMLParser):
    """What HTML says, whatever the white space around its tags."""

    def __init__(self, html: str, renamed: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.renamed = renamed
        self.events: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # we refuse some names of languages, and let what is preformatted be scrolled from the keyboard
        kept = [] if tag in ("code", "pre") else attrs
        self.events.append(f"<{self.renamed.get(tag, tag)} {kept}>")

    def handle_endtag(self, tag: str) -> None:
        self.events.append(f"</{self.renamed.get(tag, tag)}>")

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self.events.append(words)


@given(body=st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@example(body="one\n\ttwo *three*\n\n\tfour")
@example(body="snake_case_name and _snake_case_ and a__b__c")
@settings(max_examples=500, deadline=None)
def test_the_core_is_read_as_markdown_it_reads_it(body: str) -> None:
    written = _Events(render(body, "commonmark"), HEADINGS).events
    assert written == _Events(REFERENCE.render(body), HEADINGS).events
