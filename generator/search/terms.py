"""What is searched, debate by debate: documents, and how much each of their words weighs.

The weight is the part of BM25 that one document decides (Robertson and Zaragoza, "The Probabilistic Relevance
Framework", 2009): tf / (tf + k1 (1 - b + b length / typical length)). A debate's title is a field of its documents, by
the simple form of BM25F: a title's word counts as several in the text. The typical length is a constant and not the
site's average, so that a debate's index depends on nothing but the debate.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.moments import parse_moment
from generator.search.postings import IMPACT_BITS, PackedLists, pack
from generator.search.tokens import tokenise

EXCERPT_LIMIT = 32_768
"""Characters of a document that are kept to cut excerpts from; words that come later are found all the same."""
NAME_LIMIT = 300
"""Characters of a title or an author's name that hits show."""

_TITLE_WEIGHT = 2
_TYPICAL_LENGTH = 100
_K1 = 1.2
_B = 0.75
_IMPACTS = 1 << IMPACT_BITS
_MOST = 16


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that a search can find: a comment, an opening post, a summary, or a page as such."""

    href: str
    """What follows the debate's address: `#c-…`, `2/#c-…`, `#post`, `#summary`, or nothing."""
    author: str
    """The author's handle; empty when nobody is named."""
    date: str
    """ISO 8601, possibly reduced as far as the year; empty when not known."""
    score: int | None
    """Votes for less votes against; None when not known."""
    text: str
    """Plain words, without markup."""


Row = tuple[str, str, str, int | None, str]
"""What a hit shows: href, author, date, score, text."""


@dataclass(frozen=True, slots=True)
class Block:
    """What the index holds of one debate; plain data, because it crosses processes."""

    path: str
    """The debate's address below the site's root, as links write it."""
    title: str
    """The debate's title."""
    rows: tuple[Row, ...]
    """The documents, in reading order."""
    times: tuple[int | None, ...]
    """For each document the second since 1970 at which its date starts; None when not known."""
    postings: PackedLists
    """The documents that hold each word, counted from 0."""


def index_debate(path: str, title: str, documents: Sequence[Document]) -> Block:
    """The index of one debate at `path` (`ai-art/rutkowski-lora/`), its documents in reading order.

    The title's words are found at the first document; at the others they only weigh more where the text holds them too.
    """
    title_counts = Counter(tokenise(title))
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        counts = Counter(tokens := tokenise(document.text))
        for term in title_counts if number == 0 else title_counts.keys() & counts.keys():
            counts[term] += _TITLE_WEIGHT * title_counts[term]
        impacts = _impacts(len(tokens))
        posting = number << IMPACT_BITS
        for term, count in counts.items():
            postings[term].append(posting | impacts[count if count < _MOST else _MOST])
    rows = tuple(_row(document) for document in documents)
    times = tuple(_time(document.date) for document in documents)
    return Block(path, _squeeze(title, NAME_LIMIT), rows, times, pack(postings))


@lru_cache(maxsize=1024)
def _impacts(length: int) -> tuple[int, ...]:
    """The impact of a word by how often it stands in a text of `length` words."""
    k = _K1 * (1 - _B + _B * length / _TYPICAL_LENGTH)
    return tuple(int(_IMPACTS * count / (count + k)) for count in range(_MOST + 1))


def _row(document: Document) -> Row:
    author = _squeeze(document.author, NAME_LIMIT)
    return document.href, author, document.date, document.score, _squeeze(document.text, EXCERPT_LIMIT)


def _squeeze(text: str, limit: int) -> str:
    squeezed = " ".join(text.split())[:limit]
    if squeezed.isascii():
        return squeezed
    return squeezed.encode("utf-8", "replace").decode()  # lone surrogates cannot be written


def _time(date: str) -> int | None:
    return int(parse_moment(date).at.timestamp()) if date else None
