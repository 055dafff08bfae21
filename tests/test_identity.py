from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.identity import ShortIds, author_of


@pytest.mark.parametrize(
    ("handle", "name", "home"),
    [
        ("ada@a.example", "ada", "a.example"),
        ("@ada@a.example", "ada", "a.example"),
        ("Ada  Lind@a.example:8080", "Ada Lind", "a.example:8080"),
        ("ada", "ada", None),
        ("ada@", "ada@", None),
        ("@ada", "@ada", None),
        ("a@b@c.example", "a@b", "c.example"),
        ("at @ noon", "at @ noon", None),
    ],
)
def test_a_handle_names_an_author(handle: str, name: str, home: str | None) -> None:
    author = author_of(handle)
    assert (author.name, author.home) == (name, home)


def test_ids_depend_on_author_and_words_alone() -> None:
    first = ShortIds().give("ada", "so  be\nit", "x")
    assert first == ShortIds().give("ada", "so be it", None)
    assert first != ShortIds().give("bo", "so be it", None)
    assert len(first) == 10


def test_ids_of_the_source_are_not_given_again() -> None:
    first = ShortIds().give("ada", "yes", None)
    assert ShortIds({first}).give("ada", "yes", None) != first


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(["", "x"]), st.sampled_from([None, "p"]))))
def test_ids_are_unique(told: list[tuple[str, str, str | None]]) -> None:
    ids = ShortIds()
    assert len({ids.give(*words) for words in told}) == len(told)


def test_many_twins_get_ids() -> None:
    ids = ShortIds()
    assert len({ids.give("ada", "yes", None) for _ in range(20_000)}) == 20_000
