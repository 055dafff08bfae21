"""Elements written only where the HTML Standard lets them stand (its content models, section 3.2.5).

What a parser leaves is balanced, yet a list may stand inside of `<code>`, or words between the items of a list.
Elements of a line start with their first words and end before each block, so that the block stands in none of them and
its words in all. Blocks inside of what holds only words, such as a heading, lose their tags.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from generator.markup.elements import Element
from generator.markup.labels import Labels

MOST_IN_A_LINE = 16
"""Elements of a line inside of each other; deeper ones lose their tags. Each block starts them all anew."""

_IN_LINES = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "rp"),
        *("rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var"),
    )
)
_WORDS_ONLY = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "ruby", "summary"})
_ITEM = {"ul": "li", "ol": "li", "dl": "dd"}
_PARENTS = {
    **dict.fromkeys(("dd", "dt"), ("dl",)),
    "figcaption": ("figure",),
    "li": ("ul", "ol"),
    "summary": ("details",),
}


@dataclass(slots=True)
class _Open:
    """An element that is open."""

    tag: str
    """Its name; empty where its tags are not written."""
    opening: str
    closing: str
    written: bool = False
    """Of one in a line: whether it has started."""
    begun: bool = False
    """Whether it holds anything yet."""
    ended: bool = False
    """Of an item: whether it waits only for what stands loose behind it, and belongs nowhere else."""


class Contents:
    """The HTML of a body as it grows: elements start and end in the order of the source."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._out: list[str] = []
        self._blank = ""
        self._open: list[_Open] = []
        self._blocks = [_Open("", "", "")]
        self._in_line: list[_Open] = []
        self._words_only = 0

    @property
    def depth(self) -> int:
        """How many elements of the source are open."""
        return len(self._open)

    @property
    def in_link(self) -> bool:
        """Whether no other link may stand here."""
        return any(element.tag == "a" for element in self._in_line)

    def text(self, html: str) -> None:
        """Escaped words, or a whole element that stands among them."""
        if html.isspace() and self._blocks[-1].ended:
            self._blank += html
        elif html.isspace():
            self._out.append(html)
        elif html:
            self._begin()
            for element in self._in_line:
                if not element.written:
                    self._out.append(element.opening)
                    element.written = True
            self._out.append(html)

    def void(self, element: Element) -> None:
        """An element that has no end."""
        if element.tag != "hr":
            self.text(element.opening)
        elif not self._words_only:
            self._leave_line()
            self._begin()
            self._out.append(element.opening)

    def start(self, element: Element) -> None:
        """The start of an element that has an end."""
        opened = _Open(element.tag, element.opening, element.closing)
        self._open.append(opened)
        if not opened.closing:
            opened.tag = ""
            self.text(opened.opening)
        elif opened.tag in _IN_LINES:
            self._start_in_line(opened)
        elif self._words_only:
            opened.tag, opened.closing = "", "\n"
        else:
            self._start_block(opened)
        self._words_only += opened.tag in _WORDS_ONLY

    def end(self) -> None:
        """The end of the innermost element that is open."""
        ending = self._open.pop()
        self._words_only -= ending.tag in _WORDS_ONLY
        if ending.tag in _IN_LINES:
            self._in_line.pop()
            self._out.append(ending.closing if ending.written else "")
        elif ending.tag:
            self._end_block(ending)
        else:
            self._out.append(ending.closing)

    def whole(self) -> str:
        """All of it, with whatever is still open ended."""
        while self._open:
            self.end()
        return "".join(self._out)

    def _start_in_line(self, opened: _Open) -> None:
        stray = opened.tag in ("rt", "rp") and not (self._in_line and self._in_line[-1].tag == "ruby")
        if stray or len(self._in_line) >= MOST_IN_A_LINE:
            opened.tag = opened.closing = ""
        else:
            self._in_line.append(opened)

    def _start_block(self, opened: _Open) -> None:
        self._leave_line()
        parents = _PARENTS.get(opened.tag)
        if parents and self._blocks[-1].ended and self._blocks[-2].tag in parents:
            self._end_item()
        around = self._blocks[-1]
        if not parents:
            self._begin()
        elif around.tag not in parents or (opened.tag == "summary" and around.begun):
            opened.tag, opened.opening, opened.closing = "div", "<div>", "</div>"
            self._begin()
        around.begun = True
        opened.begun = "<summary>" in opened.opening
        self._out.append(opened.opening)
        self._blocks.append(opened)

    def _end_block(self, ending: _Open) -> None:
        self._leave_line()
        if self._blocks[-1] is not ending:
            self._end_item()
        if ending.tag == "details":
            self._begin()
        if ending.tag in ("li", "dd", "dt"):
            ending.ended = True
        else:
            self._blocks.pop()
            self._out.append(ending.closing)

    def _begin(self) -> None:
        """Make the innermost block one that may hold words and blocks: loose ones go into the item before them."""
        around = self._blocks[-1]
        if item := _ITEM.get(around.tag):
            self._out.append(f"<{item}>")
            self._blocks.append(_Open(item, f"<{item}>", f"</{item}>", ended=True))
        elif around.tag == "details" and not around.begun:
            self._out.append(f"<summary>{escape(self._labels.details, quote=False)}</summary>")
        around.begun = True
        if self._blank:
            self._out.append(self._blank)
            self._blank = ""

    def _end_item(self) -> None:
        self._out += [self._blocks.pop().closing, self._blank]
        self._blank = ""

    def _leave_line(self) -> None:
        for element in reversed(self._in_line):
            if element.written:
                self._out.append(element.closing)
                element.written = False
