"""Bodies without markup: paragraphs, line breaks, typed lists, addresses, and quotes that lost their marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import groupby

from generator.markup.characters import clean
from generator.markup.links import allowed, linked
from generator.markup.place import Place

_BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")
_BULLET = re.compile(r"[^\S\n]{0,8}[•*-][^\S\n]+(?=\S)")
_NUMBER = re.compile(r"[^\S\n]{0,8}(\d{1,3})[.)][^\S\n]+(?=\S)")


def render_text(body: str, place: Place) -> str:
    """A body of plain words as HTML."""
    out: list[str] = []
    numbered = enumerate(paragraphs(body))
    for source, group in groupby(numbered, key=lambda pair: place.quotes.get(pair[0])):
        blocks = [_block(paragraph) for _, paragraph in group]
        out += [_quote(blocks, *source)] if source else blocks
    return "\n".join(out)


def paragraphs(body: str) -> list[str]:
    """The blocks of a `text` body, as split at blank lines; their numbers are what `Place.quotes` refers to."""
    blocks = _BLANK.split(clean(body))
    return [block.strip("\n") for block in blocks if block and not block.isspace()]


def _quote(blocks: Sequence[str], href: str, label: str) -> str:
    source = (
        f'<a href="{escape(href)}">{escape(label, quote=False)}</a>' if allowed(href) else escape(label, quote=False)
    )
    return f'<blockquote class="quote">{"".join(blocks)}<footer>{source}</footer></blockquote>'


def _block(paragraph: str) -> str:
    lines = paragraph.split("\n")
    bullets = _tail_of_bullets(lines)
    numbers = _tail_of_numbers(lines)
    start = min(bullets, numbers)
    words = linked("\n".join(line.strip() for line in lines[:start])).replace("\n", "<br>\n")
    html = f"<p>{words}</p>" if start else ""
    if bullets < len(lines):
        html += f"<ul>{_items(lines[bullets:], _BULLET)}</ul>"
    elif numbers < len(lines):
        first = int(_NUMBER.match(lines[numbers])[1])  # type: ignore[index]  # the tail holds only lines that match
        opening = "<ol>" if first == 1 else f'<ol start="{first}">'
        html += f"{opening}{_items(lines[numbers:], _NUMBER)}</ol>"
    return html


def _items(lines: Sequence[str], marker: re.Pattern[str]) -> str:
    return "".join(f"<li>{linked(marker.sub('', line, count=1).strip())}</li>" for line in lines)


def _tail_of_bullets(lines: Sequence[str]) -> int:
    start = len(lines)
    while start and _BULLET.match(lines[start - 1]):
        start -= 1
    return start


def _tail_of_numbers(lines: Sequence[str]) -> int:
    """Only numbers that count up are a list: the browser does the counting, and must arrive at the same ones."""
    start = len(lines)
    expected = None
    while start and (match := _NUMBER.match(lines[start - 1])):
        if expected is not None and int(match[1]) != expected:
            break
        expected = int(match[1]) - 1
        start -= 1
    return start
