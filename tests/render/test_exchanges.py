"""Two people who answer each other in turn."""

from __future__ import annotations

import pytest

from generator.render.exchanges import goes_on, longest_exchanges
from generator.render.kin import kin_of
from tests.render.threads import thread


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a - Ada\nb a Bo\nc b Ada\nd c Bo", [("a", "b", 4)]),
        ("a - Ada\nb a Bo\nc b Ada", []),
        ("a - Ada\nb a Bo\nc b Ada\nd c Cyn\ne d Ada\nf e Cyn", [("c", "d", 4)]),
        ("a - Ada\nb a Ada\nc b Ada\nd c Ada", []),
        ("a - Ada\nb a -\nc b Ada\nd c -", []),
        ("a - Ada\nb a Bo\nc b Ada\nd c Bo\ne c Bo\nf e Ada", [("a", "b", 5)]),
        (
            "a - Ada\nb a Bo\nc b Ada\nd c Bo\nk - Cyn\nl k Di\nm l Cyn\nn m Di\no n Cyn",
            [("k", "l", 5), ("a", "b", 4)],
        ),
    ],
)
def test_the_longest_exchanges_are_found(text: str, expected: list[tuple[str, str, int]]) -> None:
    found = longest_exchanges(thread(text), 3)
    assert [(one.first.id, one.second.id, one.comments) for one in found] == expected


def test_no_more_are_found_than_were_asked_for() -> None:
    text = "".join(f"a{n} - Ada\nb{n} a{n} Bo{n}\nc{n} b{n} Ada\nd{n} c{n} Bo{n}\n" for n in range(5))
    assert len(longest_exchanges(thread(text), 3)) == 3


def test_two_people_are_told_once() -> None:
    text = "".join(f"a{n} - Ada\nb{n} a{n} Bo\nc{n} b{n} Ada\nd{n} c{n} Bo\n" for n in range(5))
    assert [one.first.id for one in longest_exchanges(thread(text), 3)] == ["a0"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a - Ada\nb a Bo\nc b Ada\nd c Bo", "cd"),
        ("a - Ada\nb a Bo\nc b Cyn", ""),
        ("a - Ada\nb a Bo\nc b Ada\nd b Cyn", ""),
        ("a - Ada\nb a Bo\nx a Cyn\nc b Ada", ""),
        ("a - -\nb a Bo\nc b -", ""),
    ],
)
def test_an_exchange_goes_on_where_nobody_else_answers(text: str, expected: str) -> None:
    comments = thread(text)
    by_id = {comment.id: comment for comment in comments}
    assert "".join(comment.id for comment in comments if goes_on(comment, by_id, kin_of(comments))) == expected
