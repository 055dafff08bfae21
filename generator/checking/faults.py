"""What is wrong, from where it is seen to what is told: one finding for all faults that are alike, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from generator.errors import SiteError

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What would end a line, or tell a terminal to do something."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How a fault is found in the text of its file."""

    value: str
    """What stands there: an attribute's value, or a word."""
    attribute: str = ""
    """The attribute whose value it is; empty for a word anywhere."""
    nth: int = 1
    """Which of several."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a file, before anyone has looked up its line."""

    path: Path
    """The file, as messages show it."""
    message: str
    """One clause; faults with equal messages are one finding."""
    hint: str | None = None
    """What to do about it."""
    mark: Mark | None = None
    """Where it is; None for the file as a whole."""


def findings(faults: Iterable[Fault]) -> list[SiteError]:
    """The faults in the order of their places; those that say the same are told once, of the first file."""
    alike: dict[tuple[str, str | None], list[Fault]] = {}
    for fault in faults:
        alike.setdefault((fault.message, fault.hint), []).append(fault)
    found = [_finding(min(group, key=lambda fault: str(fault.path)), _files(group)) for group in alike.values()]
    return sorted(found, key=lambda finding: (str(finding.path), finding.line or 0, finding.column or 0))


def _files(faults: Iterable[Fault]) -> int:
    return len({fault.path for fault in faults})


def _finding(fault: Fault, files: int) -> SiteError:
    line, column = _place(fault)
    others = f", as in {files - 1:,} more file{'s' if files > 2 else ''}" if files > 1 else ""
    return SiteError(_CONTROL.sub("�", fault.message) + others, fault.path, line, column, fault.hint)


def _place(fault: Fault) -> tuple[int, int]:
    """Line and column, from 1; the first of both where the mark cannot be found again."""
    mark = fault.mark
    if mark is None:
        return 1, 1
    text = fault.path.read_text(encoding="utf-8", errors="replace")
    places = _attributes(text, mark) if mark.attribute else _words(text, mark.value)
    for number, place in enumerate(places, 1):
        if number == mark.nth:
            return place
    return 1, 1


def _words(text: str, word: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text):
        start = match.start()
        yield text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def _attributes(text: str, mark: Mark) -> list[tuple[int, int]]:
    parser = _Positions(mark)
    with suppress(AssertionError):  # raised for a marked section that it does not know, <![x[
        parser.feed(text)
    return parser.places


class _Positions(HTMLParser):
    """The places of the tags that have an attribute; the parser that reads whole sites tells none."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.places: list[tuple[int, int]] = []
        self._wanted = (mark.attribute, mark.value)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._wanted in attrs:
            line, column = self.getpos()
            self.places.append((line, column + 1))
