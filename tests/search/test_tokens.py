"""Words of texts, by the cases in tokens.json (which the browser is held to as well) and by laws."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search.tokens import TOKEN_LIMIT, phrase, tokenise, tokenise_placed

CASES = json.loads((Path(__file__).parent / "tokens.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_text_gives_its_words(case: dict[str, object]) -> None:
    assert tokenise(str(case["text"])) == case["tokens"]


@given(st.text())
def test_every_token_is_found_by_itself(text: str) -> None:
    for token in tokenise(text):
        assert token in tokenise(token)


@given(st.text())
def test_no_token_is_longer_than_the_limit(text: str) -> None:
    assert all(0 < len(token) <= TOKEN_LIMIT for token in tokenise(text))


SIGNED = st.sampled_from(["c", "C", "++", "#", "+", "'", "1", " ", "\0", "\x01", "\x02"])


@given(st.text(st.characters(codec="ascii")) | st.lists(SIGNED).map("".join))
def test_the_short_way_for_ascii_gives_the_same_words_as_the_long_one(text: str) -> None:
    assert tokenise(text) == tokenise(f"{text} é")[:-1]


@given(st.text())
def test_a_phrase_is_found_in_its_own_text(text: str) -> None:
    tokens, places = tokenise_placed(text)
    standing = set(zip(tokens, places or range(len(tokens)), strict=True))
    assert set(phrase(text)) <= standing
    assert bool(phrase(text)) == bool(tokens)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("0.19.5", [("0", 0), ("19", 1), ("5", 2)]),
        ("user@home", [("user", 0), ("home", 1)]),
        ("C++", [("c++", 0)]),
        ("東京都", [("東京", 0), ("京都", 1)]),
        ("京", [("京", 0)]),
        ("iPhone手机 3", [("iphone", 0), ("手机", 1), ("3", 3)]),
        ("…", []),
    ],
)
def test_a_phrase_has_the_words_that_no_pair_implies(text: str, wanted: list[tuple[str, int]]) -> None:
    assert phrase(text) == wanted
