"""The index of a built site, read as a browser reads it: only the files that a query needs, each once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from generator.errors import OutputError
from generator.search import codec
from generator.search.shards import (
    FOLDER,
    VERSION,
    Documents,
    KeyedHead,
    Manifest,
    Piece,
    Row,
    Shards,
    Spellings,
    TermsHead,
    blob_of,
    path_of,
    unpack,
    unpack_column,
    unpack_places,
    unpack_postings,
    unpack_ranges,
)
from generator.search.tokens import utf16

T = TypeVar("T")
_Run = tuple[str, str, list[Row]]

_MANIFEST = re.compile(r'<meta name="moothall-index" content="([^"]+)">')


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the index."""

    word: str
    """Folded."""
    documents: int
    """How many documents hold it."""
    forms: Sequence[str]
    """Other grammatical forms of it."""
    data: bytes
    """Its postings; where it has pieces, only those in which it weighs most."""
    pieces: Sequence[Piece]
    """Where the postings of a common word are."""


class Archive:
    """Raises OutputError for files that are missing or damaged, from every method."""

    def __init__(self, output: Path) -> None:
        """The index of the site built in the folder `output`."""
        self._output = output
        self._page = output / FOLDER / "index.html"
        self._decoded: dict[str, Any] = {}
        manifest = self._decode(self._manifest_path(), lambda payload: unpack(payload, Manifest)[0])
        if manifest.version != VERSION:
            hint = f"this Moothall reads version {VERSION}: build the site again"
            raise OutputError(f"the search index is of version {manifest.version}", self._page, hint=hint)
        self._manifest = manifest

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return self._manifest.documents

    def term(self, word: str) -> Term | None:
        """A word, or None where no document holds it."""
        for name in islice(self._names(self._manifest.terms, word), 1):
            head, blob = self._head("terms", name, TermsHead)
            place = _place(head.words, word)
            return None if place is None else _term(head, blob, place)
        return None

    def terms_from(self, prefix: str) -> list[Term]:
        """All words that begin with `prefix`, ascending."""
        found: list[Term] = []
        for name in self._names(self._manifest.terms, prefix):
            head, blob = self._head("terms", name, TermsHead)
            first = bisect_left(head.words, utf16(prefix), key=utf16)
            for place in range(first, len(head.words)):
                if not head.words[place].startswith(prefix):
                    return found
                found.append(_term(head, blob, place))
        return found

    def postings(self, term: Term, within: Documents | None) -> tuple[Documents, NDArray[np.int64]]:
        """The documents that hold a word, and its impacts there; of a common word only pieces with any of `within`."""
        if not term.pieces:
            return unpack_postings(term.data)
        parts = [unpack_postings(b""), *(self._piece(piece.postings) for piece in _near(term, within))]
        return np.concatenate([documents for documents, _ in parts]), np.concatenate([impacts for _, impacts in parts])

    def places(self, term: Term, within: Documents) -> dict[int, list[int]]:
        """Where a word stands in documents, those of `within` among them."""
        if term.pieces:
            near = list(_near(term, within))
            parts = [self._decode(path_of("pieces", piece.places), unpack_places) for piece in near]
            documents = [self._piece(piece.postings)[0] for piece in near]
        else:
            parts = [unpack_places(self._keyed(self._manifest.places, "places", term.word) or b"")]
            documents = [unpack_postings(term.data)[0]]
        return {
            document: places
            for part, numbers in zip(parts, documents, strict=True)
            for document, places in zip(numbers.tolist(), part, strict=True)
        }

    def filtered(self, key: str) -> Documents:
        """The documents that a filter lets through: `author:…`, `topic:…` or `in:…`."""
        blob = self._keyed(self._manifest.filters, "filters", key)
        return np.empty(0, np.int64) if blob is None else unpack_ranges(blob)

    def filters_from(self, prefix: str) -> Iterator[tuple[str, Documents]]:
        """The filters whose keys begin with `prefix`, each with how it is shown and its documents."""
        for name in self._names(self._manifest.filters, prefix):
            head, blob = self._head("filters", name, KeyedHead)
            for place, key in enumerate(head.keys):
                if key.startswith(prefix):
                    shown = head.names.get(str(place), key.partition(":")[2])
                    yield shown, unpack_ranges(blob_of(place, head.sizes, blob))
            if head.keys[-1] > prefix and not head.keys[-1].startswith(prefix):
                return

    def column(self, kind: str, documents: Documents) -> list[int | None]:
        """The `times` (seconds since 1970) or `scores` of documents; None where not known."""
        shards: Shards = getattr(self._manifest, kind)
        found: list[int | None] = []
        for document in documents.tolist():
            first, name = self._entry(shards, document)
            values = self._decode(path_of(kind, name), unpack_column)
            found.append(values[document - first])
        return found

    def row(self, document: int) -> tuple[str, str, Row]:
        """What a hit shows: the debate's path and title, and the document's row."""
        first, name = self._entry(self._manifest.texts, document)
        for path, title, rows in self._head("texts", name, list[_Run])[0]:
            if document - first < len(rows):
                return path, title, rows[document - first]
            first += len(rows)
        raise OutputError("the search index is damaged", self._output / path_of("texts", name))

    def spellings(self, shortest: int, longest: int) -> Iterator[tuple[str, int]]:
        """The commonest words of a length in characters, and others, each with how many documents hold it."""
        shards = self._manifest.spellings
        start = max(bisect_right(shards.keys(), shortest, key=int) - 1, 0)
        for place in range(start, bisect_right(shards.keys(), longest, key=int)):
            known = self._head("spellings", shards.name(place), Spellings)[0]
            yield from zip(known.words, known.documents, strict=True)

    def _piece(self, name: str) -> tuple[Documents, NDArray[np.int64]]:
        return self._decode(path_of("pieces", name), unpack_postings)

    def _manifest_path(self) -> str:
        try:
            page = self._page.read_text(encoding="utf-8")
        except OSError as cause:
            raise OutputError("there is no search page", self._page, hint="build the site first") from cause
        found = _MANIFEST.search(page)
        if found is None:
            raise OutputError("the search page names no index", self._page, hint="build the site again")
        return found[1]

    def _entry(self, shards: Shards, document: int) -> tuple[int, str]:
        """The shard of a document: its first document and its name."""
        while True:
            keys = shards.keys()
            place = bisect_right(keys, document, key=int) - 1
            first, name = keys[place], shards.name(place)
            if not shards.pages:
                return int(first), name
            shards = self._shards(name)

    def _names(self, shards: Shards, key: str) -> Iterator[str]:
        """The shard that may hold `key`, and all after it."""
        start = max(bisect_right(shards.keys(), utf16(key), key=lambda first: utf16(str(first))) - 1, 0)
        for place in range(start, len(shards.firsts)):
            if shards.pages:
                yield from self._names(self._shards(shards.name(place)), key)
            else:
                yield shards.name(place)

    def _keyed(self, shards: Shards, kind: str, key: str) -> bytes | None:
        for name in islice(self._names(shards, key), 1):
            head, blob = self._head(kind, name, KeyedHead)
            place = _place(head.keys, key)
            return None if place is None else blob_of(place, head.sizes, blob)
        return None

    def _shards(self, name: str) -> Shards:
        return self._head("pages", name, Shards)[0]

    def _head(self, kind: str, name: str, shape: type[T]) -> tuple[T, bytes]:
        return self._decode(path_of(kind, name), lambda payload: unpack(payload, shape))

    def _decode(self, path: str, decode: Callable[[bytes], T]) -> T:
        """A file's payload decoded, once."""
        if path not in self._decoded:
            try:
                self._decoded[path] = decode(codec.unwrap((self._output / path).read_bytes()))
            except (OSError, ValueError) as cause:
                hint = "build the site again"
                raise OutputError(
                    "the search index is incomplete or damaged", self._output / path, hint=hint
                ) from cause
        found: T = self._decoded[path]
        return found


def _place(words: Sequence[str], word: str) -> int | None:
    place = bisect_left(words, utf16(word), key=utf16)
    return place if place < len(words) and words[place] == word else None


def _term(head: TermsHead, blob: bytes, place: int) -> Term:
    key = str(place)
    return Term(
        word=head.words[place],
        documents=head.documents[place],
        forms=head.forms.get(key, ()),
        data=blob_of(place, head.sizes, blob),
        pieces=head.pieces.get(key, ()),
    )


def _near(term: Term, within: Documents | None) -> Iterator[Piece]:
    """The pieces of a common word that may hold documents of `within`."""
    for piece in term.pieces:
        if within is None or np.searchsorted(within, piece.first) < np.searchsorted(within, piece.last, side="right"):
            yield piece
