"""Dates as sources write them, read into `Timestamp`s: ISO 8601 with reduced precision, and ages before a capture."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from generator.model import Age, Precision, Timestamp, When

FORM = r"\d{4}(-\d\d(-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?"
"""The dates that the documentation promises to read, as a regular expression; a few more are read."""

# By how many characters they have: most dates have more, and need not be compared with any.
_REDUCED: dict[int, tuple[re.Pattern[str], str, Precision]] = {
    4: (re.compile(r"\d{4}"), "%Y", "year"),
    7: (re.compile(r"\d{4}-\d{2}"), "%Y-%m", "month"),
    10: (re.compile(r"\d{4}-\d{2}-\d{2}"), "%Y-%m-%d", "day"),
}
_MINUTE = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?!:)")
_DAYS = {"day": 1, "week": 7}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_PRECISIONS: dict[str, Precision] = {
    "second": "second",
    "minute": "minute",
    "hour": "day",
    "day": "day",
    "week": "month",
    "month": "month",
    "year": "year",
}


def parse_moment(text: str) -> Timestamp:
    """An ISO 8601 date, or date and time; without a zone it is UTC. Raises ValueError."""
    text = text.strip()
    if (reduced := _REDUCED.get(len(text))) and reduced[0].fullmatch(text):
        _, form, precision = reduced
        return Timestamp(datetime.strptime(text, form).replace(tzinfo=UTC), precision)
    at = datetime.fromisoformat(text)
    try:
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except OverflowError as cause:
        raise ValueError(text) from cause
    return Timestamp(at, "minute" if _MINUTE.match(text) else "second")


def anchor(when: When | None, captured: Timestamp | None) -> When | None:
    """`when`, with an age turned into a date where the capture is known, no finer than age and capture allow."""
    if not isinstance(when, Age) or captured is None:
        return when
    finest = max(_PRECISIONS[when.unit], captured.precision, key=_COARSENESS.index)
    return Timestamp(_before(captured.at, when), finest, approximate=True)


_COARSENESS: list[Precision] = ["second", "minute", "day", "month", "year"]


def _before(at: datetime, age: Age) -> datetime:
    if age.unit in _SECONDS:
        return at - timedelta(seconds=age.count * _SECONDS[age.unit])
    if age.unit in _DAYS:
        return at - timedelta(days=age.count * _DAYS[age.unit])
    months = at.year * 12 + at.month - 1 - age.count * (12 if age.unit == "year" else 1)
    year, month = divmod(months, 12)
    return at.replace(year=max(year, 1), month=month + 1, day=min(at.day, 28))
