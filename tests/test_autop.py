"""The cases are in `autop/cases.txt`: a title after `==`, what goes in, `---`, and what comes out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.autop import autop

CASES = (Path(__file__).parent / "autop" / "cases.txt").read_text(encoding="utf-8")
PARTS = [case.partition("\n")[::2] for case in re.split(r"^== ", CASES, flags=re.MULTILINE)[1:]]
TOKENS = [
    "<p>",
    "</p>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<b>",
    "</b>",
    "<br>",
    "<pre>",
    "</pre>",
    "<!--",
    "-->",
    "<hr>",
]
TOKENS += [
    "\n",
    "\n\n",
    " ",
    "word",
    "https://mill.example/",
    "<",
    ">",
    "&amp;",
    "<a href='x'>",
    "</a>",
    "<blockquote>",
]


@pytest.mark.parametrize(("title", "case"), PARTS, ids=lambda part: part if "\n" not in part else "")
def test_a_case_comes_out_as_expected(title: str, case: str) -> None:
    given_, _, expected = case.partition("\n---\n")
    assert autop(given_) == expected.strip("\n"), title


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.lists(st.sampled_from(TOKENS), max_size=30).map("".join))
def test_no_word_and_no_tag_is_lost(body: str) -> None:
    ours = re.compile(r'<p>|</p>|<br\s*/?>|<a href="https?://[^"]*">|</a>|\s+')
    assert ours.sub("", autop(body)) == ours.sub("", body)


@pytest.mark.parametrize(
    "body",
    [
        *("<div>" * 20_000 + "</p>" * 20_000, "<!--" * 50_000, "<pre " * 50_000, "<a" * 50_000, "<br>" * 20_000),
        *("\n \n" * 50_000, "http://" + "." * 50_000, "https://." * 20_000),
    ],
    ids=lambda body: body[:8].strip(),
)
def test_bodies_that_ask_for_quadratic_time_are_done_at_once(body: str) -> None:
    assert autop(f"{body} end").removesuffix("</p>").rstrip().endswith("end")
