"""Ages as platforms print them, "1 year ago" or "2mo", read into `Age`s.

Known are, in English, the forms of date-fns (`formatDistance`, with its "about", "over", "almost"), those of moment.js
("a year ago", "an hour ago", "a few seconds ago"), and the short ones of apps ("1y ago", "2mo").
"""

from __future__ import annotations

import re
from typing import cast

from generator.model import Age, Unit

_AGE = re.compile(
    r"(?:about |almost |over |less than |~ ?)?"
    r"(?P<count>\d{1,6}|an?) ?"
    r"(?P<unit>seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mos?|years?|yrs?|y)"
    r"(?: ago)?"
)
_NOW = Age(0, "second")
_WORDS = {
    "just now": _NOW,
    "now": _NOW,
    "a few seconds ago": _NOW,
    "half a minute ago": Age(30, "second"),
    "yesterday": Age(1, "day"),
}
_UNITS = ("second", "minute", "hour", "day", "week", "month", "year")


def parse_age(text: str) -> Age | None:
    """The age that `text` tells, or None when it tells none."""
    text = " ".join(text.casefold().split())
    if text in _WORDS:
        return _WORDS[text]
    match = _AGE.fullmatch(text)
    if match is None:
        return None
    count = 1 if match["count"] in ("a", "an") else int(match["count"])
    return Age(count, _unit(match["unit"]))


def _unit(word: str) -> Unit:
    if word.startswith("mo"):
        return "month"
    return cast(Unit, next(unit for unit in _UNITS if unit[0] == word[0]))
