"""`reddit_json` against an independent count of real API answers; they lie where `MOOTHALL_CORPORA` says."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from generator.model import Thread
from generator.readers import reddit_json
from generator.sourcefile import read_head

CORPORA = Path(os.environ.get("MOOTHALL_CORPORA", "/nonexistent"))
LISTINGS = sorted((CORPORA / "reddit/permalink-json").glob("*.json"))
ANSWERS = sorted((CORPORA / "reddit/morechildren-json").glob("*.json"))

pytestmark = pytest.mark.skipif(not LISTINGS, reason="MOOTHALL_CORPORA names no folder with real exports")


@pytest.mark.parametrize("path", [*LISTINGS, *ANSWERS], ids=lambda path: path.name)
def test_a_file_gives_what_a_count_of_it_gives(path: Path) -> None:
    things = list(raw_things(path))
    comments = [data for kind, data in things if kind == "t1"]
    (thread,) = reddit_json.read(path)
    assert told(thread) == sorted(raw_row(data) for data in comments)
    assert len({row[0] for row in told(thread)}) == len(comments)
    assert not thread.skipped
    absent = {data["parent_id"][3:] for data in comments if data["parent_id"].startswith("t1_")}
    absent -= {data["id"] for data in comments}
    assert {comment.id for comment in thread.comments if comment.state == "missing"} == absent
    assert Counter(problem.kind for problem in thread.problems) == Counter(
        {"missing-parent": len(absent)} if absent else {}
    )
    assert {comment.id: comment.more for comment in thread.comments if comment.more} | (
        {"post": thread.more} if thread.more else {}
    ) == raw_gaps([data for kind, data in things if kind == "more"])


@pytest.mark.parametrize("path", [*LISTINGS, *ANSWERS], ids=lambda path: path.name)
def test_words_are_lost_only_where_the_platform_withholds_them(path: Path) -> None:
    raw = {data["id"]: data for kind, data in raw_things(path) if kind == "t1"}
    (thread,) = reddit_json.read(path)
    for comment in thread.comments:
        if comment.state == "shown":
            assert comment.body == raw[comment.id]["body"]
        elif comment.state == "removed":
            assert raw[comment.id]["banned_by"] or raw[comment.id]["body"] == "[removed]"
        elif comment.state == "deleted":
            assert raw[comment.id]["body"] == raw[comment.id]["author"] == "[deleted]"
    assert sum(comment.state == "shown" for comment in thread.comments) == sum(
        data["body"] not in ("[deleted]", "[removed]") and not data["banned_by"] for data in raw.values()
    )


@pytest.mark.parametrize("path", LISTINGS, ids=lambda path: path.name)
def test_a_post_is_kept(path: Path) -> None:
    (raw,) = (data for kind, data in raw_things(path) if kind == "t3")
    (thread,) = reddit_json.read(path)
    assert thread.post is not None
    assert (thread.id, thread.title, thread.declared) == (f"t3_{raw['id']}", raw["title"], raw["num_comments"])
    assert (thread.community, thread.link) == (f"r/{raw['subreddit']}", f"https://www.reddit.com{raw['permalink']}")
    assert thread.post.url == (None if raw["is_self"] else raw["url"])
    assert thread.post.score == raw["score"]
    poll = raw.get("poll_data")
    assert thread.post.body.startswith(raw["selftext"].rstrip() if thread.post.state == "shown" else "")
    assert thread.post.body.count("\n- ") >= len(poll["options"]) if poll else thread.post.body in ("", raw["selftext"])


def test_the_newest_of_five_captures_wins_per_comment() -> None:
    paths = [path for path in LISTINGS if path.name.startswith("funny_3hahrw_")]
    versions: dict[str, list[Any]] = {}
    for path in paths:
        for kind, data in raw_things(path):
            if kind == "t1":
                versions.setdefault(data["id"], []).append(data)
    (thread,) = reddit_json.read_together(paths)
    assert (len(paths), len(versions), sum(map(len, versions.values()))) == (5, 526, 1_431)
    assert {comment.id for comment in thread.comments} == set(versions)
    assert not thread.problems
    assert len(thread.skipped) == 1_431 - 526
    assert all(skipped.reason.startswith("told again by funny_3hahrw_") for skipped in thread.skipped)
    for comment in thread.comments:
        raw = versions[comment.id]
        assert (comment.author is None) == any(data["author"] == "[deleted]" for data in raw)
        assert (comment.state == "deleted") == any(data["body"] == "[deleted]" for data in raw)
        assert second(comment.edited.at.timestamp() if comment.edited else 0) == second(  # type: ignore[union-attr]
            max(float(data["edited"]) for data in raw)
        )
    gaps = [thread.more, *(comment.more for comment in thread.comments)]
    assert thread.declared == 537
    assert sum(gap for gap in gaps if gap > 0) == 537 - 526


def test_snapshots_of_a_part_are_merged_too() -> None:
    (chain,) = reddit_json.read_together([path for path in LISTINGS if "_6otocc_" in path.name])
    assert Counter(comment.state for comment in chain.comments) == {"shown": 10, "missing": 1}
    (more,) = reddit_json.read_together(ANSWERS)
    assert Counter(comment.state for comment in more.comments) == {"shown": 55, "deleted": 1}


def test_no_other_file_is_claimed() -> None:
    claimed = [path for path in CORPORA.rglob("*") if path.is_file() and reddit_json.sniff(read_head(path), path)]
    assert sorted(claimed) == sorted([*LISTINGS, *ANSWERS])


def raw_things(path: Path) -> Iterator[tuple[str, Any]]:
    waiting = [json.loads(path.read_bytes())]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict) and value.get("kind") in ("t1", "t3", "more"):
            yield value["kind"], value["data"]
            waiting.append(value["data"].get("replies"))
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def raw_row(data: Any) -> tuple[str, str, str, str, str, int | None]:
    parent = data["parent_id"][3:] if data["parent_id"].startswith("t1_") else ""
    author = "" if data["author"] == "[deleted]" else data["author"]
    return data["id"], parent, author, second(data["created_utc"]), second(data["edited"]), data["score"]


def told(thread: Thread) -> list[tuple[str, str, str, str, str, int | None]]:
    return sorted(
        (
            comment.id,
            comment.parent or "",
            comment.author.handle if comment.author else "",
            comment.published.iso()[:-1],  # type: ignore[union-attr] # real answers have dates
            comment.edited.iso()[:-1] if comment.edited else "",  # type: ignore[union-attr]
            comment.score,
        )
        for comment in thread.comments
        if comment.state != "missing"
    )


def second(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S") if seconds else ""


def raw_gaps(stubs: list[Any]) -> dict[str, int]:
    gaps: Counter[str] = Counter()
    for stub in stubs:
        parent = stub["parent_id"][3:] if stub["parent_id"].startswith("t1_") else "post"
        gaps[parent] += -1 if stub["id"] == "_" else max(stub["count"], len(stub["children"]))
    return dict(gaps)
