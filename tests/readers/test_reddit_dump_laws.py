"""What holds for `reddit_dump` whatever the dump: it reads or says why not, and loses neither words nor places."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SourceError
from generator.model import Thread
from generator.readers import reddit_dump
from generator.readers.reddit_dump import joining, lines
from generator.readers.reddit_dump.dump import Dump, Row
from generator.readers.reddit_dump.joining import gather

HERE = Path(__file__).parent / "reddit_dump"
READABLE = sorted(path for path in HERE.glob("*/input*") if path.with_name("expected.json").exists())
CASES = [path.read_bytes() for path in sorted(HERE.glob("*/input*"))]
RECORD = json.loads((HERE / "arctic-shift" / "input.jsonl").read_text(encoding="utf-8").splitlines()[3])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(st.text(max_size=3), inside, max_size=2),
    max_leaves=4,
)
Reading = Callable[[bytes], list[Thread]]


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    path = tmp_path_factory.mktemp("laws") / "dump.jsonl"

    def read(data: bytes) -> list[Thread]:
        path.write_bytes(data)
        return list(reddit_dump.read(path))

    return read


def read_or_refuse(reading: Reading, data: bytes) -> None:
    try:
        place = reading(data)[0].source
    except SourceError as error:
        place = error.path
    assert place is not None
    assert place.name == "dump.jsonl"


@settings(deadline=None, derandomize=True, max_examples=200)
@given(data=st.sampled_from(CASES), cut=st.integers(0, 9_000))
def test_a_cut_dump_reads_or_is_refused(reading: Reading, data: bytes, cut: int) -> None:
    read_or_refuse(reading, data[:cut])


@settings(deadline=None, derandomize=True, max_examples=200)
@given(data=st.sampled_from(CASES), at=st.integers(0, 9_000), length=st.integers(0, 9), mess=st.binary(max_size=9))
def test_a_mangled_dump_reads_or_is_refused(reading: Reading, data: bytes, at: int, length: int, mess: bytes) -> None:
    read_or_refuse(reading, data[:at] + mess + data[at + length :])


@settings(deadline=None, derandomize=True, max_examples=300)
@given(key=st.sampled_from(sorted(RECORD)), value=JSON)
def test_a_value_of_another_type_is_survived(reading: Reading, key: str, value: object) -> None:
    read_or_refuse(reading, json.dumps({**RECORD, key: value}).encode())


@settings(deadline=None, derandomize=True, max_examples=100)
@given(data=st.sampled_from([case for case in CASES if case[:1] == b"{"]), random=st.randoms(use_true_random=False))
def test_lines_may_come_in_any_order(reading: Reading, data: bytes, random: Random) -> None:
    shuffled = data.splitlines()
    random.shuffle(shuffled)
    read_or_refuse(reading, b"\n".join(shuffled))


@st.composite
def dumps(draw: st.DrawFn) -> dict[str, dict[str, str | None]]:
    """Some submissions, each with the parent of every comment on it."""
    talks: dict[str, dict[str, str | None]] = {}
    for number in range(draw(st.integers(1, 4))):
        parents: dict[str, str | None] = {}
        for comment in range(draw(st.integers(1, 6))):
            earlier = draw(st.integers(-1, comment - 1))
            parents[f"c{number}{comment}"] = None if earlier < 0 else f"c{number}{earlier}"
        talks[f"s{number}"] = parents
    return talks


def lines_of(talks: dict[str, dict[str, str | None]]) -> list[bytes]:
    submissions = [{"id": id_, "title": f"title {id_}"} for id_ in talks]
    comments = [
        {"id": id_, "link_id": f"t3_{thread}", "parent_id": f"t1_{parent}" if parent else f"t3_{thread}", "body": id_}
        for thread, parents in talks.items()
        for id_, parent in parents.items()
    ]
    return [json.dumps({**record, "created_utc": n}).encode() for n, record in enumerate(submissions + comments, 1)]


@settings(deadline=None, derandomize=True, max_examples=100)
@given(talks=dumps(), data=st.data())
def test_every_comment_stands_where_it_was_said_whatever_the_order(
    reading: Reading, talks: dict[str, dict[str, str | None]], data: st.DataObject
) -> None:
    threads = reading(b"\n".join(data.draw(st.permutations(lines_of(talks)))))
    assert [thread.key for thread in threads] == [f"title-{id_}-{id_}" for id_ in talks]
    for thread, parents in zip(threads, talks.values(), strict=True):
        assert {comment.id: comment.parent for comment in thread.comments} == parents
        assert all(comment.body == comment.id for comment in thread.comments)
        assert not thread.problems


@pytest.mark.parametrize("memory", [0, 1_000, 3_000])
@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.parent.name)
def test_little_memory_changes_nothing(path: Path, memory: int) -> None:
    def threads(memory: int) -> list[tuple[str, list[Row]]]:
        return list(gather(Dump((path,), path), memory))

    assert threads(memory) == threads(1 << 30)


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(joining, "_fill", refuse)
    path = READABLE[0]
    with pytest.raises(SourceError) as caught:
        list(gather(Dump((path,), path), memory=0))
    assert str(caught.value) == (
        f"{path}:1: cannot be sorted: database or disk is full "
        "(make room for temporary files, or name another folder for them in SQLITE_TMPDIR)"
    )


def test_a_thread_may_be_thousands_of_levels_deep(reading: Reading) -> None:
    talk = {"s0": {f"c{n}": f"c{n - 1}" if n else None for n in range(5_000)}}
    (thread,) = reading(b"\n".join(lines_of(talk)[::-1]))
    assert thread.comments[-1].depth == 5_000


def test_brackets_without_end_cost_one_line(reading: Reading) -> None:
    dump = [*lines_of({"s0": {"c0": None}}), b'{"id":' + b"[" * 100_000 + b"]" * 100_000 + b"}", b""]
    (thread,) = reading(b"\n".join(dump))
    assert [problem.line for problem in thread.problems] == [3]


def test_numbers_beyond_all_bounds_cost_one_line(reading: Reading) -> None:
    dump = lines_of({"s0": {"c0": None}})
    digits = b"9" * 5_000
    line = b'{"id":"c1","link_id":%b,"body":"","score":%b,"created_utc":%b}\n' % (digits, digits, digits)
    (thread,) = reading(b"\n".join([*dump, line]))
    assert [problem.line for problem in thread.problems] == [3]


def test_too_many_broken_lines_are_refused(reading: Reading) -> None:
    with pytest.raises(SourceError, match="more than 10000 lines cannot be read"):
        reading(b"{}\n" * 10_001)


def test_a_line_without_end_is_refused(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST", 1 << 20)
    with pytest.raises(SourceError, match="a line of more than 1 MiB"):
        reading(b'{"id":"' + b"a" * (3 << 20) + b'"}\n')


def test_a_piece_is_all_that_its_thread_is_made_of(tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    path.write_bytes(b"\n".join([*lines_of({"s0": {"c0": None, "c1": "c0"}, "s1": {"c2": None}}), b"{broken", b""]))
    threads, pieces = list(reddit_dump.read(path)), list(reddit_dump.split([path]))
    path.unlink()
    assert list(map(reddit_dump.make, pieces)) == threads
