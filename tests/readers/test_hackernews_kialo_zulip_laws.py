"""What holds for `hackernews`, `kialo` and `zulip` whatever the file: they read or say why not, and lose nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SourceError
from generator.model import Comment, Thread
from generator.readers import Reader, hackernews, kialo, zulip
from generator.readers.hackernews import algolia
from generator.readers.hackernews.brackets import take_apart
from generator.readers.zulip.bodies import adapted, uploads

HERE = Path(__file__).parent
READERS: dict[str, Reader] = {reader.NAME: reader for reader in (hackernews, kialo, zulip)}
CASES = [(name, path.suffix, path.read_bytes()) for name in READERS for path in sorted(HERE.glob(f"{name}/*/input*"))]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.text(max_size=3), inside, max_size=2),
    max_leaves=4,
)
Reading = Callable[[str, str, bytes], list[Thread]]
LAW = settings(deadline=None, derandomize=True, max_examples=100)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    folder = tmp_path_factory.mktemp("laws")

    def read(name: str, suffix: str, data: bytes) -> list[Thread]:
        path = folder / f"thread{suffix}"
        path.write_bytes(data)
        return list(READERS[name].read(path))

    return read


def read_or_refuse(reading: Reading, name: str, suffix: str, data: bytes) -> None:
    threads: list[Thread] = []
    try:
        threads = reading(name, suffix, data)
        places = [thread.source for thread in threads]
    except SourceError as error:
        places = [error.path or Path()]
    assert {place.name for place in places} == {f"thread{suffix}"}
    assert len({thread.key for thread in threads}) == len(threads)
    for thread in threads:
        assert_is_a_tree(thread)


def assert_is_a_tree(thread: Thread) -> None:
    depths: dict[str | None, int] = {None: 0}
    for comment in thread.comments:
        assert comment.depth == depths[comment.parent] + 1
        assert re.fullmatch(r"[A-Za-z0-9_.:-]+", comment.id)
        assert comment.id not in depths
        depths[comment.id] = comment.depth
    for comment in thread.comments:
        assert set(comment.refers) <= depths.keys()


@LAW
@given(case=st.sampled_from(CASES), cut=st.integers(0, 3_000))
def test_a_cut_file_reads_or_is_refused(reading: Reading, case: tuple[str, str, bytes], cut: int) -> None:
    name, suffix, data = case
    read_or_refuse(reading, name, suffix, data[:cut])


@LAW
@given(case=st.sampled_from(CASES), at=st.integers(0, 3_000), length=st.integers(0, 9), mess=st.binary(max_size=9))
def test_a_mangled_file_reads_or_is_refused(
    reading: Reading, case: tuple[str, str, bytes], at: int, length: int, mess: bytes
) -> None:
    name, suffix, data = case
    read_or_refuse(reading, name, suffix, data[:at] + mess + data[at + length :])


@LAW
@given(case=st.sampled_from(CASES), order=st.randoms(use_true_random=False))
def test_a_shuffled_file_reads_or_is_refused(reading: Reading, case: tuple[str, str, bytes], order: Any) -> None:
    name, suffix, data = case
    lines = data.split(b"\n")
    order.shuffle(lines)
    read_or_refuse(reading, name, suffix, b"\n".join(lines))


@LAW
@given(data=st.data())
def test_a_value_of_another_type_is_survived(reading: Reading, data: st.DataObject) -> None:
    name, folder = data.draw(st.sampled_from([("hackernews", "algolia-story"), ("hackernews", "list-of-items")]))
    tree = json.loads((HERE / name / folder / "input.json").read_bytes())
    at = tree
    while True:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if not isinstance(at[key], dict | list) or not at[key] or data.draw(st.integers(0, 3)) == 0:
            break
        at = at[key]
    at[key] = data.draw(JSON)
    read_or_refuse(reading, name, ".json", json.dumps(tree).encode())


@st.composite
def trees(draw: st.DrawFn) -> dict[int, int]:
    """What each comment of a story with the id 1 answers."""
    return {id_: draw(st.integers(1, id_ - 1)) for id_ in range(2, draw(st.integers(2, 25)) + 1)}


def lines_of(parents: dict[int, int]) -> list[dict[str, Any]]:
    kids: dict[int, list[int]] = {}
    for id_, parent in parents.items():
        kids.setdefault(parent, []).append(id_)
    items: list[dict[str, Any]] = [{"id": 1, "type": "story", "by": "ada", "time": 1, "title": "Words"}]
    items += [
        {"id": i, "type": "comment", "by": "bo", "time": i, "parent": p, "text": f"{i}"} for i, p in parents.items()
    ]
    for item in items:
        item["kids"] = kids.get(item["id"], [])
    return items


def answer_of(parents: dict[int, int]) -> dict[str, Any]:
    nodes: dict[int, dict[str, Any]] = {}
    for item in lines_of(parents):
        kind = {name: item.get(name) for name in ("id", "type", "title", "text")}
        rest = {"points": None, "parent_id": item.get("parent"), "story_id": 1, "options": [], "children": []}
        nodes[item["id"]] = {**kind, "author": item["by"], "created_at_i": item["time"], **rest}
    for id_, parent in parents.items():
        nodes[parent]["children"].append(nodes[id_])
    return nodes[1]


def answers_of(comments: tuple[Comment, ...]) -> dict[int, int]:
    return {int(comment.id): int(comment.parent or 1) for comment in comments if comment.state == "shown"}


@LAW
@given(parents=trees(), order=st.randoms(use_true_random=False))
def test_both_apis_tell_the_same_thread_in_any_order(reading: Reading, parents: dict[int, int], order: Any) -> None:
    items = lines_of(parents)
    order.shuffle(items)
    (of_lines,) = reading("hackernews", ".ndjson", "\n".join(map(json.dumps, items)).encode())
    (of_answer,) = reading("hackernews", ".json", json.dumps(answer_of(parents)).encode())
    assert of_lines.comments == of_answer.comments
    assert answers_of(of_lines.comments) == parents
    assert of_lines.problems == of_answer.problems == ()


@LAW
@given(parents=trees(), data=st.data())
def test_of_any_part_of_a_dump_no_comment_is_lost(
    reading: Reading, parents: dict[int, int], data: st.DataObject
) -> None:
    items = data.draw(st.lists(st.sampled_from(lines_of(parents)), min_size=1, unique_by=lambda item: item["id"]))
    threads = reading("hackernews", ".ndjson", "\n".join(map(json.dumps, items)).encode())
    kept = {item["id"] for item in items}
    found = [comment for thread in threads for comment in thread.comments]
    shown = {int(comment.id): comment for comment in found if comment.state == "shown"}
    assert shown.keys() == kept - {1}
    for id_, comment in shown.items():
        assert comment.parent == (None if parents[id_] == 1 and 1 in kept else str(parents[id_]))
        assert comment.more == len({kid for kid, parent in parents.items() if parent == id_} - kept)
    assert {comment.id for comment in found if comment.state == "missing"} == {
        str(parents[id_]) for id_ in kept - {1} if parents[id_] not in kept
    }
    for thread in threads:
        assert_is_a_tree(thread)


@LAW
@given(parents=trees(), indent=st.sampled_from([None, 0, 2]))
def test_brackets_tell_what_a_parser_tells(parents: dict[int, int], indent: int | None) -> None:
    answer = answer_of(parents)
    answer["text"] = 'a "quote" and a \\ and {"children": [{'
    data = json.dumps(answer, indent=indent).encode()
    apart = [(json.loads(flat), around) for around, flat in take_apart(data)]
    assert [(flat["id"], apart[around][0]["id"]) for flat, around in apart if around is not None] == [
        (item.id, item.parent) for item in algolia.unfold(data) if not isinstance(item, str) and item.parent
    ]
    assert {flat["text"] for flat, _ in apart} == {answer["text"], *map(str, parents)}


@pytest.mark.parametrize("form", ["lines", "answer", "claims"])
def test_a_thread_may_be_thousands_of_levels_deep(reading: Reading, form: str) -> None:
    levels = 1_000 if form == "claims" else 5_000  # a claim's number is as long as it is deep
    parents = {id_: id_ - 1 for id_ in range(2, levels + 2)}
    if form == "lines":
        (thread,) = reading("hackernews", ".ndjson", "\n".join(map(json.dumps, lines_of(parents))).encode())
    elif form == "answer":
        head, tail = [], []
        for id_ in range(1, levels + 2):
            kind = "story" if id_ == 1 else "comment"
            head.append(f'{{"id":{id_},"type":"{kind}","text":"{id_}","created_at_i":{id_},"story_id":1,"children":[')
            tail.append("]}")
        (thread,) = reading("hackernews", ".json", "".join(head + tail).encode())
    else:
        claims = ["1.", *("1." * depth + " Pro: Yes." for depth in range(2, levels + 2))]
        (thread,) = reading("kialo", ".txt", "\n".join(claims).encode())
    assert thread.comments[-1].depth == len(thread.comments) == levels


@pytest.mark.parametrize("name", READERS)
def test_brackets_without_end_are_refused(reading: Reading, name: str) -> None:
    opening = b'{"created_at_i":1,"children":'
    for data in (b"[" * 100_000, opening + b"[" * 100_000, (opening + b"[") * 100_000, b'{"a":' * 100_000):
        with pytest.raises(SourceError):
            reading(name, ".json", data)


PIECES = ('<span class="katex">', "<span>", "</span>", "<annotation", ' encoding="application/x-tex">', "</annotation>")
HTML = st.lists(st.sampled_from((*PIECES, "x", '<a href="#narrow/a/near/5">', "</a>", "&lt;", "\n", '"'))).map("".join)


@LAW
@given(html=HTML)
def test_nothing_but_formulas_and_links_is_changed_in_a_message(html: str) -> None:
    changed = adapted(html, {"5"})
    if "annotation" not in html:
        assert changed.replace("#c-5", "#narrow/a/near/5") == html
    assert adapted(html, ()) == html or "<code>" in changed
    assert uploads(html) == ()
