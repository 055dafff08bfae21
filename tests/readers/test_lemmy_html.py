"""`lemmy_html`: which pages it takes, by what it knows their thread, and what holds whatever the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SourceError
from generator.readers import READERS, lemmy_html
from generator.sourcefile import read_head

HERE = Path(__file__).parent / "lemmy_html"
INPUTS = sorted(HERE.glob("*/input.html"))
CASES = [path.read_bytes() for path in INPUTS]


@pytest.mark.parametrize("path", sorted((HERE / "strangers").iterdir()), ids=lambda path: path.stem)
def test_a_page_that_is_not_about_one_post_is_left_alone(path: Path) -> None:
    assert not lemmy_html.sniff(read_head(path), path)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.parent.name)
def test_no_other_reader_takes_it(path: Path) -> None:
    assert [reader.NAME for reader in READERS if reader.sniff(read_head(path), path)] == ["lemmy_html"]


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.parent.name)
def test_all_pages_of_a_post_have_one_identity(path: Path) -> None:
    assert lemmy_html.identify(read_head(path), path) == "post 70"


def test_a_page_tells_links_roles_and_counts() -> None:
    (thread,) = lemmy_html.read(HERE / "old" / "input.html")
    assert (thread.id, thread.declared, thread.link) == ("post 70", 5, "https://towns.example/post/70")
    assert {comment.id: comment.author.flags for comment in thread.comments if comment.author} == {
        "3": (),
        "4": ("op",),
        "5": (),
        "6": ("admin", "distinguished"),
        "7": (),
    }
    assert {comment.link for comment in thread.comments} == {
        "https://fjord.example/comment/88",
        "https://hills.example/comment/991",
        *(f"https://towns.example/comment/{number}" for number in (4, 5, 6)),
    }


def test_comments_may_be_thousands_of_levels_deep(tmp_path: Path) -> None:
    start, end = '<div class="comment" id="c{}"><div class="children">', "</div></div>"
    path = tmp_path / "deep.html"
    path.write_text("".join(start.format(number) for number in range(1, 5_001)) + end * 5_000, encoding="utf-8")
    (thread,) = lemmy_html.read(path)
    assert thread.comments[-1].depth == 5_000


@settings(deadline=None, derandomize=True, max_examples=150)
@given(data=st.sampled_from(CASES), at=st.integers(0, 9_000), length=st.integers(0, 9), mess=st.binary(max_size=9))
def test_a_mangled_page_reads_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, at: int, length: int, mess: bytes
) -> None:
    read_or_refuse(tmp_path_factory, data[:at] + mess + data[at + length :])


@settings(deadline=None, derandomize=True, max_examples=150)
@given(data=st.sampled_from(CASES), cut=st.integers(0, 9_000))
def test_a_cut_page_reads_or_is_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes, cut: int) -> None:
    read_or_refuse(tmp_path_factory, data[:cut])


def read_or_refuse(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "page.html"
    path.write_bytes(data)
    try:
        places = {thread.source for thread in lemmy_html.read(path)}
    except SourceError as error:
        places = {error.path or Path()}
    assert places == {path}
