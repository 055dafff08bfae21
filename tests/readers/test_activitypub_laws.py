"""What holds for `activitypub` whatever the file: it reads or says why not, and it loses nothing that was said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SourceError
from generator.model import Thread
from generator.readers import activitypub

HERE = Path(__file__).parent / "activitypub"
CASES = [path.read_bytes() for path in sorted(HERE.glob("*/input*"))]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.sampled_from(["id", "type", "url"]), inside),
    max_leaves=4,
)
Reading = Callable[[bytes], list[Thread]]


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    path = tmp_path_factory.mktemp("laws") / "notes.json"

    def read(data: bytes) -> list[Thread]:
        path.write_bytes(data)
        return list(activitypub.read(path))

    return read


def read_or_refuse(reading: Reading, data: bytes) -> None:
    try:
        place = reading(data)[0].source
    except SourceError as error:
        place = error.path
    assert place is not None
    assert place.name == "notes.json"


@settings(deadline=None, derandomize=True, max_examples=150)
@given(data=st.sampled_from(CASES), cut=st.integers(0, 9_000))
def test_a_cut_file_reads_or_is_refused(reading: Reading, data: bytes, cut: int) -> None:
    activitypub.sniff(data[:cut], Path("notes.json"))
    read_or_refuse(reading, data[:cut])


@settings(deadline=None, derandomize=True, max_examples=150)
@given(data=st.sampled_from(CASES), at=st.integers(0, 9_000), length=st.integers(0, 9), mess=st.binary(max_size=9))
def test_a_mangled_file_reads_or_is_refused(reading: Reading, data: bytes, at: int, length: int, mess: bytes) -> None:
    data = data[:at] + mess + data[at + length :]
    activitypub.sniff(data, Path("notes.json"))
    read_or_refuse(reading, data)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(data=st.data())
def test_a_value_of_another_type_is_survived(reading: Reading, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["outbox", "list-of-objects", "question", "video", "deleted", "boost"]))
    tree = json.loads((HERE / name / "input.json").read_bytes())
    at: Any = tree
    while True:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if not isinstance(at[key], dict | list) or not at[key] or data.draw(st.integers(0, 3)) == 0:
            break
        at = at[key]
    at[key] = data.draw(JSON)
    read_or_refuse(reading, json.dumps(tree).encode())


@st.composite
def trees(draw: st.DrawFn) -> dict[int, int | None]:
    """What each of up to 25 notes answers, an earlier one or nothing."""
    count = draw(st.integers(1, 25))
    return {number: draw(st.integers(0, number - 1)) or None for number in range(1, count + 1)}


def note(number: int, parent: int | None) -> dict[str, object]:
    return {
        "id": address(number),
        "type": "Note",
        "attributedTo": "https://towns.example/users/ada",
        "inReplyTo": address(parent) if parent else None,
        "content": f"<p>{number}</p>",
        "published": f"2024-03-02T08:{number:02}:00Z",
    }


def address(number: int) -> str:
    return f"https://towns.example/notes/{number}"


@settings(deadline=None, derandomize=True, max_examples=150)
@given(tree=trees(), data=st.data())
def test_of_any_part_in_any_order_every_note_answers_what_it_says(
    reading: Reading, tree: dict[int, int | None], data: st.DataObject
) -> None:
    kept = data.draw(st.lists(st.sampled_from(sorted(tree)), min_size=1, unique=True))
    items = [note(number, tree[number]) for number in kept]
    threads = reading(json.dumps({"type": "Collection", "items": items}).encode())
    told: dict[str, str | None] = {}
    for thread in threads:
        start = thread.id if thread.post else None
        if start:
            told[start] = None
        for comment in thread.comments:
            parent = address(int(comment.parent)) if comment.parent else start
            if comment.state == "shown":
                told[address(int(comment.id))] = parent
            else:
                assert int(comment.id) not in kept
    assert told == {item["id"]: item["inReplyTo"] for item in items}
    assert len({thread.key for thread in threads}) == len(threads)


def test_a_thread_may_be_thousands_of_levels_deep(reading: Reading) -> None:
    items = [note(1, None) | {"published": None}]
    items += [note(number, number - 1) | {"published": None} for number in range(2, 5_002)]
    (thread,) = reading(json.dumps({"type": "Collection", "items": items}).encode())
    assert thread.comments[-1].depth == 5_000


def test_a_circle_is_cut_open_and_told(reading: Reading) -> None:
    items = [note(1, 2), note(2, 1)]
    (thread,) = reading(json.dumps(items).encode())
    assert [(comment.id, comment.parent) for comment in thread.comments] == [("1", None), ("2", "1")]
    assert [problem.kind for problem in thread.problems] == ["cycle"]


@pytest.mark.parametrize("data", [b'{"type":"Note","id":"x","tag":' + b"[" * 90_000, b"[" * 90_000 + b"]" * 90_000])
def test_brackets_without_end_are_refused(reading: Reading, data: bytes) -> None:
    activitypub.sniff(data, Path("notes.json"))
    with pytest.raises(SourceError):
        reading(data)
