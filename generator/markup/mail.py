"""Mail bodies: quote marks become nested quotes, patches and tables stay as they are, wrapped lines become paragraphs.

Follows the customs of RFC 3676 (`>` for each level of quoting, `-- ` before the signature) without its flowed lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
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
REMEMBERED = 256
"""Blocks that are kept as they were made: half of all quote what was said shortly before."""
LONG = 4_000
"""Characters of a block that is not kept."""

# lines quoted with the same marks as the first of them, or lines that are not quoted
_RUN = re.compile(r"\n(?:(>(?: ?>)*)[^\n]*+(?:\n\1(?! ?>)[^\n]*+)*|[^\n]*+(?:\n(?!>)[^\n]*+)*)")
# the mark of a signature anywhere; a bare one, and the rule above a list's footer, in the last eight lines
_SIGNATURE = re.compile(r"\n(?:-- (?=\n|\Z)|(?:--|_{25,}[^\S\n]*)(?=(?:\n.*){0,7}\Z))")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*(?=\n)")
_BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")
_JOIN = "\n\n"
_LINE = "\n"
_BREAK = "<br>\n"

Run = tuple[int, str]
"""(levels of quoting, lines in a row that are quoted as often, without their marks)."""
Block = tuple[Literal["patch", "verbatim", "words"], str]
"""(what it is, its lines; those of words as HTML)."""


def render_mail(body: str, place: Place) -> str:
    """The body of a mail as HTML."""
    text = _LINE + body.strip(_LINE)
    start, end = _signature(text)
    signature = linked(_trimmed(text[start + 1 : end])).replace(_LINE, _BREAK)
    signed = f'<div class="signature">{signature}</div>' if signature else ""
    return _LINE.join(part for part in (_talk(text[:start], place), signed, _talk(text[end:], place)) if part)


def _signature(text: str) -> tuple[int, int]:
    """From the break before a signature to its end, which is the mail's unless it was written above a quote."""
    found = _SIGNATURE.search(text)
    if found is None:
        return len(text), len(text)
    start = found.start()
    quote = text.find("\n>", start)
    if quote < 0:
        return start, len(text)
    blank = _EMPTY_LINE.search(text, start, quote + 1)
    return start, blank.start() if blank else start


def _trimmed(lines: str) -> str:
    return _LINE.join(map(str.rstrip, lines.split(_LINE)))


def _talk(text: str, place: Place) -> str:
    """Lines, each with a break before it, as HTML."""
    out: list[str] = []
    depth = 0
    for level, lines in _runs(text):
        if level or (lines and not lines.isspace()):
            out.append("<blockquote>" * (level - depth) + "</blockquote>" * (depth - level))
            out += _blocks(lines, place)
            depth = level
    out.append("</blockquote>" * depth)
    return _LINE.join(part for part in out if part)


def _runs(text: str) -> Iterator[Run]:
    """The runs in lines, each with a break before it; marks spelled in two ways, `>>` and `> >`, are one run."""
    for level, group in groupby(map(_levelled, _RUN.finditer(text)), key=itemgetter(0)):
        yield level, _LINE.join(lines for _, lines in group)


def _levelled(run: re.Match[str]) -> Run:
    lines, marks = run[0], run[1]
    if not marks:
        return 0, lines[1:]
    lines = lines.replace(f"\n{marks} ", _LINE).replace(f"\n{marks}", _LINE)
    return min(marks.count(">"), DEEPEST), lines[1:]


def _blocks(text: str, place: Place) -> Iterator[str]:
    """Paragraphs, patches and verbatim blocks; verbatim ones that only a blank line parts are one."""
    for kind, group in groupby(_parted(text), key=itemgetter(0)):
        blocks = [block for _, block in group]
        if kind == "patch":
            patch = escape(_LINE.join(blocks), quote=False)
            yield f"{verbatim_opening(place)}{code_opening('diff')}{patch}</code></pre>"
        elif kind == "verbatim":
            yield f"{verbatim_opening(place)}{linked(_trimmed(_JOIN.join(blocks)))}</pre>"
        else:
            yield from blocks


def _parted(text: str) -> Iterator[Block]:
    """Patches, and lines between blank ones."""
    for is_patch, part in split_patches(text):
        if is_patch:
            yield "patch", part
            continue
        for block in _BLANK.split(part.strip(_LINE)):
            if block and not block.isspace():
                yield _block(block) if len(block) < LONG else _block.__wrapped__(block)


@lru_cache(REMEMBERED)
def _block(lines: str) -> Block:
    """Lines between blank ones, as they are made wherever they stand."""
    if is_verbatim(lines):
        return "verbatim", lines
    return "words", f"<p>{linked(unwrapped(lines)).replace(_LINE, _BREAK)}</p>"
