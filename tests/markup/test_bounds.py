"""Bodies nested deep, or full of what a parser must look twice at, do not hang: the timeout of all tests sees to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from safe_html import assert_safe

from generator.markup import plain, render
from generator.markup.rendering import RENDERERS
from generator.model import Markup

MARKUPS = sorted(RENDERERS)
REPEATED = (Path(__file__).parent / "repeated.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("markup", MARKUPS)
def test_thousands_of_anything_do_not_hang(markup: Markup) -> None:
    for piece in REPEATED:
        body = piece.replace("\\n", "\n") * (3_000 // max(len(piece) // 4, 1)) + "end"
        html = render(body, markup)
        plain(html)


@pytest.mark.parametrize("markup", ["commonmark", "lemmy", "reddit", "gfm"])
@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "- > "])
def test_markdown_nested_too_deep_is_shown_as_text(markup: Markup, mark: str) -> None:
    html = render(mark * 5_000 + "the words", markup)
    assert_safe(html)
    assert "the words" in plain(html)


def test_html_nested_too_deep_is_shown_as_text() -> None:
    html = render("<div>" * 100_000 + "the words", "html")
    assert_safe(html)
    assert plain(html).endswith("the words")


def test_html_of_many_plain_tags_is_still_html() -> None:
    rows = "".join(f'<tr><td class="n">{number}</td><td><b>word</b></td></tr>' for number in range(5_000))
    html = render(f"<table>{rows}</table>", "html")
    assert_safe(html)
    assert html.count("<tr>") == 5_000


def test_html_deeper_than_browsers_go_keeps_its_words() -> None:
    html = render("<div>" * 900 + "the words", "html")
    assert_safe(html)
    assert html.count("<div>") == 200
    assert plain(html) == "the words"


def test_mail_quoted_without_end_stops_at_forty_levels() -> None:
    html = render("> " * 10_000 + "the words", "mail")
    assert html.count("<blockquote>") == 40
    assert plain(html) == "the words"
