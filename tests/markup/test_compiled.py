"""What the compiled parser writes is what the reference writes, character for character."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from unittest.mock import patch

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import ContentError
from generator.loading.discover import recognise
from generator.markup import Place, markdown, render
from generator.markup.characters import clean
from generator.markup.compiled import write_core
from generator.markup.core import in_core
from generator.markup.mentions import mentions_of
from generator.markup.writing import Page
from generator.model import Markup, Thread
from generator.readers import all_readers
from tests.conftest import Folder

HERE = Path(__file__).parent
CORPORA = Path(os.environ.get("MOOTHALL_CORPORA", "/nonexistent"))
REAL = any(CORPORA.glob("github/**/*.json"))
CASES = yaml.safe_load((HERE / "core.yaml").read_text(encoding="utf-8"))
PLATFORMS: dict[Markup, str] = {"commonmark": "kialo", "gfm": "github", "lemmy": "lemmy", "reddit": "reddit"}
MARKUPS = sorted(PLATFORMS)
PIECES = """
a|word|snake_case|1|é|。|“|1. |2) |10. |- |+ |* |> |# |##|*|**|***|_|__|`|``|~|~~|$|^|\\|\\*|\\[|&|&amp;|&lt;|!|:|;|,|.
?|"|'|upload://a_b.png|![a b](upload://c_d.png)|[a *b*](file:///c)|[x]: |<b title="c d">|<e/>|    ---|    > |[]()
](/a_b)|<|>|<b>|</b>|<a href="x">|<div>|<!-- |-->|[|]|(|)|](|![|[x|[a](b "t")|[a](<b c>)|]( b )|[a](http://b.c/d_e)|![i](x.png)
[http://a](b:)|http|://|http://a.b/c|https://x.y/_z_|http://a.b/c(d)|<http://a.b>|[url=http://a.b]|[/url]|javascript:|mailto:a@b
#post|u/name|/r/sub|@name|@a@b.cd|=|-|%20|x|
"""
LINES = [
    "\n",
    "\n\n",
    "\n\n\n",
    "  \n",
    "\n    ",
    "\n  ",
    "\n   ",
    "\n- ",
    "\n> ",
    "\n\n> ",
    "\n1. ",
    "\n```\n",
    "\n~~~\n",
]
LINES += [
    "\n```c++\n",
    "\n```\\-\n",
    "\n---\n",
    "\n===\n",
    "\n***\n",
    "\t",
    "\n\t",
    " ",
    "  ",
    "    ",
    "\xa0",
    "# ",
    "> - ",
]

written = st.sampled_from([piece for line in PIECES.split("\n") for piece in line.split("|") if piece])
bodies = st.lists(written | st.sampled_from(LINES), max_size=30).map(lambda pieces: clean("".join(pieces)))
few = st.lists(written | st.sampled_from(LINES), min_size=1, max_size=6)
repeated = few.flatmap(lambda pieces: st.lists(st.sampled_from(pieces), max_size=40)).map("".join).map(clean)


def compiled(markup: Markup, body: str, place: Place) -> str | None:
    """What the compiled parser writes; None where it must not."""
    if not in_core(markup, body):
        return None
    return write_core(body, Page(place, mentions_of(markup, place.platform), breaks=markup == "gfm"))


def place_in(platform: str) -> Place:
    return Place(base="http://forum.example/t/1", platform=platform, markdown="reference")


def assert_equal(markup: Markup, body: str) -> None:
    place = place_in(PLATFORMS[markup])
    assert render(body, markup, replace(place, markdown="compiled")) == render(body, markup, place)


@pytest.mark.parametrize("kind", ["in", "out", "late"])
@pytest.mark.parametrize("markup", MARKUPS)
def test_the_core_is_seen(markup: Markup, kind: str) -> None:
    for body in CASES[kind].get(markup, []):
        assert in_core(markup, body) == (kind != "out"), body
        assert (compiled(markup, body, place_in("")) is not None) == (kind == "in"), body
        assert_equal(markup, body)


@pytest.mark.parametrize("markup", MARKUPS)
@given(body=bodies | repeated)
@settings(max_examples=1000, deadline=None)
def test_both_parsers_write_the_same(markup: Markup, body: str) -> None:
    assert_equal(markup, body)


@pytest.mark.parametrize("markup", MARKUPS)
@given(mark=written | st.sampled_from(LINES), count=st.integers(1, 300), end=written)
@settings(max_examples=200, deadline=None)
def test_both_parsers_write_the_same_of_what_is_nested(markup: Markup, mark: str, count: int, end: str) -> None:
    assert_equal(markup, mark * count + end)
    assert_equal(markup, mark * count + end + mark[::-1] * count)


UNMARKED = [*"aé。“.,!?();'\"$%/{}=+-#:1٣ ", "\n", "\n\n", " a", "u/b", "r/c", "$d", "e$"]


@pytest.mark.parametrize("markup", MARKUPS)
@given(body=st.lists(st.sampled_from(UNMARKED), max_size=20).map("".join).map(clean))
@settings(max_examples=1000)
def test_text_without_marks_is_what_the_parser_makes_of_it(markup: Markup, body: str) -> None:
    place = place_in(PLATFORMS[markup])
    with patch.object(markdown, "is_unmarked", return_value=False):
        parsed = render(body, markup, place)
    assert render(body, markup, place) == parsed


def test_a_body_left_to_the_reference_is_written_as_if_it_came_there_first() -> None:
    assert_equal("commonmark", "[a](http://a.example *open [b](http://b.example) <http://c.example>")


def test_the_setting_turns_the_compiled_parser_off(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(markdown, "write_core", lambda body, page: read.append(body))
    folder.write("-- content/a.thread.yaml --\ncomments: [{id: 1, body: Some *words*.}]\n")
    folder.write("-- content/a.yaml --\nsummary: A *summary*.\n")
    folder.write("-- site.yaml --\nmarkdown: reference\n")
    assert folder.run("build", "--jobs", "1", "--executor", "serial", "--quiet").code == 0
    assert "Some <em>words</em>." in (folder.path / "output/a/index.html").read_text(encoding="utf-8")
    assert read == []
    folder.write("-- site.yaml --\nmarkdown: compiled\n")
    assert folder.run("build", "--jobs", "1", "--executor", "serial", "--quiet").code == 0
    assert set(read) == {"A *summary*.", "Some *words*."}


@pytest.mark.skipif(  # they belong to others, and are no part of the project
    not any(CORPORA.glob("github/**/*.json")), reason="MOOTHALL_CORPORA names no folder with real exports"
)
def test_both_parsers_write_the_same_of_what_people_wrote() -> None:
    taken: Counter[bool] = Counter()
    for markup, platform, body in sorted(set(real_bodies())):
        place = place_in(platform)
        html = compiled(markup, body, place)
        taken[html is not None] += 1
        if html is not None:
            assert render(body, markup, replace(place, markdown="compiled")) == render(body, markup, place)
    assert taken[True] > 4 * taken[False], taken


def real_bodies() -> Iterator[tuple[Markup, str, str]]:
    """The bodies in Markdown, and the platforms they come from, in every export that can be read."""
    readers = {reader.NAME: reader for reader in all_readers()}
    for path in sorted(path for path in CORPORA.rglob("*") if path.is_file()):
        try:
            source = recognise(path, PurePosixPath(path.name), tuple(readers.values()))
            for thread in readers[source.reader].read(path) if source else ():
                yield from bodies_of(thread)
        except ContentError:
            continue  # broken ones are there for the readers' sake


def bodies_of(thread: Thread) -> Iterator[tuple[Markup, str, str]]:
    for words in (*((thread.post,) if thread.post else ()), *thread.comments):
        if words.markup in PLATFORMS:
            yield words.markup, thread.platform, clean(words.body)
