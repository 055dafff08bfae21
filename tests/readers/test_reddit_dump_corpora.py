"""`reddit_dump` against an independent count of real dumps; they lie where `MOOTHALL_CORPORA` says."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from generator.model import Comment, Post, Thread
from generator.readers import reddit_dump
from generator.sourcefile import read_head

CORPORA = Path(os.environ.get("MOOTHALL_CORPORA", "/nonexistent"))
URHO3D = CORPORA.parent / "bench" / "urho3d"
TABLE = CORPORA / "reddit" / "pushshift-comments.csv.gz"
DUMPS = [*sorted(URHO3D.glob("*.gz")), TABLE]

pytestmark = pytest.mark.skipif(not TABLE.exists(), reason="MOOTHALL_CORPORA names no folder with real exports")
Told = tuple[str | None, str | None, str | None, str | None, int | None, str]
"""Parent, author, when it was written and changed, score, and the words."""


def test_urho3d_is_read_whole() -> None:
    paths = sorted(URHO3D.glob("*.gz"))
    threads = list(reddit_dump.read_together(paths))
    assert len(threads) == 5_046
    assert sum(len(thread.comments) for thread in threads) == 31_849
    assert {thread.source for thread in threads} == {URHO3D}
    assert {thread.community for thread in threads} == {"r/urho3d"}
    assert len({thread.key for thread in threads}) == 5_046
    submissions = {record["id"]: record for record in raw_lines(URHO3D / "submissions.jsonl.gz")}
    assert {thread.id.removeprefix("t3_") for thread in threads} == submissions.keys()
    for thread in threads:
        raw = submissions[thread.id.removeprefix("t3_")]
        assert (thread.title, thread.declared) == (raw["title"], raw["num_comments"])
        assert thread.post is not None
        assert told(thread.post, None) == raw_told(raw, None, raw["selftext"])
        assert not thread.problems
        assert not thread.skipped
    same_comments(threads, raw_lines(URHO3D / "comments.jsonl.gz"))


@pytest.mark.parametrize("path", DUMPS, ids=lambda path: path.name)
def test_a_dump_is_claimed(path: Path) -> None:
    assert reddit_dump.sniff(read_head(path), path)


def test_submissions_alone_are_threads_without_comments() -> None:
    threads = list(reddit_dump.read(URHO3D / "submissions.jsonl.gz"))
    assert len(threads) == 5_046
    assert not any(thread.comments for thread in threads)


def test_a_table_is_read_whole_though_half_the_parents_are_absent() -> None:
    threads = list(reddit_dump.read(TABLE))
    rows = [{**row, "body": plain(row["body"])} for row in raw_rows(TABLE)]
    assert (len(threads), len(rows)) == (4_710, 7_000)
    same_comments(threads, rows)
    ids = {row["id"] for row in rows}
    absent = {row["parent_id"] for row in rows if row["parent_id"][:3] == "t1_" and row["parent_id"][3:] not in ids}
    missing = [comment for thread in threads for comment in thread.comments if comment.state == "missing"]
    problems = [problem for thread in threads for problem in thread.problems]
    assert len(missing) == len(problems) == len(absent)
    assert {problem.kind for problem in problems} == {"missing-parent"}
    assert all(thread.post is None and not thread.skipped for thread in threads)


def test_nothing_else_is_claimed() -> None:
    others = [path for path in CORPORA.parent.rglob("*") if path.is_file() and path not in DUMPS]
    assert len(others) > 100
    assert [path for path in others if reddit_dump.sniff(read_head(path), path)] == []


def same_comments(threads: list[Thread], raw: Iterator[Mapping[str, Any]] | list[dict[str, str]]) -> None:
    expected: dict[str, dict[str, Told]] = defaultdict(dict)
    for row in raw:
        parent = row["parent_id"][3:] if row["parent_id"].startswith("t1_") else None
        expected[row["link_id"]][row["id"]] = raw_told(row, parent, row["body"])
    read = {thread.id: {c.id: told(c, c.parent) for c in thread.comments if c.state != "missing"} for thread in threads}
    assert {id_: comments for id_, comments in read.items() if comments} == expected


def told(words: Post | Comment, parent: str | None) -> Told:
    published, edited = ((when.iso() if when else None) for when in (words.published, words.edited))
    return parent, words.author.name if words.author else None, published, edited, words.score, words.body


def raw_told(row: Mapping[str, Any], parent: str | None, body: str) -> Told:
    author = None if row["author"] == "[deleted]" else row["author"]
    edited = row.get("edited")
    return parent, author, raw_date(row["created_utc"]), raw_date(edited), int(row["score"]), body


def raw_date(seconds: Any) -> str | None:
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if seconds else None


def raw_lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path) as file:
        yield from map(json.loads, file)


def raw_rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path) as file:
        yield from csv.DictReader(io.TextIOWrapper(file, "utf-8-sig", newline=""))


def plain(words: str) -> str:
    for escaped, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        words = words.replace(escaped, sign)
    return words
