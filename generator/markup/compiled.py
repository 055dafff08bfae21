"""Bodies that keep to the core of Markdown, parsed by pulldown-cmark: the reference's HTML in a quarter of the time.

`core.in_core` says from the source which bodies these are. What it cannot see (HTML, which is text in our dialects, and
deep nesting) shows among the parser's events, and leaves the body to the reference, markdown-it, after all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pyromark import Markdown

from generator.markup.images import picture
from generator.markup.links import addresses, allowed
from generator.markup.writing import BREAK, Page, code, code_block, link_close, link_open, text

DEEPEST = 20
"""Levels of blocks and marks that are written here."""

_PARSER = Markdown()
_EMPTY = re.compile(r"<(li|blockquote)></\1>")  # where one ends is read in two ways
_LOOSE = re.compile(
    r"\]\([\s<]|\]\([^\s)]*\s|[\\&]"
)  # addresses that are not all that is in the brackets, or not as written
_PLAIN = re.compile(r"(?:[^*_`\[\]<>!@]|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9]))*")
_TAG = re.compile(r"""</?[A-Za-z][A-Za-z0-9]*(?: (?:(?!//)[A-Za-z0-9 ="'.,:;/#-])*)?/?>""")


class _OutsideError(Exception):
    """The body does not keep to the core."""


@dataclass(slots=True)
class _Walk:
    """Where the writing of a body has come to."""

    body: str
    """What is written."""
    page: Page
    """What writing depends on."""
    events: Iterator[Any]
    """What the parser found from here on, each as `pyromark.event.Event` has it: a dict of one key, or a word."""
    level: int = 0
    """How many blocks and marks are open."""
    in_address: bool = False
    """Whether the text so far ends in a word that holds an address; marks in it would be the address's."""


Rule = Callable[[Any, _Walk], str]
"""(what the event tells, where we are) -> its HTML."""


def write_core(body: str, page: Page) -> str | None:
    """The HTML of a body that is `in_core`; None where it turns out not to be."""
    try:
        html = "".join(_written(_Walk(body, page, iter(_PARSER.events(body))))).rstrip("\n")
    except _OutsideError:
        return None
    return None if _EMPTY.search(html) else html


def _written(walk: _Walk) -> Iterator[str]:
    breaks = {"HardBreak": BREAK, "Rule": "<hr>\n", "SoftBreak": BREAK if walk.page.breaks else "\n"}
    for event in walk.events:
        if event.__class__ is str:
            walk.in_address = False
            yield breaks[event]
            continue
        ((kind, value),) = event.items()
        if walk.in_address and not (kind == "End" and value not in _SPANS):
            raise _OutsideError
        walk.in_address = False
        yield _rule(kind, _RULES)(value, walk)


def _rule(name: str, rules: dict[str, Rule]) -> Rule:
    if name not in rules:
        raise _OutsideError
    return rules[name]


def _text(words: str, walk: _Walk) -> str:
    page = walk.page
    if "://" not in words or page.links:
        return text(words, page)
    if "](" in words:  # meant to be a link, and none: then marks in its address were taken for what they are elsewhere
        raise _OutsideError
    walk.in_address = not words[-1].isspace() and "://" in words.rsplit(None, 1)[-1]
    out: list[str] = []
    done = 0
    for start, end in addresses(words):
        address = words[start:end]
        out += text(words[done:start], page), link_open(address, "", page), text(address, page), link_close(page)
        done = end
    return "".join((*out, text(words[done:], page)))


def _tag(written: str, walk: _Walk) -> str:
    """A tag is text, and may hold no marks."""
    if not _TAG.fullmatch(written):
        raise _OutsideError
    return text(written, walk.page)


def _code(words: str, walk: _Walk) -> str:
    if "  " in words or words.strip(" ") != words:  # may be a line's indentation, which is no part of the code
        raise _OutsideError
    return code(words)


def _start(part: Any, walk: _Walk) -> str:
    walk.level += 1
    if walk.level > DEEPEST:
        raise _OutsideError
    if part.__class__ is str:
        if part not in _OPENINGS:
            raise _OutsideError
        return _OPENINGS[part]
    ((name, told),) = part.items()
    return _rule(name, _STARTS)(told, walk)


def _end(part: Any, walk: _Walk) -> str:
    walk.level -= 1
    if part.__class__ is str:
        return _CLOSINGS.get(part) or link_close(walk.page)
    ((name, told),) = part.items()
    return _ENDS[name](told, walk)


def _heading_open(told: Any, walk: _Walk) -> str:
    return f"<{told['level'].lower()}>"


def _heading_close(level: str, walk: _Walk) -> str:
    return f"</{level.lower()}>\n"


def _list_open(first: int | None, walk: _Walk) -> str:
    if first is None:
        return "<ul>"
    return "<ol>" if first == 1 else f'<ol start="{first}">'


def _list_close(ordered: bool, walk: _Walk) -> str:
    return "</ol>\n" if ordered else "</ul>\n"


def _quote_open(kind: None, walk: _Walk) -> str:
    return "<blockquote>"


def _quote_close(kind: None, walk: _Walk) -> str:
    return "</blockquote>\n"


def _code_block(kind: Any, walk: _Walk) -> str:
    """The text of the block is read up to its end; at the end of a body it may lack its last line break."""
    lines = _words(walk)
    last = lines.removesuffix("\n").rpartition("\n")[2]
    if walk.level > 1 and lines and not last.strip():  # a blank line may loosen the list that it stands in
        raise _OutsideError
    if kind == "Indented":
        return code_block(lines if lines.endswith("\n") else f"{lines}\n", "", walk.page.place)
    return code_block(lines, kind["Fenced"], walk.page.place)


def _link(told: Any, walk: _Walk) -> str:
    address = _address(told)
    if not allowed(address):
        return _as_written("[", address, walk)
    return link_open(address, told["title"], walk.page)


def _image(told: Any, walk: _Walk) -> str:
    """The words of the description are read up to its end, whatever is nested in it."""
    address = _address(told)
    if not allowed(address):
        return _as_written("![", address, walk)
    return picture(address, _words(walk), walk.page.place, in_link=any(walk.page.links))


def _address(link: Any) -> str:
    if link["link_type"] != "Inline":
        raise _OutsideError
    return str(link["dest_url"])


def _as_written(start: str, address: str, walk: _Walk) -> str:
    """What is no link for its address is text like any other, where no marks are in it."""
    words = _words(walk, bare=True)
    written = f"{start}{words}]({address})"
    if not _PLAIN.fullmatch(words + address) or written not in walk.body or _LOOSE.search(walk.body):
        raise _OutsideError
    if any(addresses(written)):
        raise _OutsideError
    return text(written, walk.page)


def _words(walk: _Walk, *, bare: bool = False) -> str:
    """The words of all that stands in the part that has just begun, which may be text alone; its end is read too."""
    return "".join(_parts(walk, bare))


def _parts(walk: _Walk, bare: bool) -> Iterator[str]:
    outside = walk.level
    for event in walk.events:
        if event.__class__ is str and not bare:
            yield " " if event == "SoftBreak" else ""
            continue
        if event.__class__ is str:
            raise _OutsideError
        ((kind, value),) = event.items()
        if kind == "Text" or (kind == "Code" and not bare):
            yield value
        elif kind == "Start" and value in _SPANS and not bare:
            walk.level += 1
        elif kind == "End":
            walk.level -= 1
            if walk.level < outside:
                return
        else:
            raise _OutsideError


_SPANS = ("Emphasis", "Strong")
_OPENINGS = {"Emphasis": "<em>", "Item": "<li>", "Paragraph": "<p>", "Strong": "<strong>"}
_CLOSINGS = {"Emphasis": "</em>", "Item": "</li>\n", "Paragraph": "</p>\n", "Strong": "</strong>"}
_STARTS: dict[str, Rule] = {
    "BlockQuote": _quote_open,
    "CodeBlock": _code_block,
    "Heading": _heading_open,
    "Image": _image,
    "Link": _link,
    "List": _list_open,
}
_ENDS: dict[str, Rule] = {"BlockQuote": _quote_close, "Heading": _heading_close, "List": _list_close}
_RULES: dict[str, Rule] = {"Code": _code, "End": _end, "InlineHtml": _tag, "Start": _start, "Text": _text}
