"""Code coloured by Pygments: its words stay what they were, its colours can be read, and hostile code ends in time."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.token import STANDARD_TYPES
from safe_html import CODE, assert_safe

from generator.markup import plain, render
from generator.markup.highlighting import DIFFS, LANGUAGES, LONGEST, MARKED, highlighted

HERE = Path(__file__).parent
CSS = (HERE.parents[1] / "layouts/assets/css/code.css").read_text(encoding="utf-8")
PIECES = [
    *(HERE / "repeated.txt").read_text(encoding="utf-8").splitlines(),
    *(
        "a\\n",
        "\\n ",
        "\\n \\n",
        "a ",
        "_a ",
        "@a\\n",
        "a.",
        "a::",
        "a<",
        '"\\',
        "http://",
        "word",
        "1",
        "{{",
        ")",
        "---",
    ),
]
SOURCE = """\
if x < "a" then -- 1
  @b /* c */ # d
end
<?php if (1) ?>
<a href="b">
$ echo "a"
>>> x = 1
\\textbf{a} % b
"""


def block(language: str, code: str) -> str:
    return f'<pre><code class="language-{language}">{escape(code, quote=False)}</code></pre>'


@pytest.mark.parametrize("language", [*LANGUAGES, *sorted(DIFFS)])
def test_every_language_is_coloured_and_keeps_its_words(language: str) -> None:
    html = render(f"```{language}\n{SOURCE}```", "commonmark")
    assert "<span" in html or language in DIFFS
    assert_safe(html)
    assert plain(html) == plain(block("", SOURCE).replace("<pre>", "<pre >"))


@pytest.mark.parametrize("language", [*LANGUAGES, *sorted(DIFFS)])
def test_hostile_code_ends_and_keeps_its_words(language: str) -> None:
    for piece in PIECES:
        code = piece.replace("\\n", "\n") * (1_000 // len(piece))
        html = highlighted(block(language, code))
        assert re.sub(r"</?span[^>]*>", "", html) == block(language, code)


@given(code=st.text(max_size=200), language=st.sampled_from([*LANGUAGES, *sorted(DIFFS)]))
def test_any_code_stays_harmless(code: str, language: str) -> None:
    assert_safe(render(f"~~~{language}\n{code}\n~~~", "commonmark"))


def test_long_code_stays_plain() -> None:
    short, long = "x = 1\n" * 1_000, "x = 1\n" * 2_000
    assert len(short) < LONGEST < len(long)
    assert "<span" in highlighted(block("python", short))
    assert highlighted(block("python", long)) == block("python", long)


def test_what_is_coloured_in_one_body_is_bounded() -> None:
    html = highlighted(block("python", "x = 1\n" * 500) * 100)
    assert html.count("<span") < 10_000
    assert html.endswith(block("python", "x = 1\n" * 500))


def test_every_class_has_a_colour() -> None:
    written = {STANDARD_TYPES[kind] for kind in MARKED} | {"gd", "gh", "gi", "gu"}
    assert written == CODE
    for name in written:
        assert re.search(rf"\.body \.{name}\b|:is\([^)]*\.{name}\b", CSS), name
