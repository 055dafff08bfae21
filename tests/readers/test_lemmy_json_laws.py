"""What holds for `lemmy_json` whatever the file: it reads or says why not, and it loses neither words nor places."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SourceError
from generator.model import Comment, Thread
from generator.readers import lemmy_json

HERE = Path(__file__).parent / "lemmy_json"
CASES = [path.read_bytes() for path in sorted(HERE.glob("*/input*"))]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.text(max_size=3), inside, max_size=2),
    max_leaves=4,
)
Reading = Callable[[bytes], list[Thread]]


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    path = tmp_path_factory.mktemp("laws") / "thread.json"

    def read(data: bytes) -> list[Thread]:
        path.write_bytes(data)
        return list(lemmy_json.read(path))

    return read


def read_or_refuse(reading: Reading, data: bytes) -> None:
    try:
        place = reading(data)[0].source
    except SourceError as error:
        place = error.path
    assert place is not None
    assert place.name == "thread.json"


@settings(deadline=None, derandomize=True, max_examples=200)
@given(data=st.sampled_from(CASES), cut=st.integers(0, 9_000))
def test_a_cut_file_reads_or_is_refused(reading: Reading, data: bytes, cut: int) -> None:
    read_or_refuse(reading, data[:cut])


@settings(deadline=None, derandomize=True, max_examples=200)
@given(data=st.sampled_from(CASES), at=st.integers(0, 9_000), length=st.integers(0, 9), mess=st.binary(max_size=9))
def test_a_mangled_file_reads_or_is_refused(reading: Reading, data: bytes, at: int, length: int, mess: bytes) -> None:
    read_or_refuse(reading, data[:at] + mess + data[at + length :])


@settings(deadline=None, derandomize=True, max_examples=200)
@given(data=st.data())
def test_a_value_of_another_type_is_survived(reading: Reading, data: st.DataObject) -> None:
    tree = json.loads((HERE / "post-and-comments" / "input.json").read_bytes())
    at = tree
    while True:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if not isinstance(at[key], dict | list) or not at[key] or data.draw(st.integers(0, 3)) == 0:
            break
        at = at[key]
    at[key] = data.draw(JSON)
    read_or_refuse(reading, json.dumps(tree).encode())


@st.composite
def talks(draw: st.DrawFn) -> dict[int, list[int]]:
    """The path of each comment's id, of a tree of up to 30 of them."""
    paths: dict[int, list[int]] = {}
    for id_ in range(1, draw(st.integers(1, 30)) + 1):
        parent = draw(st.integers(0, id_ - 1))
        paths[id_] = [*paths.get(parent, ()), id_]
    return paths


def view(path: list[int], minute: int) -> dict[str, object]:
    place = ".".join(map(str, (0, *path)))
    published = f"2024-03-02T08:{minute:02}:00Z"
    return {
        "comment": {"id": path[-1], "post_id": 7, "content": f"words {path[-1]}", "path": place, "published": published}
    }


@settings(deadline=None, derandomize=True, max_examples=200)
@given(paths=talks(), data=st.data())
def test_of_any_part_in_any_order_every_comment_stands_where_its_path_says(
    reading: Reading, paths: dict[int, list[int]], data: st.DataObject
) -> None:
    kept = data.draw(st.lists(st.sampled_from(sorted(paths)), min_size=1, unique=True))
    minutes = {id_: data.draw(st.integers(0, 3)) for id_ in kept}
    split = data.draw(st.integers(0, len(kept)))
    pages = [{"comments": [view(paths[id_], minutes[id_]) for id_ in ids]} for ids in (kept[:split], kept[split:])]
    (thread,) = reading("\n".join(map(json.dumps, pages)).encode())
    assert {c.id for c in thread.comments if c.state == "shown"} == set(map(str, kept))
    assert {c.id: c.body for c in thread.comments if c.body} == {str(id_): f"words {id_}" for id_ in kept}
    assert {problem.kind for problem in thread.problems} <= {"missing-parent"}
    by_id = {comment.id: comment for comment in thread.comments}
    for comment in thread.comments:
        assert path_of(comment, by_id) == [str(id_) for id_ in paths[int(comment.id)]]
    for parent in {comment.parent for comment in thread.comments}:
        ages = [(minutes[int(c.id)], int(c.id)) for c in thread.comments if c.parent == parent and c.state == "shown"]
        assert ages == sorted(ages)


def path_of(comment: Comment, by_id: dict[str, Comment]) -> list[str]:
    path = [comment.id]
    while comment.parent is not None:
        comment = by_id[comment.parent]
        path.insert(0, comment.id)
    assert len(path) == by_id[path[-1]].depth
    return path


def test_a_thread_may_be_thousands_of_levels_deep(reading: Reading) -> None:
    flat = [{"id": n, "post_id": 7, "content": "and then?", "parent_id": n - 1 or None} for n in range(1, 5_001)]
    (thread,) = reading(json.dumps({"comments": flat}).encode())
    assert thread.comments[-1].depth == 5_000


def test_a_path_may_be_thousands_of_levels_deep(reading: Reading) -> None:
    (thread,) = reading(json.dumps({"comments": [view(list(range(1, 5_001)), 0)]}).encode())
    assert [comment.state for comment in thread.comments] == ["missing"] * 4_999 + ["shown"]


@pytest.mark.parametrize("opening", [b'{"comments":', b'{"post_id":1}\n{"comments":'], ids=["alone", "appended"])
def test_brackets_without_end_are_refused(reading: Reading, opening: bytes) -> None:
    with pytest.raises(SourceError, match="the JSON is nested too deep"):
        reading(opening + b"[" * 100_000 + b"]" * 100_000 + b"}")


def test_an_empty_file_is_refused(reading: Reading) -> None:
    with pytest.raises(SourceError, match="the file is empty"):
        reading(b" \n")


def test_numbers_beyond_all_bounds_are_survived(reading: Reading) -> None:
    digits = b"9" * 5_000
    page = b'{"comments":[{"id":%b,"post_id":7,"content":""},{"id":1,"post_id":7,"content":""}]}'
    (thread,) = reading(page % digits + page % digits)
    assert [comment.id for comment in thread.comments] == ["1"]
    assert [skipped.id for skipped in thread.skipped] == ["[0].comments[0]", "[1].comments[0]"]
