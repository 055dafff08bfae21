"""Quotes found again whose marks the source lost: paragraphs that repeat an ancestor's, word for word.

Pasted text shows a quote as one more paragraph. A paragraph of a few words may repeat another by chance, so it takes
four words or twenty characters to count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.markup import paragraphs
from generator.model import Comment, Quote

_ENOUGH_WORDS = 4
_ENOUGH_CHARACTERS = 20


def find_quotes(post_body: str, comments: Sequence[Comment]) -> tuple[Comment, ...]:
    """The comments, in reading order, with their `quotes` filled in.

    A quote is laid to the earliest ancestor that has the paragraph other than as a quote. One walk with one dictionary
    of the paragraphs of the comments above, each taken out again when its comment is left: linear in the words.
    """
    owners: dict[str, str | None] = dict.fromkeys(words for _, words in _telling(post_body))
    above: list[list[str]] = []
    found = []
    for comment in comments:
        while len(above) >= comment.depth:
            for words in above.pop():
                del owners[words]
        quotes, own = [], {}
        for place, words in _telling(comment.body):
            if words in owners:
                quotes.append(Quote(place, owners[words]))
            else:
                own[words] = comment.id
        owners.update(own)
        above.append(list(own))
        found.append(replace(comment, quotes=tuple(quotes)) if quotes else comment)
    return tuple(found)


def _telling(body: str) -> Iterator[tuple[int, str]]:
    """The paragraphs long enough to be told apart: their places, and their words with white space folded."""
    for place, paragraph in enumerate(paragraphs(body)):
        words = paragraph.split()
        folded = " ".join(words)
        if len(words) >= _ENOUGH_WORDS or len(folded) >= _ENOUGH_CHARACTERS:
            yield place, folded
