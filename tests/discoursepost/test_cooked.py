"""Discourse's HTML made plain: cases stand in `cooked.yaml`, and are added there."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.discoursepost.cooked import attachments_of, plain_html
from generator.discoursepost.place import Place
from generator.discoursepost.shapes import Option, Poll
from generator.markup import Place as Surroundings
from generator.markup import plain, render

CASES: list[dict[str, str]] = yaml.safe_load((Path(__file__).parent / "cooked.yaml").read_text(encoding="utf-8"))
POLLS = {
    "poll": Poll(options=[Option("n", "North", 1), Option("s", "South &amp; west", 2)], status="closed", voters=1),
    "open": Poll(title="a < b", options=[Option("o", "Oak"), Option("x")]),
}
HERE = Place("https://talk.shelves.example", 812, {2: "4002", 3: "4003"}, POLLS)
PIECES = [
    *('<aside class="quote" data-post="2" data-topic="812">', '<div class="title">', "<blockquote>", "</blockquote>"),
    *("</aside>", '<div class="poll">', "<div>", "</div>", '<img class="emoji" alt="', '">', '<pre class="onebox">'),
    *("<code>", "<ol>", "<li>", "</li>", "</ol></code></pre>", '<div class="lightbox-wrapper"><a class="lightbox"'),
    *('><img src="', '<div class="meta">', "</a>", '<div class="lazyYT" data-youtube-id="', '<span class="bbcode-b">'),
    *("</span>", ' href="/t/x/812/2"', "words", " ", "\n", "<", ">", "&amp;", '<a class="attachment">', "</p>"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cooked_words_are_made_plain(case: dict[str, str]) -> None:
    assert plain_html(case["cooked"], HERE) == case.get("plain", case["cooked"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_plain_stays_so(case: dict[str, str]) -> None:
    once = plain_html(case["cooked"], HERE)
    assert plain_html(once, HERE) == once


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40))
def test_broken_markup_takes_nothing_around_it_away(pieces: list[str]) -> None:
    made = plain_html(f"before{''.join(pieces)}after", Place(None, 812, {2: "4002"}))
    assert made.startswith("before")
    assert made.endswith("after")


@pytest.mark.parametrize(
    ("piece", "before", "after"),
    [
        ('<aside class="quote" data-post="2">', "", ""),
        ('<aside class="quote"><div class="title">', "", ""),
        ('<aside class="quote"><blockquote>', "", ""),
        ('</blockquote></aside><i class="quote">', "", ""),
        ('<div class="poll">', "", ""),
        ('<div class="poll"><div>', "", ""),
        ('<img class="emoji" ', "", ""),
        ('<img class="emoji', "", ""),
        ('<div class="lightbox-wrapper"><a><img><div class="meta">', "", ""),
        ('<div class="lightbox-wrapper"><a><img><div class="meta"></div></a>', "", ""),
        ('<pre class="onebox"><code><ol>', "", ""),
        ('<pre class="onebox"><code><ol><li>', "", ""),
        ('<a onebox><img class="thumbnail" ', "", ""),
        ('<div class="lazyYT">', "", ""),
        ("<div lazy", "", ""),
        ('<span class="bbcode-b">', "", ""),
        ('<a class="attachment" ', "", ""),
        ('<a href="/t/', "", ""),
        ('href="/t/1/1/1', "", ""),
        (' href="/', "", ""),
        ('<div class="quote-controls"><aside class="quote">', "", ""),
        ('<aside class="quote"><div class="quote-controls">', "", ""),
        ('<a href="x">', '<aside class="quote">', "<blockquote></blockquote></aside>"),
        ('<div class="quote-controls">', '<aside class="quote">', "<blockquote></blockquote></aside>"),
        ('<div class="poll-title">', '<div class="poll">', ""),
        ('<div class="poll-title"></div>', '<div class="poll">', "</div>"),
    ],
)
def test_a_hostile_post_does_not_hang(piece: str, before: str, after: str) -> None:
    cooked = before + piece * (400_000 // len(piece)) + after
    plain_html(cooked, HERE)
    attachments_of(cooked)


def test_the_words_of_a_quote_survive_cleaning() -> None:
    case = next(case for case in CASES if case["name"] == "a quote of a comment")
    safe = render(plain_html(case["cooked"], HERE), "html", Surroundings(fragments=True))
    assert '<a href="#c-4002">bo</a>' in safe
    assert plain(safe).split() == ["No.", "bo", "Yes."]


def test_attachments_are_named() -> None:
    cooked = '<a class="attachment" href="/u/1.csv">table &amp; chairs.csv</a> (1 KB), <a class="attachment">b</a>'
    assert attachments_of(cooked) == ("table & chairs.csv", "b")
    assert attachments_of("<p>No attachment</p>") == ()
