"""The words of rendered HTML."""

from __future__ import annotations

import pytest

from generator.markup import Place, plain, render
from generator.model import Markup

CASES: list[tuple[Markup, str, str]] = [
    ("commonmark", "One *two*\nthree.\n\n- four\n- five", "One two three.\nfour\nfive"),
    ("commonmark", "a &lt; b & `c < d`", "a < b & c < d"),
    ("commonmark", "```\nx = 1\n  y\n```", "x = 1\ny"),
    ("commonmark", "| a | b |\n|---|---|\n| c | d |", "a b\nc d"),
    ("commonmark", "Said[^1].\n\n[^1]: By whom?", "Said1.\nBy whom?"),
    ("lemmy", "::: spoiler The end\nAll is well.\n:::", "The end\nAll is well."),
    ("lemmy", "It ends >!well!<.", "It ends well."),
    ("text", "One\ntwo", "One\ntwo"),
    ("mail", "> asked\n\nanswered", "asked\nanswered"),
    ("mail", "> said\n>\n" * 13 + "\nanswered", "said\n" * 13 + "answered"),
    ("gfm", "```python\nif x: pass  # why\n```", "if x: pass # why"),
    ("gfm", "<details><summary>Title</summary>\n\nwords\n</details>", "Title\nwords"),
    ("gfm", "So $a_1 b_2$.", "So $a_1 b_2$."),
    ("html", "one<p>two<p>three &amp; <b>f</b>our", "one\ntwo\nthree & four"),
]


@pytest.mark.parametrize(("markup", "body", "words"), CASES)
def test_words_are_what_a_reader_sees(markup: Markup, body: str, words: str) -> None:
    assert plain(render(body, markup)) == words


def test_a_pictures_description_is_among_the_words() -> None:
    embedded = Place(images="embed")
    assert (
        plain(render("See ![a red fox](https://pics.example/f.png) here", "commonmark", embedded))
        == "See a red fox here"
    )


def test_words_of_nothing_are_nothing() -> None:
    assert plain("") == ""
