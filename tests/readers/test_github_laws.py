"""What holds for `github` whatever the file: it reads or says why not, and it loses neither words nor places."""

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
from generator.readers import github
from generator.sourcefile import HEAD

HERE = Path(__file__).parent / "github"
CASES = [path.read_bytes() for path in sorted(HERE.glob("*/input*"))]
WHOLE = [HERE / name / "input.json" for name in ("issue-backup", "pull-backup", "ietf-archive", "discussion")]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.text(max_size=3), inside, max_size=2),
    max_leaves=4,
)
API = "https://git.example/api/v3/repos/mill/wheel"
Reading = Callable[[bytes], list[Thread]]


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    path = tmp_path_factory.mktemp("laws") / "thread.json"

    def read(data: bytes) -> list[Thread]:
        path.write_bytes(data)
        return list(github.read(path))

    return read


def read_or_refuse(reading: Reading, data: bytes) -> None:
    github.sniff(data[:HEAD], Path("thread.json"))
    github.identify(data[:HEAD], Path("thread.json"))
    try:
        place = reading(data)[0].source
    except SourceError as error:
        place = error.path
    assert place is not None
    assert place.name == "thread.json"


@settings(deadline=None, derandomize=True, max_examples=200)
@given(data=st.sampled_from(CASES), cut=st.integers(0, 12_000))
def test_a_cut_file_reads_or_is_refused(reading: Reading, data: bytes, cut: int) -> None:
    read_or_refuse(reading, data[:cut])


@settings(deadline=None, derandomize=True, max_examples=200)
@given(data=st.sampled_from(CASES), at=st.integers(0, 12_000), length=st.integers(0, 9), mess=st.binary(max_size=9))
def test_a_mangled_file_reads_or_is_refused(reading: Reading, data: bytes, at: int, length: int, mess: bytes) -> None:
    read_or_refuse(reading, data[:at] + mess + data[at + length :])


@settings(deadline=None, derandomize=True, max_examples=200)
@given(data=st.sampled_from(CASES), pieces=st.permutations(range(6)))
def test_a_shuffled_file_reads_or_is_refused(reading: Reading, data: bytes, pieces: list[int]) -> None:
    size = len(data) // len(pieces) + 1
    read_or_refuse(reading, b"".join(data[size * piece : size * (piece + 1)] for piece in pieces))


@settings(deadline=None, derandomize=True, max_examples=150)
@given(data=st.data(), path=st.sampled_from(WHOLE))
def test_a_value_of_another_type_is_survived(reading: Reading, data: st.DataObject, path: Path) -> None:
    tree = json.loads(path.read_bytes())
    at = tree
    while True:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if not isinstance(at[key], dict | list) or not at[key] or data.draw(st.integers(0, 3)) == 0:
            break
        at = at[key]
    at[key] = data.draw(JSON)
    read_or_refuse(reading, json.dumps(tree).encode())


@settings(deadline=None, derandomize=True, max_examples=60)
@given(data=st.data(), path=st.sampled_from(WHOLE[:2]))
def test_in_whatever_order_its_parts_come_a_thread_is_the_same(
    reading: Reading, data: st.DataObject, path: Path
) -> None:
    tree = json.loads(path.read_bytes())
    (expected,) = reading(json.dumps(tree).encode())
    for parts in ("events", "comments"):
        if parts in tree:
            tree[parts] = data.draw(st.permutations(tree[parts]))
    (thread,) = reading(json.dumps(dict(data.draw(st.permutations(sorted(tree.items()))))).encode())
    assert thread.comments == expected.comments
    assert sorted(map(str, thread.notes)) == sorted(map(str, expected.notes))


def line(number: int, answers: int | None) -> dict[str, Any]:
    return {
        "id": number,
        "pull_request_url": f"{API}/pulls/7",
        "pull_request_review_id": 1,
        "in_reply_to_id": answers,
        "user": {"login": "ada"},
        "body": f"words {number}",
        "created_at": "2024-03-02T08:00:00Z",
    }


def test_a_thread_may_be_thousands_of_levels_deep(reading: Reading) -> None:
    (thread,) = reading(json.dumps([line(n, n - 1 or None) for n in range(1, 5_001)]).encode())
    assert (thread.comments[0].id, thread.comments[0].state) == ("1-review", "missing")
    assert thread.comments[-1].depth == 5_001


@pytest.mark.parametrize(
    "opening", [b'{"issues":', b'{"data":{"repository":{"discussion":{"comments":', b'{"issue":1}']
)
def test_brackets_without_end_are_refused(reading: Reading, opening: bytes) -> None:
    with pytest.raises(SourceError):
        reading(opening + b"[" * 100_000)
    with pytest.raises(SourceError):
        reading(opening + b"[" * 100_000 + b"]" * 100_000 + b"}" * opening.count(b"{"))


@pytest.mark.parametrize("step", [b'{"data":', b'{"nodes":[', b"[", b'{"issue":{"repository":'])
def test_a_head_of_brackets_alone_is_looked_at_in_no_time(step: bytes) -> None:
    head = (b'"https://git.example/mill/wheel/issues/1"' + step * HEAD)[:HEAD]
    assert not github.sniff(head, Path("thread.json"))
    assert github.identify(head, Path("thread.json")) is None


def test_replies_within_replies_are_read_as_deep_as_json_goes(reading: Reading) -> None:
    comments: list[dict[str, Any]] = []
    for number in range(100):
        comments = [{"body": f"words {number}", "replies": {"nodes": comments}}]
    discussion = {"title": "Deep", "body": "", "comments": {"nodes": comments}}
    (thread,) = reading(json.dumps({"data": {"repository": {"discussion": discussion}}}).encode())
    assert [comment.depth for comment in thread.comments] == list(range(1, 101))
    assert len({comment.id for comment in thread.comments}) == 100


def test_an_empty_file_is_refused(reading: Reading) -> None:
    with pytest.raises(SourceError, match="the file is empty"):
        reading(b" \n")


def test_numbers_beyond_all_bounds_are_survived(reading: Reading) -> None:
    digits = b"9" * 5_000
    comment = b'[{"issue_url":"%b/issues/7","id":%b,"body":""},{"issue_url":"%b/issues/7","id":1,"body":"a"}]'
    (thread,) = reading(comment % (API.encode(), digits, API.encode()))
    assert [one.id for one in thread.comments] == ["1"]
    assert [skipped.id for skipped in thread.skipped] == ["[0]"]
