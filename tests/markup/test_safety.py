"""Whatever a body holds, what is rendered obeys the law of `safe_html`."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safe_html import assert_safe

from generator.markup import Place, paragraphs, plain, render
from generator.markup.characters import clean
from generator.markup.rendering import RENDERERS
from generator.model import Markup

MARKUPS = sorted(RENDERERS)
HOSTILE = (Path(__file__).parent / "hostile.txt").read_text(encoding="utf-8").split("\n----\n")
PIECES = (Path(__file__).parent / "pieces.txt").read_text(encoding="utf-8").splitlines()
UNWRITTEN = [
    "\n",
    "\n\n",
    "\n    ",
    "\0",
    "\x1b",
    "\x0c",
    "\r",
    "\ud800",
    "\u202e",
    "\u2028",
    "\x85",
    "\xa0",
    "&#0;",
    "&#1;",
]
PLACES = [
    Place(),
    Place(base="https://forum.example/t/1", unique="7"),
    Place(images="embed", base="http://forum.example", platform="mastodon"),
    Place(images="local", media={"b.png": "media/copy.png"}, unique='"><b onclick=x>'),
]

places = st.sampled_from(PLACES)
pieces = st.lists(st.sampled_from(PIECES + UNWRITTEN) | st.text(max_size=3), max_size=40).map("".join)


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("place", PLACES, ids=["nowhere", "based", "embedding", "local"])
def test_hostile_bodies_are_harmless(markup: Markup, place: Place) -> None:
    for body in HOSTILE:
        assert_safe(render(body, markup, place))


@pytest.mark.parametrize("markup", MARKUPS)
def test_hostile_bodies_are_harmless_all_in_one(markup: Markup) -> None:
    assert_safe(render("\n".join(HOSTILE), markup))
    assert_safe(render("".join(reversed(HOSTILE)), markup))


@pytest.mark.parametrize("markup", MARKUPS)
@given(body=pieces, place=places)
@settings(max_examples=150, deadline=None)
def test_nothing_written_of_pieces_breaks_out(markup: Markup, body: str, place: Place) -> None:
    html = render(body, markup, place)
    assert_safe(html)
    plain(html)


@pytest.mark.parametrize("markup", MARKUPS)
@given(body=st.text(alphabet=st.characters(), max_size=200), place=places)
@settings(max_examples=50, deadline=None)
def test_no_text_breaks_out(markup: Markup, body: str, place: Place) -> None:
    assert_safe(render(body, markup, place))


@given(body=pieces)
@settings(deadline=None)
def test_paragraphs_are_numbered_alike_before_and_after_cleaning(body: str) -> None:
    assert paragraphs(body) == paragraphs(clean(body))
    assert clean(clean(body)) == clean(body)
