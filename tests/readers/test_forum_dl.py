"""What `expected.json` does not show of forum-dl's files, which files are its own, and what holds for all of them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SourceError
from generator.model import Thread
from generator.readers import READERS, forum_dl
from generator.sourcefile import read_head

FORMS = Path(__file__).parent / "forum_dl"
FILES = sorted(FORMS.glob("*/input.jsonl"))
Reading = Callable[[bytes], list[Thread]]


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    path = tmp_path_factory.mktemp("forum_dl") / "forum.jsonl"

    def read(data: bytes) -> list[Thread]:
        path.write_bytes(data)
        return list(forum_dl.read(path))

    return read


def read(case: str) -> list[Thread]:
    return list(forum_dl.read(FORMS / case / "input.jsonl"))


def line(item: dict[str, object], kind: str = "post", extractor: str = "phpbb") -> bytes:
    wrapped = {"generator": "forum-dl", "version": "0.3.0", "extractor": extractor, "type": kind, "item": item}
    return json.dumps(wrapped).encode() + b"\n"


def test_each_thread_of_a_file_has_a_key_of_its_own() -> None:
    assert [thread.key for thread in read("flat-threads")] == ["slugs-again-31", "slugs-again-32"]
    assert [thread.key for thread in read("odd-ids")] == [
        "thread-42236bc5d3",
        "thread-2e8af70e07",
        "same-short",
        "same-short-829e5a2ed1",
    ]


def test_a_file_of_one_thread_needs_no_key() -> None:
    assert [thread.key for case in ("hacker-news", "discourse", "mailing-list") for thread in read(case)] == [""] * 3


def test_threads_know_their_platform_and_how_many_comments_there_were() -> None:
    (thread,) = read("hacker-news")
    assert (thread.platform, thread.id, thread.declared) == ("hackernews", "77", 5)
    (thread,) = read("discourse")
    assert (thread.platform, thread.id, thread.declared) == ("discourse", "4/812", 4)
    assert thread.link == "https://talk.shelves.example/t/shall-we-move-the-shelves/812"


def test_what_cannot_be_used_is_counted() -> None:
    skipped = [(one.id, one.reason) for case in ("broken-lines", "discourse") for t in read(case) for one in t.skipped]
    assert skipped == [
        ("line 2", "Expected `array`, got `str` - at `$.item.path`"),
        ("line 3", "JSON is malformed: invalid character (byte 4)"),
        ("line 6", "Object missing required field `item`"),
        ("line 7", "Expected `int`, got `null` - at `$.id`"),
    ]


def test_captures_that_a_later_one_replaces_are_counted() -> None:
    skipped = [(one.id, one.reason) for thread in read("interleaved") for one in thread.skipped]
    assert skipped == [("502", "told again further down")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_its_files_are_claimed_by_no_other_reader(path: Path) -> None:
    assert [reader.NAME for reader in READERS if reader.sniff(read_head(path), path)] == ["forum_dl"]


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b'{"type": "post", "item": {"path": ["4"]}}',
        b'[{"generator": "forum-dl"}]',
        b'{"generator": "another-dl", "type": "post", "item": {}}',
        b'{"body": "' + b"x" * 600 + b'", "note": {"generator": "forum-dl"}}',
        b'generator: "forum-dl"',
    ],
)
def test_other_files_are_left_alone(head: bytes) -> None:
    assert not forum_dl.sniff(head, Path("x.jsonl"))


def test_a_packed_file_is_read_through(tmp_path: Path) -> None:
    path = tmp_path / "forum.jsonl.gz"
    path.write_bytes(gzip.compress((FORMS / "flat-threads" / "input.jsonl").read_bytes()))
    assert forum_dl.sniff(read_head(path), path)
    assert [thread.title for thread in forum_dl.read(path)] == ["Slugs again"] * 2


def test_a_packed_file_that_was_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "forum.jsonl.gz"
    path.write_bytes(gzip.compress((FORMS / "flat-threads" / "input.jsonl").read_bytes())[:-20])
    with pytest.raises(SourceError) as caught:
        list(forum_dl.read(path))
    assert str(caught.value) == f"{path}:1: cannot be unpacked (the file was cut off: save it again)"


def test_answers_thousands_of_levels_deep_take_little_time(reading: Reading) -> None:
    levels = 2_000
    path = [str(level) for level in range(levels)]
    lines = [line({"path": ["t"], "subpath": path[:depth]}, extractor="hackernews") for depth in range(levels + 1)]
    (thread,) = reading(b"".join(lines))
    assert [comment.depth for comment in thread.comments] == list(range(1, levels + 1))


@st.composite
def trees(draw: st.DrawFn) -> dict[str, list[str]]:
    """The subpath of each post of a tree of up to 20 of them."""
    subpaths: dict[str, list[str]] = {}
    for number in range(1, draw(st.integers(1, 20)) + 1):
        parent = draw(st.integers(0, number - 1))
        subpaths[str(number)] = [*subpaths.get(str(parent), ()), str(number)]
    return subpaths


@settings(deadline=None, derandomize=True, max_examples=100)
@given(tree=trees(), data=st.data())
def test_who_answers_whom_is_kept_even_where_posts_are_absent(
    reading: Reading, tree: dict[str, list[str]], data: st.DataObject
) -> None:
    present = data.draw(st.lists(st.sampled_from(sorted(tree)), min_size=1, unique=True))
    posts = [{"path": ["t"], "subpath": subpath} for subpath in ([], *(tree[id_] for id_ in present))]
    (thread,) = reading(b"".join(line(post, extractor="hackernews") for post in posts))
    for comment in thread.comments:
        assert comment.depth == len(tree[comment.id])
        assert comment.parent == (tree[comment.id][-2] if comment.depth > 1 else None)
        assert (comment.state == "missing") == (comment.id not in present)
    assert {comment.id for comment in thread.comments} == {id_ for one in present for id_ in tree[one]}


@settings(deadline=None, derandomize=True, max_examples=100)
@given(data=st.data())
def test_threads_may_be_interleaved_in_any_way(reading: Reading, data: st.DataObject) -> None:
    posts = [("a", 1), ("a", 2), ("a", 3), ("b", 4), ("b", 5), ("c", 6)]
    shuffled = data.draw(st.permutations(posts))
    lines = [
        line({"path": ["4", thread], "subpath": [str(number)], "content": str(number)}) for thread, number in shuffled
    ]
    found = {
        thread.id: [thread.post.body, *(comment.body for comment in thread.comments)]
        for thread in reading(b"".join(lines))
        if thread.post
    }
    assert found == {f"4/{name}": [str(n) for thread, n in shuffled if thread == name] for name in "abc"}


@settings(deadline=None, derandomize=True, max_examples=250)
@given(
    data=st.sampled_from([path.read_bytes() for path in FILES]),
    at=st.integers(0, 3_000),
    length=st.integers(0, 40),
    mess=st.binary(max_size=9) | st.sampled_from([b'"', b"[]", b"null", b"9", b"{}", b"\n"]),
    cut=st.none() | st.integers(0, 4_000),
)
def test_a_mangled_file_reads_or_is_refused(
    reading: Reading, data: bytes, at: int, length: int, mess: bytes, cut: int | None
) -> None:
    try:
        place: Path | None = reading((data[:at] + mess + data[at + length :])[:cut])[0].source
    except SourceError as error:
        place = error.path
    assert place
    assert place.name == "forum.jsonl"
