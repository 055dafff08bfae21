"""What a search should find, by scanning every document: no index, no shards, no cleverness."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

from generator.moments import parse_moment
from generator.search.documents import Document, aliases, name_key
from generator.search.query import Clause, parse
from generator.search.stems import word_forms
from generator.search.tokens import phrase, tokenise, tokenise_placed

K1, B, TYPICAL_LENGTH, TITLE_WEIGHT = 1.2, 0.75, 100, 2


@dataclass
class Debate:
    """What the index is made of."""

    path: str
    title: str
    documents: list[Document]
    topics: tuple[str, ...] = ()
    language: str = "en"


@dataclass
class Scanned:
    """A document as the scan sees it."""

    url: str
    document: Document
    debate: Debate
    sections: list[dict[str, set[int]]]
    """For the title, where it belongs to the document, and the text: where each word stands."""
    impacts: dict[str, int] = field(default_factory=dict)
    """Each word's weight in sixteenths."""

    def holds(self, word: str) -> bool:
        return any(word in section for section in self.sections)


class Reference:
    """Searches by scanning."""

    def __init__(self, debates: Sequence[Debate]) -> None:
        self.documents = [one for debate in sorted(debates, key=lambda one: one.path) for one in scan(debate)]
        self.counts = Counter(word for one in self.documents for word in set().union(*one.sections))
        vocabularies: dict[str, set[str]] = {}
        for one in self.documents:
            vocabularies.setdefault(one.debate.language, set()).update(*one.sections)
        self.forms = word_forms(vocabularies, self.counts)

    def search(self, query: str, sort: str = "relevance") -> list[str]:
        """The addresses of all hits, the best first."""
        clauses = [clause for clause in parse(query) if not self.asks_nothing(clause)]
        if not clauses:
            return []
        found = [
            (number, one)
            for number, one in enumerate(self.documents)
            if all(self.meets(clause, one) for clause in clauses)
        ]
        return [one.url for _, one in sorted(found, key=lambda pair: self.key(clauses, sort, *pair))]

    def asks_nothing(self, clause: Clause) -> bool:
        if clause.kind in ("word", "phrase", "prefix"):
            return not phrase(clause.value)
        return False

    def meets(self, clause: Clause, one: Scanned) -> bool:
        if clause.kind in ("after", "before", "score") and self.bound(clause) is None:
            return True
        return self.has(clause, one) != clause.negative

    def has(self, clause: Clause, one: Scanned) -> bool:
        document = one.document
        if clause.kind == "author":
            name = name_key(clause.value)
            if clause.value.endswith("*") and name:
                return any(alias.startswith(name) for alias in aliases(document.author))
            return name in aliases(document.author)
        if clause.kind == "topic":
            return name_key(clause.value) in map(name_key, one.debate.topics)
        if clause.kind == "in":
            return f"{one.debate.path}".startswith(clause.value.strip("/") + "/")
        if clause.kind in ("after", "before", "score"):
            return self.compares(clause, document)
        return self.has_words(clause, one)

    def has_words(self, clause: Clause, one: Scanned) -> bool:
        elements = phrase(clause.value)
        if clause.kind == "word" and len(elements) == 1:
            return any(map(one.holds, self.group(clause)[0]))
        groups = self.group(clause)
        for section in one.sections:
            starts = [
                {place - offset for word in words for place in section.get(word, ())}
                for words, (_, offset) in zip(groups, elements, strict=True)
            ]
            if set.intersection(*starts):
                return True
        return False

    @cache  # noqa: B019 - few references, and they live as long as their tests
    def group(self, clause: Clause) -> list[list[str]]:
        """The words that count as one, for each word of a clause."""
        words = [word for word, _ in phrase(clause.value)]
        if clause.kind == "word" and len(words) == 1:
            return [[words[0], *self.forms.get(words[0], ())]]
        groups = [[word] for word in words]
        if clause.kind == "prefix":
            # Ascending by UTF-16 code units, as the index has them: the order in which weights are added up.
            held = [word for word in self.counts if word.startswith(words[-1])]
            groups[-1] = sorted(held, key=lambda word: word.encode("utf-16-be"))
        return groups

    def compares(self, clause: Clause, document: Document) -> bool:
        bound = self.bound(clause)
        assert bound is not None
        if clause.kind == "score":
            score = document.score
            tests = {
                ">": lambda: score > bound,
                "<": lambda: score < bound,
                ">=": lambda: score >= bound,
                "<=": lambda: score <= bound,
                "=": lambda: score == bound,
            }
            return score is not None and tests[clause.relation]()
        if not document.date:
            return False
        at = parse_moment(document.date).at.timestamp()
        return at >= bound if clause.kind == "after" else at < bound

    def bound(self, clause: Clause) -> float | None:
        if clause.kind == "score":
            return int(clause.value) if clause.relation else None
        try:
            year, month, day = [*map(int, clause.value.split("-")), 1, 1][:3]
            return datetime(year, month, day, tzinfo=UTC).timestamp()
        except ValueError:
            return None

    def key(self, clauses: Sequence[Clause], sort: str, number: int, one: Scanned) -> tuple[float, ...]:
        if sort == "place":
            return (number,)
        value: float | None = 0
        if sort == "score":
            value = one.document.score
        elif sort != "relevance":
            value = int(parse_moment(one.document.date).at.timestamp()) if one.document.date else None
        earlier = math.inf if value is None else value if sort == "oldest" else -value
        return (earlier, -self.relevance(clauses, one), number)

    def odds(self, word: str, one: Scanned) -> float:
        """How much a word weighs; that of a common word is told in four steps only."""
        if word not in one.impacts:
            return 0.0
        impact = one.impacts[word]
        if 8 * self.counts[word] > len(self.documents):
            impact = 4 * (impact // 4) + 2
        return (impact + 0.5) / (15.5 - impact)

    def relevance(self, clauses: Sequence[Clause], one: Scanned) -> float:
        relevance = 0.0
        count = len(self.documents)
        for clause in clauses:
            if clause.negative or clause.kind not in ("word", "phrase", "prefix"):
                continue
            for words in self.group(clause):
                held = min(count, sum(self.counts[word] for word in words))
                rarity = max(1, math.floor(math.log(1 + (count - held + 0.5) / (held + 0.5)) * 1024 + 0.5)) / 1024
                odds = 0.0
                for word in words:
                    odds += self.odds(word, one)
                relevance += rarity * (odds / (1 + odds))
        return relevance


def scan(debate: Debate) -> Iterator[Scanned]:
    title = Counter(tokenise(debate.title))
    for number, document in enumerate(debate.documents):
        texts = ([debate.title] if number == 0 else []) + [document.text]
        one = Scanned(debate.path + document.href, document, debate, [*map(places, texts)])
        counts = Counter(tokenise(document.text))
        length = counts.total()
        for word in title if number == 0 else title.keys() & counts.keys():
            counts[word] += TITLE_WEIGHT * title[word]
        k = K1 * (1 - B + B * length / TYPICAL_LENGTH)
        one.impacts = {word: int(16 * tf / (tf + k)) for word, tf in counts.items()}
        yield one


def places(text: str) -> dict[str, set[int]]:
    tokens, where = tokenise_placed(text)
    found: dict[str, set[int]] = {}
    for token, place in zip(tokens, where or range(len(tokens)), strict=True):
        found.setdefault(token, set()).add(place)
    return found
