"""What holds for `discourse` whatever the files: it reads or says why not, and pages tell what the topic tells."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SourceError
from generator.model import Thread
from generator.readers import discourse

HERE = Path(__file__).parent / "discourse"
CASES = [path.read_bytes() for path in sorted(HERE.glob("*/input.json"))]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.text(max_size=3), inside, max_size=2),
    max_leaves=4,
)
Writing = Callable[[str, bytes], Path]


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Writing:
    folder = tmp_path_factory.mktemp("laws")

    def write(name: str, data: bytes) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    return write


def read_or_refuse(path: Path) -> None:
    try:
        place = next(discourse.read(path)).source
    except SourceError as error:
        place = error.path
    assert place == path


@settings(deadline=None, derandomize=True, max_examples=150)
@given(data=st.sampled_from(CASES), cut=st.integers(0, 9_000))
def test_a_cut_file_reads_or_is_refused(writing: Writing, data: bytes, cut: int) -> None:
    read_or_refuse(writing("topic.json", data[:cut]))


@settings(deadline=None, derandomize=True, max_examples=150)
@given(data=st.sampled_from(CASES), at=st.integers(0, 9_000), length=st.integers(0, 9), mess=st.binary(max_size=9))
def test_a_mangled_file_reads_or_is_refused(writing: Writing, data: bytes, at: int, length: int, mess: bytes) -> None:
    path = writing("topic.json", data[:at] + mess + data[at + length :])
    assert isinstance(discourse.sniff(path.read_bytes(), path), bool)
    read_or_refuse(path)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(case=st.sampled_from(["topic", "words", "small-actions", "site-from-links"]), data=st.data())
def test_a_value_of_another_type_is_survived(writing: Writing, case: str, data: st.DataObject) -> None:
    tree = json.loads((HERE / case / "input.json").read_bytes())
    at = tree
    while True:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if not isinstance(at[key], dict | list) or not at[key] or data.draw(st.integers(0, 3)) == 0:
            break
        at = at[key]
    at[key] = data.draw(JSON)
    read_or_refuse(writing("topic.json", json.dumps(tree).encode()))


@st.composite
def topics(draw: st.DrawFn) -> list[dict[str, object]]:
    """Posts that answer each other, or posts that are not there, in any way."""
    count = draw(st.integers(1, 12))
    numbers = draw(st.lists(st.integers(1, 20), min_size=count, max_size=count, unique=True).map(sorted))
    answered = st.none() | st.integers(1, 20)
    kinds = st.sampled_from([1, 1, 1, 2, 3])
    return [
        {"id": 100 + number, "post_number": number, "topic_id": 9, "username": "ada", "cooked": f"<p>{number}</p>"}
        | {"reply_to_post_number": draw(answered), "post_type": draw(kinds)}
        for number in numbers
    ]


@settings(deadline=None, derandomize=True, max_examples=150)
@given(posts=topics(), data=st.data())
def test_pages_that_overlap_tell_what_the_whole_tells(
    writing: Writing, posts: list[dict[str, object]], data: st.DataObject
) -> None:
    stream = {"stream": [post["id"] for post in posts]}
    title = {"id": 9, "title": "Title", "posts_count": len(posts)}
    whole = writing("whole.json", json.dumps(title | {"post_stream": {"posts": posts} | stream}).encode())
    parts = data.draw(st.lists(st.lists(st.sampled_from(posts), max_size=5), max_size=3))
    missing = [post for post in posts if not any(post in part for part in parts)]
    first = writing("0.json", json.dumps(title | {"post_stream": {"posts": missing} | stream}).encode())
    paths = [first]
    for number, part in enumerate(parts, 1):
        page = {"id": 9, "post_stream": {"posts": part}}
        paths += [writing(f"{number}.json", json.dumps(page).encode())] if part else []
    found = list(discourse.read_together(data.draw(st.permutations(paths))))
    assert len(found) == 1
    assert without_places(found[0]) == without_places(*discourse.read(whole))
    assert found[0].more == 0
    given_out = [post for part in [missing, *parts] for post in part if post["post_type"] != 3]
    comments = [post for post in given_out if post["post_number"] != 1]
    assert len(comments) == len(found[0].skipped) + sum(c.state != "missing" for c in found[0].comments)


def without_places(thread: Thread) -> Thread:
    """What a thread tells apart from the files it is in."""
    problems = tuple(sorted({(one.kind, one.message) for one in thread.problems}))
    return replace(thread, source=Path(), problems=problems, skipped=())  # type: ignore[arg-type]


@settings(deadline=None, derandomize=True, max_examples=100)
@given(posts=topics())
def test_who_answers_whom_is_kept(writing: Writing, posts: list[dict[str, object]]) -> None:
    path = writing("topic.json", json.dumps({"id": 9, "post_stream": {"posts": posts}}).encode())
    (thread,) = discourse.read(path)
    actions = {post["post_number"] for post in posts if post["post_type"] == 3}
    cut = {one.message.split()[1] for one in thread.problems if one.kind == "cycle"}
    told = {str(post["id"]): post["reply_to_post_number"] for post in posts}
    for comment in thread.comments:
        if comment.state == "missing" or comment.id in cut or told[comment.id] in {None, 1} | actions:
            assert comment.parent is None
        else:
            assert comment.parent in (f"number-{told[comment.id]}", str(100 + int(str(told[comment.id]))))
