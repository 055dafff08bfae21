from __future__ import annotations

import pytest

from generator.ages import parse_age


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1 year ago", "1 year"),
        ("3 months ago", "3 months"),
        ("a year ago", "1 year"),
        ("an hour ago", "1 hour"),
        ("Just now", "0 seconds"),
        ("a few seconds ago", "0 seconds"),
        ("about 2 hours ago", "2 hours"),
        ("almost 2 years", "2 years"),
        ("over  1\u00a0year ago", "1 year"),
        ("1y ago", "1 year"),
        ("2mo", "2 months"),
        ("5m", "5 minutes"),
        ("4w", "4 weeks"),
        ("30 secs ago", "30 seconds"),
        ("yesterday", "1 day"),
    ],
)
def test_ages_are_read(text: str, words: str) -> None:
    age = parse_age(text)
    assert age is not None
    assert age.words() == words


@pytest.mark.parametrize(
    "text", ["", "ago", "12", "1.5 years ago", "one year ago", "1 year old", "in 2 days", "2 y 3 m"]
)
def test_other_words_are_no_age(text: str) -> None:
    assert parse_age(text) is None
