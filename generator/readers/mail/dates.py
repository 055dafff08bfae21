"""When a mail was written: its `Date` (RFC 5322), else the date in the mbox's separator."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz

from generator.readers.mail.headers import Parts, unfolded
from generator.readers.mail.separators import date_in

_USUAL = re.compile(
    rb"(?:[A-Z][a-z]{2},)? *(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) ([+-]\d\d)(\d\d)(?: \(.*\))?"
)
_MONTHS = {
    month: number
    for number, month in enumerate(
        (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"), 1
    )
}
EARLIEST = datetime(1969, 1, 1, tzinfo=UTC)
"""No mail is older."""


def moment_of(parts: Parts) -> tuple[datetime | None, str | None]:
    """When the mail was written, in UTC, and what is wrong with its date if anything is."""
    value = unfolded(parts.fields.get(b"date", b""))
    at = _parsed(value)
    if at is not None:
        return at, None
    wrong = f"has a date that is none: {value[:60].decode('utf-8', 'replace')!r}" if value else "has no date"
    fallback = date_in(parts.separator) if parts.separator else None
    return (_parsed(fallback) if fallback else None), wrong


def _parsed(value: bytes) -> datetime | None:
    try:
        at = _quickly(value) or _thoroughly(value)
        return at if at and at >= EARLIEST else None
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def _quickly(value: bytes) -> datetime | None:
    """The form in which nearly all dates are written."""
    found = _USUAL.fullmatch(value)
    month = found and _MONTHS.get(found[2])
    if not found or not month:
        return None
    day, _, year, hour, minute, second, hours, minutes = found.groups()
    ahead = timedelta(hours=int(hours), minutes=int(hours[:1] + minutes))
    return datetime(int(year), month, int(day), int(hour), int(minute), min(int(second), 59), tzinfo=UTC) - ahead


def _thoroughly(value: bytes) -> datetime | None:
    """Forms of the last fifty years, time zones by name among them; without a zone it is UTC."""
    told = parsedate_tz(value.decode("latin-1"))
    if told is None:
        return None
    year, month, day, hour, minute, second = told[:6]
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC) - timedelta(seconds=told[9] or 0)
