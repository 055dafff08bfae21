from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Comment
from generator.quotes import find_quotes

LONG = "words enough to be told apart"


def a_comment(place: int, depth: int, body: str) -> Comment:
    return Comment(str(place), None, depth, None, None, None, None, "shown", body, "text")


def quotes_in(post: str, *told: tuple[int, str]) -> list[list[tuple[int, str | None]]]:
    comments = [a_comment(place, depth, body) for place, (depth, body) in enumerate(told)]
    return [[(quote.paragraph, quote.of) for quote in comment.quotes] for comment in find_quotes(post, comments)]


@pytest.mark.parametrize(
    ("post", "told", "quotes"),
    [
        (LONG, [(1, LONG)], [[(0, None)]]),
        ("", [(1, LONG), (2, f"so:\n\n{LONG}\n\nno")], [[], [(1, "0")]]),
        ("", [(1, LONG), (1, LONG)], [[], []]),
        ("", [(1, LONG), (2, LONG), (3, LONG)], [[], [(0, "0")], [(0, "0")]]),
        ("", [(1, "x"), (2, LONG), (2, LONG), (3, LONG)], [[], [], [], [(0, "2")]]),
        ("", [(1, f"{LONG}\n \n{LONG}")], [[]]),
        ("", [(1, "one two three"), (2, "one two three")], [[], []]),
        ("", [(1, "one two three four"), (2, "one  two\nthree four")], [[], [(0, "0")]]),
        ("", [(1, "Supercalifragilistic"), (2, "Supercalifragilistic")], [[], [(0, "0")]]),
        ("", [(1, LONG), (2, LONG.upper())], [[], []]),
    ],
)
def test_repeated_paragraphs_are_quotes(
    post: str, told: list[tuple[int, str]], quotes: list[list[tuple[int, str | None]]]
) -> None:
    assert quotes_in(post, *told) == quotes


@given(st.lists(st.tuples(st.integers(1, 6), st.lists(st.sampled_from("abcd"), max_size=3)), max_size=12))
def test_the_walk_finds_what_a_search_of_all_ancestors_finds(drawn: list[tuple[int, list[str]]]) -> None:
    told: list[tuple[int, str]] = []
    for depth, letters in drawn:
        deepest = told[-1][0] + 1 if told else 1
        told.append((min(depth, deepest), "\n\n".join(letter * 20 for letter in letters)))
    chain: list[tuple[str | None, list[str]]] = [(None, ["a" * 20])]
    expected = []
    for place, (depth, body) in enumerate(told):
        del chain[depth:]
        above = [(of, words) for of, own in chain for words in own]
        paragraphs = body.split("\n\n") if body else []
        owners = [next((of for of, words in above if words == p), "nobody") for p in paragraphs]
        expected.append([(at, owner) for at, owner in enumerate(owners) if owner != "nobody"])
        chain.append((str(place), [p for p, owner in zip(paragraphs, owners, strict=True) if owner == "nobody"]))
    assert quotes_in("a" * 20, *told) == expected


def test_quotes_are_found_in_a_deep_thread() -> None:
    comments = [a_comment(n, n + 1, f"{LONG} {n}\n\n{LONG} {n - 1}") for n in range(20_000)]
    found = find_quotes("", comments)
    assert found[-1].quotes[0].of == "19998"
