"""From a query to hits, on a built site: what `layouts/assets/js/search/engine.js` does in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from generator.search.archive import Archive
from generator.search.excerpt import Piece, excerpt
from generator.search.matching import Matches, is_readable, match
from generator.search.query import Clause, format_query, parse
from generator.search.shards import Documents
from generator.search.spelling import nearest
from generator.search.tokens import phrase


@dataclass(frozen=True, slots=True)
class Hit:
    """One document that was found."""

    href: str
    """Its address below the site's root."""
    title: str
    """The debate's."""
    author: str
    """Empty where not known."""
    date: str
    """ISO 8601, as precisely as known; empty where not known."""
    score: int | None
    """Votes; None where not known."""
    pieces: Sequence[Piece]
    """The excerpt."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found."""

    total: int
    """How many documents meet the query."""
    hits: Sequence[Hit]
    """The first of them."""
    meant: str | None
    """Where a word that stands nowhere leaves no hits: the query as the archive spells it, if that has some."""
    problems: Sequence[Clause]
    """Clauses that cannot be read and were left out."""


def search(archive: Archive, query: str, limit: int = 10, sort: str = "relevance") -> Answer:
    """The first `limit` hits for a query, sorted by one of `SORTS`. Raises OutputError for a damaged index."""
    clauses = parse(query)
    found = match(archive, clauses, limit if sort == "relevance" else None)
    order = _order(archive, found, sort)[: max(limit, 0)]
    terms = _marked(archive, clauses)
    return Answer(
        total=found.total,
        hits=[_hit(archive, document, terms) for document in found.documents[order].tolist()],
        meant=None if found.total else _meant(archive, clauses),
        problems=[clause for clause in clauses if not is_readable(clause)],
    )


def _order(archive: Archive, found: Matches, sort: str) -> Documents:
    """Places in `found`, the best first; unknown dates and scores last, equals by relevance, then as they are read."""
    if sort == "place":
        return np.arange(len(found.documents))
    keys = np.zeros(len(found.documents))
    if sort != "relevance":
        values = archive.column("scores" if sort == "score" else "times", found.documents)
        sign = -1 if sort == "oldest" else 1
        keys = np.array([-np.inf if value is None else sign * value for value in values])
    return np.lexsort((found.documents, -found.relevance, -keys))


def _marked(archive: Archive, clauses: Sequence[Clause]) -> set[str]:
    """The folded words that excerpts mark."""
    terms: set[str] = set()
    for clause in clauses:
        if clause.negative or clause.kind not in ("word", "phrase", "prefix"):
            continue
        elements = [word for word, _ in phrase(clause.value)]
        terms.update(elements)
        if clause.kind == "word" and len(elements) == 1 and (term := archive.term(elements[0])):
            terms.update(term.forms)
        if clause.kind == "prefix" and elements:
            terms.update(term.word for term in archive.terms_from(elements[-1]))
    return terms


def _hit(archive: Archive, document: int, terms: set[str]) -> Hit:
    path, title, (href, author, date, score, text) = archive.row(document)
    return Hit(path + href, title, author, date, score, excerpt(text, terms))


def _meant(archive: Archive, clauses: Sequence[Clause]) -> str | None:
    meant = [_respelled(archive, clause) for clause in clauses]
    return format_query(meant) if meant != list(clauses) and match(archive, meant, 0).total else None


def _respelled(archive: Archive, clause: Clause) -> Clause:
    words = [word for word, _ in phrase(clause.value)]
    if clause.negative or clause.kind != "word" or len(words) != 1 or archive.term(words[0]):
        return clause
    return replace(clause, value=nearest(words[0], archive.spellings) or clause.value)
