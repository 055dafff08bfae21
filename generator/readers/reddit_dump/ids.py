"""Which submission a record belongs to and what it answers: `t3_…`, `t1_…`, bare ids, and numbers in base 10.

From 2022 on Pushshift gave the parents of answers as numbers, and those of answers to the submission not at all.
"""

from __future__ import annotations

import re

from generator.readers.reddit_dump.records import Record

_PREFIXES = ("t1_", "t3_")
_ID = re.compile(r"[A-Za-z0-9_]{1,32}")
_DECIMAL = re.compile(r"(\d{8,19})(?:\.0)?")
"""No id in base 36 has eight digits and no letter before Reddit has 36 times as many comments as it has."""
_IN_LINK = re.compile(r"/comments/([A-Za-z0-9_]{1,32})(?:/|$)")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def thread_of(record: Record) -> str | None:
    """The id of the submission that the record is or belongs to; None where nothing tells."""
    if not record.is_comment:
        return record.id
    if record.link_id is not None:
        return _bare(record.link_id)
    if isinstance(record.parent_id, str) and record.parent_id.startswith("t3_"):
        return _bare(record.parent_id)
    found = _IN_LINK.search(record.permalink or "")
    return found[1] if found else None


def parent_of(record: Record, thread: str) -> str | None:
    """The id of the comment answered; None for an answer to the submission. Raises ValueError for what is no id."""
    told = record.parent_id
    if told is None or told == "" or (isinstance(told, str) and told.startswith("t3_")):
        return None
    parent = _bare(told)
    if parent is None:
        raise ValueError(told)
    is_marked = isinstance(told, str) and told.startswith("t1_")
    return None if parent == thread and not is_marked else parent


def _bare(told: str | int | float) -> str | None:
    if isinstance(told, float):
        told = f"{told:.0f}"
    if isinstance(told, int):
        return _in_base_36(told) if told > 0 else None
    if told.startswith(_PREFIXES):
        told = told[3:]
    elif decimal := _DECIMAL.fullmatch(told):
        return _in_base_36(int(decimal[1]))
    return told if _ID.fullmatch(told) else None


def _in_base_36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
