"""Mail bodies: quote marks become nested quotes, patches and tables stay as they are, wrapped lines become paragraphs.

Follows the customs of RFC 3676 (`>` for each level of quoting, `-- ` before the signature) without its flowed lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import Literal

from generator.markup.elements import code_opening, verbatim_opening
from generator.markup.links import linked
from generator.markup.patches import split_patches
from generator.markup.place import Place
from generator.markup.verbatim import is_verbatim
from generator.markup.wrapping import unwrapped

DEEPEST = 40
"""Levels of quotes that are shown; what was quoted more often stands in the last of them."""

_QUOTE_MARKS = re.compile(r">(?: ?>)* ?")
_FOOTER = re.compile(r"_{25,}\s*$")
_FOOTER_LINES = 8
_BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")
_TRAILING = re.compile(r"[^\S\n]+$", re.MULTILINE)
_JOIN = "\n\n"
_LINE = "\n"
_BREAK = "<br>\n"

Line = tuple[int, str]
"""(levels of quoting, the words behind the marks)."""
Kind = Literal["patch", "verbatim", "words"]
"""What a block of a mail is."""


def render_mail(body: str, place: Place) -> str:
    """The body of a mail as HTML."""
    lines = [_levelled(line) if line[:1] == ">" else (0, line) for line in body.strip("\n").split("\n")]
    start, end = _signature(lines) if "--" in body or "__" in body else (len(lines), len(lines))
    signature = linked("\n".join(text.rstrip() for _, text in lines[start:end])).replace(_LINE, _BREAK)
    signed = f'<div class="signature">{signature}</div>' if signature else ""
    return "\n".join(part for part in (_talk(lines[:start], place), signed, _talk(lines[end:], place)) if part)


def _levelled(line: str) -> Line:
    if line[1:2] not in " >":
        return 1, line[1:]
    marks = _QUOTE_MARKS.match(line)
    return (min(marks[0].count(">"), DEEPEST), line[marks.end() :]) if marks else (0, line)


def _signature(lines: Sequence[Line]) -> tuple[int, int]:
    """From the line that starts the signature to its end, which is the mail's unless it was written above a quote."""
    count = len(lines)
    marked = (i for i, line in enumerate(lines) if line[1][:2] in ("--", "__"))
    start = next((i for i in marked if _starts_signature(lines[i], count - i)), count)
    quote = next((i for i in range(start, len(lines)) if lines[i][0]), None)
    if quote is None:
        return start, len(lines)
    blank = next((i for i in range(start, quote) if not lines[i][1].strip()), start)
    return start, blank


def _starts_signature(line: Line, lines_left: int) -> bool:
    level, text = line
    if level:
        return False
    return text == "-- " or (lines_left <= _FOOTER_LINES and (text == "--" or _FOOTER.match(text) is not None))


def _talk(lines: Sequence[Line], place: Place) -> str:
    levels = ((level, [text for _, text in group]) for level, group in groupby(lines, key=itemgetter(0)))
    spoken = [(level, texts) for level, texts in levels if level or any(map(str.strip, texts))]
    out: list[str] = []
    for quoted, group in groupby(spoken, key=lambda part: part[0] > 0):
        parts = list(group)
        text = _LINE.join(text for _, texts in parts for text in texts)
        out += _quoted(parts, place) if quoted else _blocks(text, place)
    return "\n".join(part for part in out if part)


def _quoted(parts: Sequence[tuple[int, list[str]]], place: Place) -> Iterator[str]:
    """Quotes that follow one another."""
    depth = 0
    for level, texts in parts:
        yield "<blockquote>" * (level - depth) + "</blockquote>" * (depth - level)
        yield from _blocks("\n".join(texts), place)
        depth = level
    yield "</blockquote>" * depth


def _blocks(text: str, place: Place) -> Iterator[str]:
    """Paragraphs, patches and verbatim blocks; verbatim ones that only a blank line parts are one."""
    for kind, group in groupby(_parted(text), key=itemgetter(0)):
        blocks = [block for _, block in group]
        if kind == "patch":
            patch = escape("\n".join(blocks), quote=False)
            yield f"{verbatim_opening(place)}{code_opening('diff')}{patch}</code></pre>"
        elif kind == "verbatim":
            yield f"{verbatim_opening(place)}{linked(_TRAILING.sub('', _JOIN.join(blocks)))}</pre>"
        else:
            for block in blocks:
                yield f"<p>{linked(unwrapped(block)).replace(_LINE, _BREAK)}</p>"


def _parted(text: str) -> Iterator[tuple[Kind, str]]:
    """(what it is, text) for each block: a patch, or lines between blank ones."""
    for is_patch, part in split_patches(text):
        if is_patch:
            yield "patch", part
            continue
        for block in _BLANK.split(part.strip("\n")):
            if block and not block.isspace():
                yield "verbatim" if is_verbatim(block) else "words", block
