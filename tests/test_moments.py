"""Dates keep the precision of their source, and never become finer than it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Age, Timestamp, Unit
from generator.moments import anchor, parse_moment
from generator.ownlayouts import OWN_LAYOUTS
from generator.render.wordfiles import load_words

WORDS = load_words((OWN_LAYOUTS,), "en").words


@pytest.mark.parametrize(
    ("text", "iso", "words"),
    [
        ("2024", "2024", "2024"),
        ("2024-09", "2024-09", "September 2024"),
        ("2024-09-01", "2024-09-01", "1 September 2024"),
        ("2024-09-01T12:30Z", "2024-09-01T12:30Z", "1 September 2024, 12:30"),
        ("2024-09-01 12:30", "2024-09-01T12:30Z", "1 September 2024, 12:30"),
        ("2024-09-01T12:30:05", "2024-09-01T12:30:05Z", "1 September 2024, 12:30"),
        ("2024-09-01T12:30:05.123456Z", "2024-09-01T12:30:05Z", "1 September 2024, 12:30"),
        ("2024-09-01T01:30:05+02:00", "2024-08-31T23:30:05Z", "31 August 2024, 23:30"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(text: str, iso: str, words: str) -> None:
    assert parse_moment(text).iso() == iso
    assert WORDS.moment(parse_moment(text)) == words


@pytest.mark.parametrize("text", ["", "soon", "2024-13", "2024-02-30", "24", "0001-01-01T00:00:00+05:00"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message is Python's
        parse_moment(text)


@pytest.mark.parametrize(
    ("age", "captured", "iso", "words"),
    [
        (Age(1, "year"), "2024-09-01", "2023", "about 2023"),
        (Age(3, "month"), "2024-02-15", "2023-11", "about November 2023"),
        (Age(2, "week"), "2024-09-01", "2024-08", "about August 2024"),
        (Age(2, "day"), "2024-09-01", "2024-08-30", "about 30 August 2024"),
        (Age(5, "hour"), "2024-09-01T03:00Z", "2024-08-31", "about 31 August 2024"),
        (Age(5, "minute"), "2024-09-01T03:00Z", "2024-09-01T02:55Z", "about 1 September 2024, 02:55"),
        (Age(5, "minute"), "2024-09-01", "2024-08-31", "about 31 August 2024"),
        (Age(1, "day"), "2024", "2023", "about 2023"),
        (Age(1, "month"), "2024-03-31", "2024-02", "about February 2024"),
        (Age(9000, "year"), "2024", "0001", "about 1"),
    ],
)
def test_an_age_becomes_a_date_no_finer_than_age_and_capture(age: Age, captured: str, iso: str, words: str) -> None:
    found = anchor(age, parse_moment(captured))
    assert isinstance(found, Timestamp)
    assert found.iso() == iso
    assert WORDS.moment(found) == words


def test_without_a_capture_an_age_stays_an_age() -> None:
    assert anchor(Age(1, "year"), None) == Age(1, "year")
    assert WORDS.day(Age(1, "year")) == "1 year before it was saved"
    assert WORDS.day(Age(2, "day")) == "2 days before it was saved"
    assert WORDS.day(None) == "undated"
    assert str(WORDS.time_element(Age(1, "year"))) == "1 year before it was saved"


@given(st.integers(0, 50_000), st.sampled_from(["second", "minute", "hour", "day", "week", "month", "year"]))
def test_any_age_can_be_anchored(count: int, unit: Unit) -> None:
    found = anchor(Age(count, unit), Timestamp(datetime(2024, 2, 29, tzinfo=UTC)))
    assert isinstance(found, Timestamp)
    assert found.at <= datetime(2024, 2, 29, tzinfo=UTC)
