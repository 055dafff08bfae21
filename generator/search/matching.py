"""Which documents answer a query, and in what order. `layouts/assets/js/search/matching.js` does the same.

A document must meet every clause. Words, phrases and prefixes give it a score, BM25 (see `postings`): the sum, over the
query's words in their order, of how rare a word is times how much it weighs in the document. The arithmetic is that of
IEEE 754 doubles in a stated order, with rarity rounded to 1/1024 and at least that, so that every client gives one
order.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, reduce

import numpy as np
from numpy.typing import NDArray

from generator.search.archive import Archive, Term
from generator.search.documents import name_key
from generator.search.query import Clause, seconds_of
from generator.search.shards import BEST, Documents, unpack_postings
from generator.search.tokens import phrase

Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Matches:
    """The documents that meet a query."""

    documents: Documents
    """Ascending."""
    relevance: Weights
    """The score of each; the greater, the better."""
    total: int
    """How many there are: more than `documents` where only the best were asked for."""


@dataclass(frozen=True, slots=True)
class Group:
    """Words that count as one: a word and its forms, or all that begin alike."""

    terms: Sequence[Term]
    """Those that the archive holds."""
    place: int
    """Where in a phrase it stands, counted from the first."""

    def rarity(self, documents: int) -> float:
        """How much a document that holds it stands out, of so many."""
        held = min(documents, sum(term.documents for term in self.terms))
        return max(1, math.floor(math.log(1 + (documents - held + 0.5) / (held + 0.5)) * 1024 + 0.5)) / 1024


ODDS = [(impact + 0.5) / (15.5 - impact) for impact in range(16)]
"""tf / (k1 (1 - b + b length / typical length)) by impact: what a word's forms are added up in."""


def match(archive: Archive, clauses: Sequence[Clause], best: int | None = None) -> Matches:
    """The documents that meet all clauses; with `best`, at least that many of the most relevant if that is quicker.

    Raises what `Archive` raises.
    """
    texts = [(clause, groups) for clause in clauses if clause.kind in TEXTS and (groups := _groups(archive, clause))]
    wanted = [groups for clause, groups in texts if not clause.negative]
    unwanted = [groups for clause, groups in texts if clause.negative]
    rest = [clause for clause in clauses if clause.kind not in TEXTS]
    if not texts and not rest:
        return Matches(np.empty(0, np.int64), np.empty(0), 0)
    if best is not None and not rest and not unwanted and _is_common(wanted, best):
        return _best(archive, wanted[0][0])
    filters = [clause for clause in rest if clause.kind in FILTERS and not clause.negative]
    found = reduce(_meet, [_filtered(archive, clause) for clause in filters], None)
    weighed: dict[int, list[Weighed]] = {}
    for number in sorted(range(len(wanted)), key=lambda number: min(map(_held, wanted[number]))):
        weighed[number] = _hold(archive, wanted[number], found)
        found = weighed[number][0].documents
    found = np.arange(archive.documents) if found is None else found
    for groups in unwanted:
        found = np.setdiff1d(found, _hold(archive, groups, found)[0].documents, assume_unique=True)
    found = reduce(partial(_narrow, archive), rest, found)
    return Matches(found, _relevance(archive, wanted, weighed, found), len(found))


TEXTS = ("word", "phrase", "prefix")
"""Kinds of clauses that ask for words."""
FILTERS = ("author", "topic", "in")
"""Kinds of clauses that the index answers with documents."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The documents that hold a group of words, or a phrase, and how much one group weighs there."""

    documents: Documents
    """Ascending."""
    weights: Weights
    """Above 0, below 1."""

    def at(self, documents: Documents) -> Weights:
        """The weights in some of the documents."""
        found: Weights = self.weights[np.searchsorted(self.documents, documents)]
        return found

    def within(self, documents: Documents) -> Weighed:
        """The same, of some of the documents."""
        return Weighed(documents, self.at(documents))


def _groups(archive: Archive, clause: Clause) -> list[Group]:
    """The words of a clause, as groups; none for a clause without a word, which asks nothing."""
    elements = phrase(clause.value)
    if clause.kind == "word" and len(elements) == 1:
        term = archive.term(elements[0][0])
        forms = map(archive.term, term.forms) if term else ()
        return [Group([one for one in (term, *forms) if one is not None], 0)]
    exact = elements[:-1] if clause.kind == "prefix" else elements
    groups = [Group([term] if (term := archive.term(word)) else [], place) for word, place in exact]
    if clause.kind == "prefix" and elements:
        groups.append(Group(archive.terms_from(elements[-1][0]), elements[-1][1]))
    return groups


def _relevance(
    archive: Archive, wanted: Sequence[Sequence[Group]], weighed: dict[int, list[Weighed]], found: Documents
) -> Weights:
    relevance = np.zeros(len(found))
    for number, groups in enumerate(wanted):
        for group, held in zip(groups, weighed[number], strict=True):
            relevance += group.rarity(archive.documents) * held.at(found)
    return relevance


def _held(group: Group) -> int:
    return sum(term.documents for term in group.terms)


def _is_common(wanted: Sequence[Sequence[Group]], best: int) -> bool:
    """Whether all that is asked for is one word whose best documents stand apart in the index."""
    if len(wanted) != 1 or len(wanted[0]) != 1 or len(wanted[0][0].terms) != 1:
        return False
    return bool(wanted[0][0].terms[0].pieces) and best <= BEST


def _best(archive: Archive, group: Group) -> Matches:
    documents, impacts = unpack_postings(group.terms[0].data)
    relevance = group.rarity(archive.documents) * _weights(np.array(ODDS)[impacts])
    return Matches(documents, relevance, group.terms[0].documents)


def _hold(archive: Archive, groups: Sequence[Group], within: Documents | None) -> list[Weighed]:
    """For each of the groups the documents of `within`, or of all, that hold the whole phrase."""
    held: dict[int, Weighed] = {}
    for number in sorted(range(len(groups)), key=lambda number: _held(groups[number])):
        held[number] = _union(archive, groups[number], within)
        within = _meet(within, held[number].documents)
    assert within is not None  # noqa: S101 - there is at least one group
    if len(groups) > 1 and len(within):
        within = _in_order(archive, groups, within)
    return [held[number].within(within) for number in range(len(groups))]


def _union(archive: Archive, group: Group, within: Documents | None) -> Weighed:
    parts = [archive.postings(term, within) for term in group.terms]
    if not parts:
        return Weighed(np.empty(0, np.int64), np.empty(0))
    documents, places = np.unique(np.concatenate([part[0] for part in parts]), return_inverse=True)
    odds = np.zeros(len(documents))
    np.add.at(odds, places, np.array(ODDS)[np.concatenate([part[1] for part in parts])])
    return Weighed(documents, _weights(odds))


def _weights(odds: Weights) -> Weights:
    return odds / (1 + odds)


def _in_order(archive: Archive, groups: Sequence[Group], within: Documents) -> Documents:
    """The documents in which the groups stand one after the other."""
    starts: list[dict[int, set[int]]] = []
    for group in groups:
        found: dict[int, set[int]] = {}
        for term in group.terms:
            for document, places in archive.places(term, within).items():
                found.setdefault(document, set()).update(place - group.place for place in places)
        starts.append(found)
    return np.array(
        [one for one in within.tolist() if set.intersection(*(found.get(one, set()) for found in starts))], np.int64
    )


def _filtered(archive: Archive, clause: Clause) -> Documents:
    key = f"{clause.kind}:"
    if clause.kind == "in":
        return archive.filtered(key + clause.value.strip("/"))
    name = name_key(clause.value)
    if clause.kind == "author" and clause.value.endswith("*") and name:
        parts = [documents for _, documents in archive.filters_from(key + name)]
        return reduce(np.union1d, parts, np.empty(0, np.int64))
    return archive.filtered(key + name)


def _narrow(archive: Archive, found: Documents, clause: Clause) -> Documents:
    """The documents that meet a clause about them; one with a value that cannot be read leaves them as they are."""
    if clause.kind in FILTERS:
        return found if not clause.negative else np.setdiff1d(found, _filtered(archive, clause), assume_unique=True)
    if not is_readable(clause):
        return found
    values = archive.column("scores" if clause.kind == "score" else "times", found)
    test = _test(clause)
    return found[[(value is not None and test(value)) != clause.negative for value in values]]


def is_readable(clause: Clause) -> bool:
    """Whether a clause's date or score can be read."""
    if clause.kind in ("after", "before"):
        return seconds_of(clause.value) is not None
    return clause.kind != "score" or bool(clause.relation)


def _test(clause: Clause) -> Callable[[int], bool]:
    bound = int(clause.value) if clause.kind == "score" else seconds_of(clause.value) or 0
    tests: dict[str, Callable[[int], bool]] = {
        "after": lambda value: value >= bound,
        "before": lambda value: value < bound,
        ">": lambda value: value > bound,
        ">=": lambda value: value >= bound,
        "<": lambda value: value < bound,
        "<=": lambda value: value <= bound,
        "=": lambda value: value == bound,
    }
    return tests[clause.relation if clause.kind == "score" else clause.kind]


def _meet(found: Documents | None, others: Documents) -> Documents:
    return others if found is None else np.intersect1d(found, others, assume_unique=True)
