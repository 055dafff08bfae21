"""What holds for `reddit_json` whatever the files: it reads or says why not, and loses neither words nor places."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SourceError
from generator.model import Thread
from generator.readers import reddit_json

HERE = Path(__file__).parent / "reddit_json"
CASES = [path.read_bytes() for path in sorted(HERE.glob("*/input*"))]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.text(max_size=3), inside, max_size=2),
    max_leaves=4,
)
Reading = Callable[..., list[Thread]]
Tree = dict[int, int]
"""Each comment's parent, 0 for the post; a parent has a lower number."""


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    folder = tmp_path_factory.mktemp("laws")

    def read(*files: bytes) -> list[Thread]:
        paths = [folder / f"thread-{number}.json" for number in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        return list(reddit_json.read_together(paths))

    return read


def read_or_refuse(reading: Reading, *files: bytes) -> None:
    try:
        place = reading(*files)[0].source
    except SourceError as error:
        place = error.path
    assert place is not None
    assert place.name.startswith("thread-")


@settings(deadline=None, derandomize=True, max_examples=200)
@given(data=st.sampled_from(CASES), cut=st.integers(0, 9_000))
def test_a_cut_file_reads_or_is_refused(reading: Reading, data: bytes, cut: int) -> None:
    read_or_refuse(reading, data[:cut])


@settings(deadline=None, derandomize=True, max_examples=200)
@given(data=st.sampled_from(CASES), at=st.integers(0, 9_000), length=st.integers(0, 9), mess=st.binary(max_size=9))
def test_a_mangled_file_reads_or_is_refused(reading: Reading, data: bytes, at: int, length: int, mess: bytes) -> None:
    read_or_refuse(reading, data[:at] + mess + data[at + length :])


@settings(deadline=None, derandomize=True, max_examples=200)
@given(parts=st.lists(st.sampled_from(CASES), min_size=1, max_size=4))
def test_files_that_do_not_belong_together_read_or_are_refused(reading: Reading, parts: list[bytes]) -> None:
    read_or_refuse(reading, *parts)
    read_or_refuse(reading, b"".join(parts))


@settings(deadline=None, derandomize=True, max_examples=200)
@given(data=st.data())
def test_a_value_of_another_type_is_survived(reading: Reading, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["listing", "poll", "crosspost-of-words", "gaps-filled"]))
    tree = json.loads(next((HERE / name).glob("input*")).read_bytes())
    at = tree
    while True:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if not isinstance(at[key], dict | list) or not at[key] or data.draw(st.integers(0, 3)) == 0:
            break
        at = at[key]
    at[key] = data.draw(JSON)
    read_or_refuse(reading, json.dumps(tree).encode())


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    return {id_: draw(st.integers(0, id_ - 1)) for id_ in range(1, draw(st.integers(1, 30)) + 1)}


@settings(deadline=None, derandomize=True, max_examples=120)
@given(tree=trees(), data=st.data())
def test_of_a_listing_and_what_its_stubs_gave_nothing_is_lost_or_told_twice(
    reading: Reading, tree: Tree, data: st.DataObject
) -> None:
    chosen = data.draw(st.sets(st.sampled_from(sorted(tree))))
    listed = closed(tree, chosen, {0})
    files = [json.dumps([post(), listing(nested(tree, listed))])]
    archived = set(listed)
    for parent in sorted({0, *listed}):
        fetched = closed(tree, data.draw(st.sets(st.sampled_from(sorted(tree)))) - listed, {parent})
        if fetched:
            found = [comment(tree, id_) for id_ in fetched] + stubs(tree, fetched | listed, {parent, *fetched})
            files.append(json.dumps({"json": {"data": {"things": data.draw(st.permutations(found))}}}))
            archived |= fetched
    (thread,) = reading(*(text.encode() for text in data.draw(st.permutations(files))))
    assert not thread.problems
    assert not thread.skipped
    assert {int(c.id): int(c.parent or 0) for c in thread.comments} == {id_: tree[id_] for id_ in archived}
    assert {c.id: c.body for c in thread.comments} == {str(id_): f"words {id_}" for id_ in archived}
    gaps = {0: thread.more} | {int(c.id): c.more for c in thread.comments}
    assert gaps == {parent: lacking(tree, archived, parent) for parent in gaps}
    assert len(thread.comments) + sum(gaps.values()) == len(tree)


def closed(tree: Tree, chosen: Iterable[int], roots: set[int]) -> set[int]:
    """The chosen ones whose ancestors, up to a root, are chosen as well."""
    kept: set[int] = set()
    for id_ in sorted(chosen):
        if tree[id_] in kept | roots:
            kept.add(id_)
    return kept


def lacking(tree: Tree, archived: set[int], parent: int) -> int:
    """Comments in the branches below `parent` that are lacking whole."""
    lost = {id_ for id_, above in tree.items() if above == parent and id_ not in archived}
    for id_ in sorted(tree):
        if tree[id_] in lost:
            lost.add(id_)
    return len(lost)


def nested(tree: Tree, listed: set[int]) -> list[object]:
    replies: dict[int, list[object]] = {id_: [] for id_ in (0, *listed)}
    for id_ in sorted(listed):
        replies[tree[id_]].append(comment(tree, id_, listing(replies[id_])))
    for parent, found in replies.items():
        found += stubs(tree, listed, {parent})
    return replies[0]


def stubs(tree: Tree, archived: set[int], parents: set[int]) -> list[object]:
    """What an answer says was left out below the given comments."""
    found: list[object] = []
    for parent in sorted(parents):
        children = [str(id_) for id_, above in tree.items() if above == parent and id_ not in archived]
        if children:
            count = lacking(tree, archived, parent)
            found.append({"kind": "more", "data": {"parent_id": name(parent), "count": count, "children": children}})
    return found


def comment(tree: Tree, id_: int, replies: object = "") -> dict[str, object]:
    told = {"id": str(id_), "link_id": "t3_7", "parent_id": name(tree[id_]), "body": f"words {id_}", "created_utc": 1.0}
    return {"kind": "t1", "data": told | {"author": "ada", "replies": replies}}


def listing(children: Sequence[object]) -> dict[str, object]:
    return {"kind": "Listing", "data": {"children": children}}


def post() -> dict[str, object]:
    return listing([{"kind": "t3", "data": {"id": "7", "title": "Seven", "author": "ada", "created_utc": 1.0}}])


def name(id_: int) -> str:
    return f"t1_{id_}" if id_ else "t3_7"


@pytest.mark.parametrize("depth", [300, 5_000])
def test_a_thread_may_be_thousands_of_levels_deep(reading: Reading, depth: int) -> None:
    words = '"body":"a \\"replies\\": { } and [","author":"ada","created_utc":1,"replies":'
    opened = (
        f'{{"kind":"Listing","data":{{"children":[{{"kind":"t1","data":{{"id":"{id_}","link_id":"t3_7",'
        f'"parent_id":"{name(id_ - 1)}",{words}'
        for id_ in range(1, depth + 1)
    )
    page = f'[{json.dumps(post())},{"".join(opened)}""{"}}]}}" * depth}]'
    (thread,) = reading(page.encode())
    assert [comment.depth for comment in thread.comments] == list(range(1, depth + 1))
    assert {comment.body for comment in thread.comments} == {'a "replies": { } and ['}
    assert not thread.problems


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            b'{"kind":"Listing","data":{"children":' + b"[" * 100_000 + b"]" * 100_000 + b"}}",
            "holds no post and no comment",
        ),
        (b'[{"kind":"Listing","data":' + b'{"replies":' * 100_000, "the JSON ends too early"),
        (b"]" * 10, "not JSON: invalid character"),
        (b"{}" * 3 + b"]", "from here on it is not JSON"),
        (b'{} "words"', "from here on it is not JSON"),
        (b" \n", "the file is empty"),
    ],
)
def test_brackets_without_sense_are_refused(reading: Reading, text: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        reading(text)


def test_numbers_beyond_all_bounds_are_survived(reading: Reading) -> None:
    digits = b"9" * 5_000
    page = b'{"kind":"t1","data":{"id":"1","link_id":"t3_7","body":"","created_utc":%b}}' % digits
    with pytest.raises(SourceError, match="holds no post and no comment"):
        reading(page)


def test_an_unclosed_string_in_a_deep_file_takes_no_time(reading: Reading) -> None:
    with pytest.raises(SourceError, match="the JSON ends too early"):
        reading(b'{}{"body":"' + b'\\"' * 500_000)
