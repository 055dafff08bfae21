"""`hackernews` against an independent count of real items; they lie where `MOOTHALL_CORPORA` says."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from generator.model import Thread, Timestamp
from generator.readers import hackernews
from generator.sourcefile import read_head

CORPORA = Path(os.environ.get("MOOTHALL_CORPORA", "/nonexistent"))
DUMP = CORPORA / "hackernews" / "firebase-items.ndjson.gz"
ANSWERS = sorted((CORPORA / "hackernews" / "algolia-items").glob("*.json"))
RECORDED = sorted((CORPORA / "hackernews" / "firebase-recorded").rglob("*"))

pytestmark = pytest.mark.skipif(not DUMP.exists(), reason="MOOTHALL_CORPORA names no folder with real exports")


@pytest.fixture(scope="module")
def raw() -> dict[int, Any]:
    with gzip.open(DUMP, "rt", encoding="utf-8") as lines:
        return {item["id"]: item for item in map(json.loads, lines)}


@pytest.fixture(scope="module")
def threads() -> list[Thread]:
    return list(hackernews.read(DUMP))


def facts_of(threads: list[Thread]) -> Iterator[tuple[int, int | None, str | None, str, int | None, str]]:
    for thread in threads:
        for comment in thread.comments:
            if comment.state != "missing":
                assert isinstance(comment.published, Timestamp)
                author = comment.author.handle if comment.author else None
                parent = int(comment.parent) if comment.parent else None
                yield int(comment.id), parent, author, comment.published.iso(), comment.score, comment.body


def body(text: str | None) -> str:
    """Paragraphs are parted by `<p>`; the first of several gets one too."""
    text = text or ""
    return "<p>" * (not text.startswith("<p") and "<p>" in text) + text


def iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_every_comment_of_the_dump_stands_where_it_should(raw: dict[int, Any], threads: list[Thread]) -> None:
    comments = [item for item in raw.values() if item["type"] == "comment"]
    expected = []
    for item in comments:
        parent = item.get("parent")
        if parent in raw and raw[parent]["type"] == "story":
            parent = None
        expected.append((item["id"], parent, item["by"], iso(item["time"]), item.get("score"), body(item.get("text"))))
    assert len(expected) == 7_043
    assert sorted(facts_of(threads)) == sorted(expected)
    assert not [skipped for thread in threads for skipped in thread.skipped]


def test_every_story_of_the_dump_is_a_thread(raw: dict[int, Any], threads: list[Thread]) -> None:
    stories = {
        (item["id"], item["by"], iso(item["time"]), item["score"], item.get("url"), item["descendants"])
        for item in raw.values()
        if item["type"] == "story"
    }
    found = {
        (
            int(thread.id),
            thread.post.author and thread.post.author.name,
            thread.post.published.iso() if isinstance(thread.post.published, Timestamp) else None,
            thread.post.score,
            thread.post.url,
            thread.declared,
        )
        for thread in threads
        if thread.post
    }
    assert found == stories
    assert len(found) == 2_725
    assert len({thread.key for thread in threads}) == len(threads)


def test_comments_without_a_story_are_threads_of_their_own(raw: dict[int, Any], threads: list[Thread]) -> None:
    lost = {id_ for id_, item in raw.items() if item["type"] == "comment" and item.get("parent") not in raw}
    assert len(lost) == 76
    assert {int(thread.comments[0].id) for thread in threads if not thread.post} == lost
    assert sorted(problem.kind for thread in threads for problem in thread.problems) == ["missing-parent"] * 76


def test_answers_that_are_not_in_the_dump_are_counted(raw: dict[int, Any], threads: list[Thread]) -> None:
    absent = {id_: sum(kid not in raw for kid in item.get("kids", ())) for id_, item in raw.items()}
    found = {int(thread.id): thread.more for thread in threads if thread.post}
    found |= {int(comment.id): comment.more for thread in threads for comment in thread.comments}
    assert found == absent
    assert sum(found.values()) == 1_802


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.name)
def test_an_answer_of_algolias_is_read_whole(path: Path) -> None:
    answer = json.loads(path.read_bytes())
    expected = []
    waiting = [(answer, child) for child in answer["children"]]
    while waiting:
        above, item = waiting.pop()
        parent = None if above is answer else above["id"]
        date = item["created_at"].replace(".000Z", "Z")
        expected.append((item["id"], parent, item["author"], date, item["points"], body(item["text"])))
        waiting += ((item, child) for child in item["children"])
    assert hackernews.sniff(read_head(path), path)
    (thread,) = hackernews.read(path)
    assert sorted(facts_of([thread])) == sorted(expected)
    assert (thread.key, thread.problems, thread.skipped) == ("", (), ())
    assert thread.post is not None
    assert (thread.post.author and thread.post.author.name, thread.post.score) == (answer["author"], answer["points"])
    assert (thread.post.url, thread.post.body) == (answer["url"], body(answer["text"]))


def test_there_are_as_many_answers_as_were_promised() -> None:
    assert len(ANSWERS) == 59


def test_recorded_items_are_claimed_and_nothing_else_beside_them() -> None:
    items = [path for path in RECORDED if path.parent.name == "item" and path.read_text().strip() != "null"]
    assert len(items) == 13
    assert [path for path in RECORDED if path.is_file() and hackernews.sniff(read_head(path), path)] == items
    raw = [json.loads(path.read_bytes()) for path in items]
    threads = list(hackernews.read_together(items))
    expected = [
        (
            item["id"],
            None
            if any(item["parent"] == other["id"] and other["type"] == "story" for other in raw)
            else item["parent"],
            item.get("by"),
            iso(item["time"]),
            None,
            body(item.get("text")),
        )
        for item in raw
        if item["type"] == "comment"
    ]
    assert sorted(facts_of(threads)) == sorted(expected)
    assert [int(thread.id) for thread in threads] == sorted(item["id"] for item in raw if item["type"] == "story")
    for path, item in zip(items, raw, strict=True):
        (thread,) = hackernews.read(path)
        assert (thread.key, thread.source) == ("", path)
        assert thread.id == str(item["id"] if item["type"] == "story" else item["parent"])


def test_no_file_of_another_platform_is_claimed() -> None:
    others = (path for path in CORPORA.rglob("*") if path.is_file() and "hackernews" not in path.parts)
    assert [path for path in others if hackernews.sniff(read_head(path), path)] == []
