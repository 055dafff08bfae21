"""A discussion exported from Kialo as text: claims for and against a thesis, one a line, numbered by their places.

One obtains it from a discussion's menu, "Export" (docs/readers.md). The format is not described anywhere; it is

    Discussion Title: Shall the mill be sold?

    1. The mill should be sold.
    1.1. Pro: Nobody grinds there.
    1.1.1. Con: -> See 1.2.

`1.1.1` answers `1.1`; the thesis is the opening post. A line without a number belongs to the claim above it. Nothing is
told of who wrote a claim, or when. The words are Markdown.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.errors import SourceError
from generator.model import Comment, Post, Problem, Skipped, Thread
from generator.sourcefile import read_text
from generator.tree import reading_order
from generator.urls import slug

NAME = "kialo"
SIGNS = {
    '"Discussion Title:"': re.compile(rb"Discussion (?:Title|Name):"),
    'a thesis numbered "1."': re.compile(rb"^1\.[ \t]", re.MULTILINE),
    'claims like "1.1. Pro:"': re.compile(rb"^1(?:\.\d+)+\.[ \t]+(?:Pro|Con):", re.MULTILINE),
}
"""What files of this format show, by what to call it where a file lacks some of it."""

_NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,9})*"
_TITLE = re.compile(r"\s*Discussion (?:Title|Name):[ \t]*(?P<title>.*)")
_CLAIM = re.compile(rf"(?P<number>{_NUMBER})\.[ \t]+(?:(?P<side>Pro|Con):[ \t]*)?(?P<words>.*)", re.IGNORECASE)
_THESIS = re.compile(r"^1\.[ \t]", re.MULTILINE)
_ANSWER = re.compile(r"^1(?:\.[0-9]{1,9})+\.[ \t]+(?:Pro|Con):", re.IGNORECASE | re.MULTILINE)
_OTHER_ANSWER = re.compile(rf"^(?!1\.){_NUMBER}\.[ \t]+(?:Pro|Con):", re.IGNORECASE | re.MULTILINE)
"""Tells that the discussion has more theses than one."""
_SEE = re.compile(rf"-> See (?P<number>{_NUMBER})\.?(?!\S)")
_SIDES: dict[str, Literal["pro", "con"]] = {"pro": "pro", "con": "con"}
_SITE = "https://www.kialo.com/"


@dataclass(slots=True)
class _Claim:
    """A claim, while its lines are read."""

    number: str
    side: Literal["pro", "con"] | None
    lines: list[str]
    line: int

    @property
    def words(self) -> str:
        return "\n".join(self.lines).strip()


def sniff(head: bytes, path: Path) -> bool:
    """Whether the text starts with the title that Kialo gives it, or with a thesis, and has numbered claims."""
    text = codecs.getincrementaldecoder("utf-8-sig")(errors="replace").decode(head).replace("\r", "\n")
    if _TITLE.match(text):
        return bool(_THESIS.search(text) or _ANSWER.search(text))
    return bool(_THESIS.match(text.lstrip()) and _ANSWER.search(text))


def read(path: Path) -> Iterator[Thread]:
    """The one thread in the file. Raises SourceError when there is no claim in it."""
    problems: list[Problem] = []
    title, claims = _claims(path, problems)
    if not claims:
        raise SourceError("there is no claim in this text", path, hint="export the discussion from Kialo again")
    root = _root(claims)
    by_number: dict[str, _Claim] = {}
    for claim in claims:
        by_number.setdefault(claim.number, claim)
    thesis = by_number.pop(root, None)
    yield Thread(
        source=path,
        key="",
        id="",
        platform="kialo",
        title=title or (thesis.words if thesis else None),
        post=Post(None, None, None, None, "shown", thesis.words, "commonmark") if thesis else None,
        comments=_comments(by_number, root, path, problems),
        link=_link(path, title),
        problems=tuple(problems),
        skipped=tuple(_repeated(claims, path)),
    )


def _root(claims: Sequence[_Claim]) -> str:
    """The number of the one thesis, be it in the file or cut off; empty when there are several."""
    theses = {claim.number for claim in claims if "." not in claim.number}
    tops = theses or {claim.number.partition(".")[0] for claim in claims}
    return tops.pop() if len(tops) == 1 else ""


def _claims(path: Path, problems: list[Problem]) -> tuple[str | None, list[_Claim]]:
    """The title and all claims in the order of the file."""
    text = read_text(path)
    many_theses = bool(_OTHER_ANSWER.search(text))
    title = None
    claims: list[_Claim] = []
    taken: set[str] = set()
    for at, line in enumerate(text.split("\n"), 1):
        named = None if title or claims else _TITLE.match(line)
        match = _CLAIM.match(line)
        if named:
            title = named["title"].strip() or None
        elif match and _begins_claim(match, taken, many_theses):
            side = _SIDES[match["side"].lower()] if match["side"] else None
            claims.append(_Claim(match["number"], side, [match["words"]], at))
            taken.add(match["number"])
        elif claims:
            claims[-1].lines.append(line)
        elif line.strip():
            problems.append(Problem("odd-header", f"{line.strip()[:60]!r} stands above all claims", path, at))
    return title, claims


def _begins_claim(match: re.Match[str], taken: set[str], many_theses: bool) -> bool:
    """Whether it is no item of a list inside a claim's words: it has a side, or is the next thesis or a part of one."""
    if match["side"] or not taken:
        return True
    above, _, last = match["number"].rpartition(".")
    if match["number"] in taken:
        return False
    return above in taken if above else many_theses and str(int(last) - 1) in taken


def _comments(claims: Mapping[str, _Claim], root: str, path: Path, problems: list[Problem]) -> tuple[Comment, ...]:
    """The claims by number as comments; `root` is the number of the thesis, which is none of them."""
    absent: dict[str, str | None] = {}
    for number in claims:
        above = _above(number, root)
        while above is not None and above not in claims and above not in absent:
            absent[above] = _above(above, root)
            above = absent[above]
    ordered, _ = reading_order((_comment(claim, claims, root, path, problems) for claim in claims.values()), absent)
    problems += [
        Problem("missing-parent", f"claim {number}, which others answer, is not in the file", path) for number in absent
    ]
    return ordered


def _above(number: str, root: str) -> str | None:
    """The number of the claim answered; None for the thesis."""
    above = number.rpartition(".")[0]
    return above if above and above != root else None


def _comment(claim: _Claim, claims: Mapping[str, _Claim], root: str, path: Path, problems: list[Problem]) -> Comment:
    words = claim.words
    seen = dict.fromkeys(match["number"] for match in _SEE.finditer(words))
    for number in (one for one in seen if one not in claims and one != root):
        message = f"claim {claim.number} points at {number}, which is not in the file"
        problems.append(Problem("missing-reference", message, path, claim.line))
    return Comment(
        id=claim.number,
        parent=_above(claim.number, root),
        depth=0,
        author=None,
        published=None,
        edited=None,
        score=None,
        state="shown",
        body=words,
        markup="commonmark",
        side=claim.side,
        refers=tuple(number for number in seen if number in claims),
    )


def _repeated(claims: Sequence[_Claim], path: Path) -> Iterator[Skipped]:
    taken: set[str] = set()
    for claim in claims:
        if claim.number in taken:
            yield Skipped(path, claim.number, f"line {claim.line}: another claim has this number")
        taken.add(claim.number)


def _link(path: Path, title: str | None) -> str | None:
    """Where the discussion stands, if the file still has the name that Kialo gave it: title and number."""
    name, _, number = path.name.partition(".")[0].rpartition("-")
    if title is None or not re.fullmatch("[0-9]+", number) or name != slug(title):
        return None
    return f"{_SITE}{name}-{number}"
