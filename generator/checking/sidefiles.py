"""Files that are no pages and lead somewhere all the same: feeds, style sheets, data, maps of anchors, redirects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
from selectolax.lexbor import LexborHTMLParser

from generator.checking.addresses import Base, Target, resolve
from generator.checking.faults import Fault, Mark
from generator.checking.look import Citation, Kind, Link, Look

T = TypeVar("T")

_CSS = re.compile(r"url\(\s*['\"]?([^'\")]+?)['\"]?\s*\)|@import\s+['\"]([^'\"]+)")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ANCHORS = re.compile(rb"moothall\.anchors\((\{.*\})\)", re.DOTALL)


def look_at_feed(path: Path, name: str, base: Base) -> Look:
    """A feed (Atom) or a sitemap; without a base their addresses begin at the site's root."""
    tree = LexborHTMLParser(path.read_bytes())
    marks = [Mark(node.attributes.get("href") or "", "href") for node in tree.css("link")]
    marks += [Mark(node.text().strip()) for node in tree.css("loc")]
    return _look(name, "link", marks, base)


def look_at_style(path: Path, name: str, base: Base) -> Look:
    """A style sheet: the pictures, fonts and style sheets that it loads."""
    text = _CSS_COMMENT.sub("", path.read_text(encoding="utf-8", errors="replace"))
    return _look(name, "asset", [Mark(match[1] or match[2]) for match in _CSS.finditer(text)], base)


def look_at_redirects(path: Path, name: str, base: Base) -> Look:
    """`_redirects` as Cloudflare, Netlify and GitLab read it: from, to and perhaps a status, a line each."""
    rows = [line.split() for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    goals = [row[1] for row in rows if len(row) > 1 and not row[0].startswith("#") and ":" not in row[1]]
    return _look(name, "redirect", [Mark(goal) for goal in goals], base)


def look_at_anchors(path: Path, name: str, base: Base) -> Look:
    """The map of a long debate, which leads to comments on its later pages."""
    match = _ANCHORS.search(path.read_bytes())
    pages = _decode(match[1], dict[str, int]) if match else None
    if pages is None:
        return _spoilt(path, name)
    folder = name.rpartition("/")[0]
    links = (
        Link("anchor map", Target(f"{folder}/{number}/index.html", anchor), Mark(anchor))
        for anchor, number in pages.items()
    )
    return Look(name, frozenset(pages), tuple(links), len(pages))


class _Claim(msgspec.Struct):
    id: str
    cites: list[str] = []


class _Summary(msgspec.Struct):
    claims: list[_Claim] = []
    highlights: list[str] = []


class _Data(msgspec.Struct):
    summary: _Summary = msgspec.field(default_factory=_Summary)


def look_at_data(path: Path, name: str, base: Base) -> Look:
    """A debate's `thread.json`: the comments at which its claims and highlights point."""
    data = _decode(path.read_bytes(), _Data)
    if data is None:
        return _spoilt(path, name)
    return Look(name, citations=tuple(_citations(data.summary, name.removesuffix("thread.json") + "index.html")))


def _decode(data: bytes, shape: type[T]) -> T | None:
    try:
        return msgspec.json.decode(data, type=shape)
    except msgspec.MsgspecError:
        return None


def _spoilt(path: Path, name: str) -> Look:
    return Look(name, faults=(Fault(path, "this is not as Moothall wrote it", "build again"),))


def _citations(summary: _Summary, page: str) -> Iterator[Citation]:
    for claim in summary.claims:
        yield from (Citation(page, anchor, f'the claim "{claim.id}" cites') for anchor in claim.cites)
    yield from (Citation(page, anchor, "the highlights name") for anchor in summary.highlights)


def _look(name: str, kind: Kind, marks: list[Mark], base: Base) -> Look:
    links = []
    for mark in dict.fromkeys(marks):
        to = resolve(mark.value, name, base, whole=True)
        if to is not None:
            links.append(Link(kind, to, mark))
    return Look(name, links=tuple(links), number=len(marks))
