"""Queries taken apart, by the cases in queries.json, to which the browser is held as well, and by laws."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from generator.search.query import Clause, format_query, parse, seconds_of
from tests.search.sites import stock_debates, write_site

CASES = json.loads((Path(__file__).parent / "queries.json").read_text(encoding="utf-8"))
# fmt: off
DATES = {
    "2023": 1672531200, "2023-07": 1688169600, "2023-07-30": 1690675200, "0001": -62135596800, "1969-12-31": -86400,
    "0000": None, "2023-13": None, "2023-02-29": None, "2023-7": None, "23": None, "yesterday": None, "": None,
    "2024-02-29": 1709164800, "2023-07-30T10:00": None,
}
# fmt: on


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_query_gives_its_clauses(case: dict[str, object]) -> None:
    clauses = parse(str(case["query"]))
    assert clauses == [Clause(*clause) for clause in case["clauses"]]
    assert format_query(clauses) == case["formatted"]


@given(st.text(st.sampled_from('ab*-:"<>=5 authorscoreinfe“\u3000@.')))
def test_a_query_written_anew_means_the_same(query: str) -> None:
    assert parse(format_query(parse(query))) == parse(query)


@given(st.text())
def test_every_text_is_a_query(query: str) -> None:
    assert parse(format_query(parse(query))) == parse(query)


def test_a_date_is_its_first_second() -> None:
    assert {value: seconds_of(value) for value in DATES} == DATES


def test_the_browser_does_the_same(tmp_path: Path, chromium_page: Page, served: Callable[[Path], str]) -> None:
    chromium_page.goto(served(write_site(tmp_path / "site", stock_debates(count=1))) + "search/")
    found = chromium_page.evaluate("queries => queries.map(moothall.parse)", [case["query"] for case in CASES])
    for clauses, case in zip(found, CASES, strict=True):
        assert [Clause(**clause) for clause in clauses] == [Clause(*clause) for clause in case["clauses"]], case["name"]
    assert chromium_page.evaluate("clauses => clauses.map(moothall.format)", found) == [
        case["formatted"] for case in CASES
    ]
    assert chromium_page.evaluate("dates => dates.map(moothall.secondsOf)", [*DATES]) == [*DATES.values()]
