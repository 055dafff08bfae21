"""Dates and numbers in words, as precisely as they are known and no more."""

from __future__ import annotations

from datetime import UTC, datetime

from markupsafe import Markup, escape

from generator.model import Age, Timestamp, When

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(when: When | None) -> str:
    """`30 July 2023`, `July 2023`, `about 2023`; `1 year before it was saved` where that is all that is known."""
    if when is None:
        return "undated"
    if isinstance(when, Age):
        return f"{when.words()} before it was saved" if when.count else "just before it was saved"
    at = when.at.astimezone(UTC)
    about = "about " if when.approximate else ""
    if when.precision == "year":
        return f"{about}{at.year}"
    if when.precision == "month":
        return f"{about}{month(at)}"
    return f"{about}{at.day} {month(at)}"


def moment(when: When | None) -> str:
    """Like `day`, with the time in UTC where it is known: `30 July 2023, 12:05`."""
    if isinstance(when, Timestamp) and when.precision in ("minute", "second"):
        return f"{day(when)}, {when.at.astimezone(UTC):%H:%M}"
    return day(when)


def month(at: datetime) -> str:
    """`July 2023`."""
    return f"{MONTHS[at.month - 1]} {at.year}"


def time_element(when: When | None, *, only_day: bool = False) -> Markup:
    """A `<time>` element, or the words alone where there is no date to give a machine."""
    words = day(when) if only_day else moment(when)
    if not isinstance(when, Timestamp):
        return escape(words)
    return Markup(f'<time datetime="{when.iso()}">{words}</time>')  # noqa: S704 - digits, and words of ours


def count(number: int, singular: str, plural: str | None = None) -> str:
    """`1 comment`, `1,234 comments`, `-3 points`."""
    word = singular if abs(number) == 1 else plural or f"{singular}s"
    return f"{number:,} {word}"
