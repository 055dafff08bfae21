"""What is searched, debate by debate: documents as the words they hold, in order, and what their hits show.

A block depends on nothing but its debate, so that it can be made in any process and kept from one build to the next;
`postings` turns the blocks of a site around, into the documents that hold each word.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import msgspec

from generator.moments import parse_moment
from generator.search.tokens import tokenise, tokenise_placed

EXCERPT_LIMIT = 8192
"""Characters of a document that are kept to cut excerpts from; words that come later are found all the same."""
NAME_LIMIT = 300
"""Characters of a title or an author's name that hits show."""
TITLE_WEIGHT = 2
"""For how many a word counts that stands in the title."""


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that a search can find: a comment, an opening post, or a summary."""

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


class Block(msgspec.Struct, frozen=True):
    """What the index holds of one debate; plain data, because it crosses processes and is kept on disk."""

    path: str
    """The debate's address below the site's root, as links write it."""
    title: str
    """As hits show it."""
    topics: tuple[str, ...]
    """As the curator wrote them."""
    language: str
    """BCP 47 tag, by which words are stemmed."""
    rows: tuple[bytes, ...]
    """For each document what a hit shows, as JSON: href, author, date, score, text."""
    authors: tuple[str, ...]
    """For each document its author."""
    times: tuple[int | None, ...]
    """For each document the second since 1970 at which its date starts; None when not known."""
    scores: tuple[int | None, ...]
    """For each document its score."""
    lengths: bytes
    """For each document the words of its text, as 32 bits of this machine."""
    vocabulary: str
    """The different words, parted by blanks."""
    words: bytes
    """The words of all sections, one behind the other, each as its place in the vocabulary, likewise."""
    sections: bytes
    """What is searched as one run of words, a title or a text: for each its document, the place where it starts there,
    and how many of `words` it holds, likewise."""
    places: bytes
    """For each of `words` where it stands in its document, likewise; empty where each stands after the one before."""
    weights: tuple[tuple[int, int, int], ...]
    """What the title adds: document, place in the vocabulary, for how many more the word counts there."""


def index_debate(
    path: str, title: str, documents: Sequence[Document], topics: Sequence[str] = (), language: str = "en"
) -> Block:
    """The index of one debate at `path` (`ai-art/rutkowski-lora/`), its documents in reading order.

    The title's words are found at the first document; at the others they only weigh more where the text holds them too.
    """
    sections = _Sections()
    lengths, weights = array("I"), []
    title_words = [sections.vocabulary[token] for token in tokenise(title)]
    titled = set(title_words)
    for number, document in enumerate(documents):
        start = sections.add(number, 0, title) if number == 0 else 0
        known = len(sections.words)
        sections.add(number, start, document.text)
        held = titled.intersection(sections.words[known:]) if number else ()
        weights += [(number, word, TITLE_WEIGHT) for word in title_words if word in held]
        lengths.append(len(sections.words) - known)
    if documents:
        weights += [(0, word, TITLE_WEIGHT - 1) for word in title_words]
    return Block(
        path=path,
        title=_squeeze(title, NAME_LIMIT),
        topics=tuple(topics),
        language=language,
        rows=tuple(msgspec.json.encode(_row(document)) for document in documents),
        authors=tuple(document.author for document in documents),
        times=tuple(_time(document.date) for document in documents),
        scores=tuple(document.score for document in documents),
        lengths=lengths.tobytes(),
        vocabulary=" ".join(sections.vocabulary),
        words=sections.words.tobytes(),
        sections=sections.bounds.tobytes(),
        places=sections.places(),
        weights=tuple(weights),
    )


@lru_cache(maxsize=4096)
def aliases(author: str) -> tuple[str, ...]:
    """The names by which `author:` finds an author: the whole, the part before `@`, each word of several, all folded.

    `bob_ross` is one word, so that `author:bob` finds Bob Ross and bob@harbour.example and leaves bob_ross alone.
    """
    names = map(name_key, (author, author.lstrip("@").split("@")[0], *author.split()))
    return tuple(dict.fromkeys(filter(None, names)))


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """A name, folded for comparison: its words, or where it has none, itself in lower case; of long names the start."""
    name = name[:NAME_LIMIT]
    return " ".join(tokenise(name)) or " ".join(name.lower().split())


class Vocabulary(dict[str, int]):
    """Words by number, a new one numbered when first met."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class _Sections:
    """The words of a debate's sections, as `Block` has them."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self.words, self.bounds = array("I"), array("I")
        self._places: list[Sequence[int]] = []
        self._regular = True

    def add(self, document: int, start: int, text: str) -> int:
        """Append a text that starts at a place in its document; the place where the next may start.

        That leaves one place free, so that no phrase reaches from a title into the text.
        """
        tokens, places = tokenise_placed(text)
        self.words.extend(map(self.vocabulary.__getitem__, tokens))
        self.bounds.extend((document, start, len(tokens)))
        if places is None:
            self._places.append(range(start, start + len(tokens)))
            return start + len(tokens) + 1
        self._regular = False
        self._places.append([start + place for place in places])
        return start + max(places) + 2

    def places(self) -> bytes:
        """Where each word stands; nothing where each stands after the one before."""
        return b"" if self._regular else array("I", chain.from_iterable(self._places)).tobytes()


def _row(document: Document) -> tuple[str, str, str, int | None, str]:
    author = _squeeze(document.author, NAME_LIMIT)
    return document.href, author, document.date[:10], document.score, _squeeze(document.text, EXCERPT_LIMIT)


def _squeeze(text: str, limit: int) -> str:
    squeezed = text.replace("\n", " ").strip()
    if "  " not in squeezed and squeezed.isprintable():  # as most texts are, which need not be taken apart
        return squeezed[:limit]
    return " ".join(text.split())[:limit].encode("utf-8", "replace").decode()  # lone surrogates cannot be written


def _time(date: str) -> int | None:
    return int(parse_moment(date).at.timestamp()) if date else None
