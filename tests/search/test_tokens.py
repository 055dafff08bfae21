"""Words of texts, by the cases in tokens.json (which the browser is held to as well) and by laws."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search.tokens import TOKEN_LIMIT, tokenise

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


@given(st.text(st.characters(codec="ascii")))
def test_the_short_way_for_ascii_gives_the_same_words_as_the_long_one(text: str) -> None:
    assert tokenise(text) == tokenise(f"{text} é")[:-1]
