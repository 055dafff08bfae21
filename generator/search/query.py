"""What people type, taken apart: words, phrases and operators. docs/searching.md tells it to them.

`layouts/assets/js/search/query.js` does the same, and both are held to `tests/search/queries.json`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

FIELDS = ("author", "topic", "in", "after", "before", "score")
"""What may stand before a colon."""
SORTS = ("relevance", "newest", "oldest", "score", "place")
"""Orders of hits; `place` is the order of reading."""
RELATIONS = (">=", "<=", ">", "<", "=")
"""What may stand before a score."""

_BLANK = " \\t\\n\\v\\f\\r\\u00a0\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
_CLAUSE = re.compile(rf'(-?)(?:({"|".join(FIELDS)}):)?(?:"([^"]*)"?|([^"{_BLANK}]+))', re.IGNORECASE)
_EMPTY = re.compile(rf"-?(?:{'|'.join(FIELDS)}):", re.IGNORECASE)
_QUOTES = re.compile("[\u201c\u201d\u201e\u201f\u2033]")
_SCORE = re.compile(rf"({'|'.join(RELATIONS)})?([+-]?[0-9]{{1,9}})")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition; a document must meet all."""

    kind: str
    """`word`, `phrase`, `prefix` or one of `FIELDS`."""
    value: str
    """What was typed, without quotation marks, the star of a prefix, and the relation of a score."""
    negative: bool = False
    """Whether it must not be met."""
    relation: str = ""
    """For a score one of `RELATIONS`."""


def parse(query: str) -> list[Clause]:
    """The clauses of a query, in order. Every text is a query; what cannot be read as an operator is a word."""
    return [clause for match in _CLAUSE.finditer(_QUOTES.sub('"', query)) for clause in _clause(match)]


def format_query(clauses: Sequence[Clause]) -> str:
    """A query that means `clauses`."""
    return " ".join(map(_format, clauses))


def seconds_of(value: str) -> int | None:
    """The first second, since 1970, of a day, a month or a year as ISO 8601 has them; None for anything else."""
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    try:
        return int(datetime(int(match[1]), int(match[2] or 1), int(match[3] or 1), tzinfo=UTC).timestamp())
    except ValueError:
        return None


def _clause(match: re.Match[str]) -> Iterator[Clause]:
    minus, field, quoted, bare = match.groups()
    negative, value = minus == "-", (quoted if bare is None else bare).strip()
    if not value or (bare is not None and _EMPTY.fullmatch(match[0])):
        return
    if field is None:
        kind = "phrase" if bare is None else "prefix" if value.endswith("*") and value.strip("*") else "word"
        yield Clause(kind, value.rstrip("*") if kind == "prefix" else value, negative)
        return
    kind = field.lower()
    score = _SCORE.fullmatch(value) if kind == "score" else None
    if score is None:
        yield Clause(kind, value, negative)
    else:
        yield Clause(kind, score[2], negative, score[1] or "=")


def _format(clause: Clause) -> str:
    minus = "-" if clause.negative else ""
    value = clause.value.replace('"', " ").strip()
    if clause.kind in ("word", "prefix"):
        return f"{minus}{value}{'*' if clause.kind == 'prefix' else ''}"
    if clause.kind == "phrase":
        return f'{minus}"{value}"'
    plain = re.fullmatch(f"[^{_BLANK}]+", value)
    return f"{minus}{clause.kind}:{clause.relation}" + (value if plain else f'"{value}"')
