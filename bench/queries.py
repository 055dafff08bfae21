"""Queries as people ask them, made of what stands in a dump; the same for the same dump."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from random import Random

from bench.grow import NAMELESS, Record, texts_of
from generator.search.tokens import tokenise

TWO_WORDS = "two words"
COMMONEST = "the commonest word"
PAIRS, OTHERS = 200, 50
"""Queries of two words, and of the kinds that have several of them."""

_PAIR = re.compile(r"(?<!\S)[^\W\d_]{3,} [^\W\d_]{3,}(?!\S)")
_TRIPLE = re.compile(r"(?<!\S)[^\W\d_]{2,} [^\W\d_]{2,} [^\W\d_]{2,}(?!\S)")


def kinds_of(messages: Sequence[Record]) -> Iterator[tuple[str, list[str]]]:
    """Queries of each kind. Words stood next to each other in a message that was drawn at random."""
    random = Random(1)  # noqa: S311 - nothing secret
    texts = [(message, "\n".join(texts_of(message))) for message in messages]
    held = Counter(word for _, text in texts for word in set(tokenise(text)))
    yield TWO_WORDS, _neighbours(texts, _PAIR, "{words}", PAIRS, random)
    yield COMMONEST, [max(held, key=lambda word: (held[word], word))]
    yield "a phrase of three words", _neighbours(texts, _TRIPLE, '"{words}"', OTHERS, random)
    yield "two words and `author:`", _neighbours(texts, _PAIR, "{words} author:{author}", OTHERS, random)
    yield "two words and `after:`", _neighbours(texts, _PAIR, "{words} after:{year}", OTHERS, random)


def _neighbours(
    texts: Sequence[tuple[Record, str]], pattern: re.Pattern[str], form: str, number: int, random: Random
) -> list[str]:
    queries: list[str] = []
    while len(queries) < number:
        message, text = random.choice(texts)
        found = pattern.findall(text)
        if found and message["author"] not in NAMELESS and " " not in message["author"]:
            year = datetime.fromtimestamp(message["created_utc"], UTC).year
            queries.append(form.format(words=random.choice(found).lower(), author=message["author"], year=year))
    return queries
