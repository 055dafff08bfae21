"""Half-written HTML, whose blank lines and line breaks mean something, made HTML that says so.

After what WordPress does to every body before it shows it (`wpautop` and `make_clickable` in its `formatting.php`):
text between blank lines becomes a paragraph, a line break stays one, and a bare address becomes a link; `pre` and its
kin stay as they are. Safety is no concern here: what comes out is cleaned like any HTML of a stranger.
"""

from __future__ import annotations

import re
from collections import Counter

_PIECE = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<kept>pre|script|style|textarea|svg)\b.*?(?:</(?P=kept)\s*>|\Z)"
    r"|(?P<br><br\s*/?>[^\S\n]*\n?)"
    r"|</?[a-z][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_TAG_NAME = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n\s*\n\s*")
_ADDRESS = re.compile(r"""https?://[^\s<>"']*[^\s<>"'.,;:!?)\]}]""")

_WORDS_ONLY = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd", "caption", "figcaption"}
"""Blocks in which text is no paragraph of its own."""
_HOLDERS = {
    *("address", "article", "aside", "blockquote", "center", "colgroup", "details", "dir", "div", "dl", "fieldset"),
    *("figure", "footer", "form", "header", "hgroup", "legend", "main", "map", "math", "menu", "nav", "ol", "section"),
    *("summary", "table", "tbody", "tfoot", "thead", "tr", "ul"),
}
_ALONE = {"hr", "col", "pre", "script", "style", "textarea", "svg"}
"""Blocks that hold no text of ours."""


def autop(body: str) -> str:
    """The body with the tags that its blank lines and line breaks stand for."""
    body = body.replace("\r\n", "\n").replace("\r", "\n").strip()
    writer = _Writer()
    texts: list[str] = []
    at = 0
    for found in _PIECE.finditer(body):
        texts.append(body[at : found.start()])
        at = found.end()
        if found["br"]:
            texts.append("\n")
            continue
        writer.text("".join(texts))
        texts.clear()
        writer.tag(found[0])
    writer.text("".join(texts) + body[at:])
    writer.end_paragraph()
    return "".join(writer.out).strip()


class _Writer:
    """What is written so far, and where in it we are."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._blocks: list[str] = []
        self._open: Counter[str] = Counter()
        self._in_paragraph = False
        self._fresh = True
        self._verbatim = ""

    def text(self, text: str) -> None:
        """Text between two tags."""
        for number, part in enumerate(_BLANK_LINES.split(text)):
            if number:
                self._end_part()
            words = part.lstrip() if self._fresh else part
            if words:
                self._begin_paragraph()
                self.out.append(self._linked(words).replace("\n", "<br>\n"))
                self._fresh = False

    def tag(self, tag: str) -> None:
        """A tag, a comment, or a whole element that stays as it is."""
        found = _TAG_NAME.match(tag)
        name = found[1].lower() if found else ""
        closing = tag.startswith("</")
        if name in _WORDS_ONLY or name in _HOLDERS or name in _ALONE:
            self.end_paragraph()
            self._step(name, closing=closing)
        elif name:
            if not closing:
                self._begin_paragraph()
                self._fresh = False
            self._watch_links(name, closing=closing)
        self.out.append(tag)

    def end_paragraph(self) -> None:
        """Ends the line, and the paragraph if we opened one."""
        if not self._fresh:
            self.out[-1] = self.out[-1].rstrip().removesuffix("<br>")
        if self._in_paragraph:
            self.out.append("</p>\n")
        self._in_paragraph = False
        self._fresh = True

    def _end_part(self) -> None:
        if not self._words_only():
            self.end_paragraph()
        elif not self._fresh:
            self.out.append("<br><br>\n")
            self._fresh = True

    def _begin_paragraph(self) -> None:
        if not self._in_paragraph and not self._words_only():
            self.out.append("<p>")
            self._in_paragraph = True

    def _words_only(self) -> bool:
        return bool(self._blocks) and self._blocks[-1] in _WORDS_ONLY

    def _step(self, name: str, *, closing: bool) -> None:
        """Into a block or out of it; one that is left open ends with the block around it, a `p` with any other."""
        if name in _ALONE:
            return
        if not closing:
            if self._blocks[-1:] == ["p"]:
                self._leave("p")
            self._blocks.append(name)
            self._open[name] += 1
        elif self._open[name]:
            self._leave(name)

    def _leave(self, name: str) -> None:
        left = ""
        while left != name:
            left = self._blocks.pop()
            self._open[left] -= 1

    def _watch_links(self, name: str, *, closing: bool) -> None:
        if closing and name == self._verbatim:
            self._verbatim = ""
        elif not closing and name in ("a", "code") and not self._verbatim:
            self._verbatim = name

    def _linked(self, text: str) -> str:
        if self._verbatim or "://" not in text:
            return text
        return _ADDRESS.sub(r'<a href="\g<0>">\g<0></a>', text)
