"""A misspelt word's nearest neighbours in the archive. `layouts/assets/js/search/spelling.js` does the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable

SHORT = 4
"""Characters up to which a word may be one edit off; longer ones may be two."""


def nearest(word: str, spellings: Callable[[int, int], Iterable[tuple[str, int]]]) -> str | None:
    """The archive's word that is fewest edits from `word`, of those the commonest, of those the first; or None.

    `spellings` gives the archive's words from one length to another, with how many documents hold each.
    """
    reach = 1 if len(word) <= SHORT else 2
    best: tuple[int, int, str] | None = None
    for candidate, documents in spellings(len(word) - reach, len(word) + reach):
        edits = distance(word, candidate, reach) if abs(len(word) - len(candidate)) <= reach else reach + 1
        if edits <= reach and (best is None or (edits, -documents, candidate) < best):
            best = (edits, -documents, candidate)
    return best[2] if best else None


def distance(a: str, b: str, limit: int) -> int:
    """Edits between two words: characters put in, left out, replaced, or neighbours exchanged; over `limit`, more.

    The restricted Damerau-Levenshtein distance ("optimal string alignment"), row by row.
    """
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, character in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(b, 1):
            edits = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (character != other))
            if i > 1 and j > 1 and character == b[j - 2] and a[i - 2] == other:
                edits = min(edits, older[j - 2] + 1)
            row.append(edits)
        if min(row) > limit:
            return limit + 1
    return row[-1]
