"""What `moothall search` prints: the hits for a query on a built site, as lines to read or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.search.archive import Archive
from generator.search.engine import Answer, Hit, search
from generator.search.query import format_query


def answer(output: Path, query: str, limit: int, sort: str) -> Answer:
    """The answer of the site built in the folder `output`. Raises OutputError where no index can be read."""
    return search(Archive(output), query, limit, sort)


def as_json(found: Answer) -> Iterator[str]:
    """One JSON object a line for each hit: url, title, author, date, score, excerpt (the words found in `**`)."""
    for hit in found.hits:
        fields = {"url": hit.href, "title": hit.title, "author": hit.author, "date": hit.date, "score": hit.score}
        yield msgspec.json.encode(fields | {"excerpt": _excerpt(hit)}).decode()


def as_text(found: Answer) -> Iterator[str]:
    """How many hits there are, and for each its debate, its author and date, its excerpt and its address."""
    for clause in found.problems:
        yield f"left out: {format_query([clause])} names no {'score' if clause.kind == 'score' else 'date'}"
    yield _count(found)
    for hit in found.hits:
        score = "" if hit.score is None else f"{hit.score} point{'' if hit.score == 1 else 's'}"
        byline = " · ".join(filter(None, (hit.author, hit.date, score)))
        yield ""
        yield hit.title
        yield from filter(None, (byline, _excerpt(hit), hit.href))


def _count(found: Answer) -> str:
    if found.total == 0:
        return "nothing was found" + (f"; did you mean {found.meant}" if found.meant else "")
    shown = f", the first {len(found.hits)} are shown" if len(found.hits) < found.total else ""
    return f"{found.total:,} hit{'' if found.total == 1 else 's'}{shown}"


def _excerpt(hit: Hit) -> str:
    return "".join(f"**{piece.text}**" if piece.marked else piece.text for piece in hit.pieces)
