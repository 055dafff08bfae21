"""How a talk ran over time, as the bars of a small chart that leads to the first comment of each time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from generator.model import Comment, Precision, Timestamp

FEWEST = 12
"""Dated comments that make a chart worth drawing."""
BARS = 36
"""Times that a chart tells apart at most."""

_EPOCH = datetime(1970, 1, 5, tzinfo=UTC)
"""A Monday, so that weeks begin with one."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What was said in one span of time, in which something was."""

    place: int
    """Of the span among all of the chart, from 0."""
    start: Timestamp
    """When the span begins, as precisely as spans are long."""
    comments: int
    """Said in it."""
    first: Comment
    """The earliest of them."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Spans of equal length, from the first comment to the last."""

    spans: int
    """How many there are, empty ones too."""
    most: int
    """Comments in the fullest."""
    bars: tuple[Bar, ...]
    """Those that are not empty, in order."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A length of time that a clock or a calendar knows."""

    precision: Precision
    number: Callable[[datetime], int]
    """Which of its kind a moment lies in."""
    start: Callable[[int], datetime]
    """When that one begins."""


def timeline_of(comments: Iterable[Comment]) -> Timeline | None:
    """The chart of the comments whose day is known, or None where too few are, or all were written at one time."""
    dated = [(c.published, c) for c in comments if isinstance(c.published, Timestamp) and _is_exact(c.published)]
    if len(dated) < FEWEST:
        return None
    dated.sort(key=lambda pair: pair[0].at)
    first, last = dated[0][0].at, dated[-1][0].at
    units = _DAYS if any(when.precision == "day" for when, _ in dated) else (*_HOURS, *_DAYS)
    unit = next((unit for unit in units if unit.number(last) - unit.number(first) < BARS), None)
    if unit is None or unit.number(first) == unit.number(last):
        return None
    return _chart(unit, [(unit.number(when.at), comment) for when, comment in dated])


def _chart(unit: _Unit, dated: Sequence[tuple[int, Comment]]) -> Timeline:
    spans: dict[int, list[Comment]] = {}
    for number, comment in dated:
        spans.setdefault(number, []).append(comment)
    start = dated[0][0]
    return Timeline(
        spans=dated[-1][0] - start + 1,
        most=max(len(comments) for comments in spans.values()),
        bars=tuple(
            Bar(number - start, Timestamp(unit.start(number), unit.precision), len(comments), comments[0])
            for number, comments in spans.items()
        ),
    )


def _is_exact(when: Timestamp) -> bool:
    return not when.approximate and when.precision in ("day", "minute", "second")


def _clock(length: timedelta, precision: Precision) -> _Unit:
    """Spans of the length, counted from a Monday."""
    return _Unit(precision, lambda at: (at - _EPOCH) // length, lambda number: _EPOCH + number * length)


def _calendar(months: int, precision: Precision) -> _Unit:
    """Spans of whole months, counted from the first of all."""

    def start(number: int) -> datetime:
        year, month = divmod(number * months, 12)
        return datetime(max(year, 1), month + 1, 1, tzinfo=UTC)

    return _Unit(precision, lambda at: (at.year * 12 + at.month - 1) // months, start)


_HOURS = tuple(_clock(timedelta(minutes=minutes), "minute") for minutes in (10, 30, 60, 180, 360))
_DAYS = (
    _clock(timedelta(days=1), "day"),
    _clock(timedelta(days=7), "day"),
    *(_calendar(months, "month") for months in (1, 3)),
    *(_calendar(12 * years, "year") for years in (1, 5, 50)),
)
