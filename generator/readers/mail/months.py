"""Lists kept in one file a month or a year, as Mailman does: `2016-April.txt.gz`, `1997.txt`, `news-2016-04.mbox`."""

from __future__ import annotations

import re
from pathlib import Path

from generator.sourcefile import COMPRESSIONS

_NAME = re.compile(
    r"(?P<list>(?:.*[._ -])?)(?P<year>(?:19|20)\d\d)"
    r"(?:[._ -]?(?:(?P<number>\d{1,2})|(?P<month>[a-z]{3,9})|q(?P<quarter>[1-4]))(?:[._ -]?(?P<day>\d\d))?)?",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SUFFIXES = (".txt", ".mbox", ".mbx")


def list_of(path: Path) -> str | None:
    """What stands before the date in the name of a file of one month or year; None for other names."""
    found = _dated(path)
    return found["list"].casefold() if found else None


def order_of(path: Path) -> tuple[str, int, int, int, str]:
    """By which files of months and years come in order; other names come by their letters."""
    found = _dated(path)
    if not found:
        return path.name, 0, 0, 0, ""
    month = int(found["number"] or 0) or 3 * int(found["quarter"] or 0)
    if found["month"]:
        month = _MONTHS.index(found["month"][:3].lower()) + 1
    return found["list"].casefold(), int(found["year"]), month, int(found["day"] or 0), path.name


def _dated(path: Path) -> re.Match[str] | None:
    name = path.name
    for suffix in (*COMPRESSIONS, *_SUFFIXES):
        name = name.removesuffix(suffix)
    found = _NAME.fullmatch(name)
    if found and found["month"] and found["month"][:3].lower() not in _MONTHS:
        return None
    return found
