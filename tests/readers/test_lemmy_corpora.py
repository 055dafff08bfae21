"""`lemmy_json` against an independent count of real API answers; they lie where `MOOTHALL_CORPORA` says."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from generator.readers import lemmy_json
from generator.sourcefile import read_head

CORPORA = Path(os.environ.get("MOOTHALL_CORPORA", "/nonexistent"))
ANSWERS = sorted((CORPORA / "lemmy").rglob("*.json"))
PRIVATE = {"replies", "mentions", "mention", "comment_reports", "comment_report_view", "comment_reply_view"}

pytestmark = pytest.mark.skipif(not ANSWERS, reason="MOOTHALL_CORPORA names no folder with real exports")


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.name)
def test_an_answer_is_claimed_when_it_holds_talk_and_then_read_whole(path: Path) -> None:
    answer = json.loads(path.read_bytes())
    expected = sorted(raw_comments(answer))
    posts = sorted(raw_posts(answer))
    claimed = lemmy_json.sniff(read_head(path), path)
    assert claimed == bool(expected or posts)
    threads = list(lemmy_json.read(path)) if claimed else []
    comments = [(thread, comment) for thread in threads for comment in thread.comments if comment.state != "missing"]
    assert expected == sorted(
        (
            int(comment.id),
            int(comment.parent or 0),
            comment.author.handle if comment.author else "",
            comment.published.iso()[:19],  # type: ignore[union-attr] # real answers have dates
            comment.score or 0,
        )
        for _, comment in comments
    )
    assert posts == sorted((thread.title, thread.link) for thread in threads if thread.post)
    assert {problem.kind for thread in threads for problem in thread.problems} <= {"missing-parent"}


def test_no_file_of_another_platform_is_claimed() -> None:
    others = (
        path for path in CORPORA.rglob("*") if path.is_file() and "lemmy" not in path.relative_to(CORPORA).parts[0]
    )
    assert [path for path in others if lemmy_json.sniff(read_head(path), path)] == []


def raw_comments(value: Any, around: Any = None) -> Iterator[tuple[int, int, str, str, int]]:
    if isinstance(value, list):
        for item in value:
            yield from raw_comments(item)
    elif isinstance(value, dict) and {"content", "post_id"} <= value.keys():
        around = around or {}
        creator = around.get("creator") or {
            "name": value.get("creator_name"),
            "actor_id": value.get("creator_actor_id"),
        }
        host = urlsplit(creator.get("ap_id") or creator["actor_id"]).netloc
        parent = int(value["path"].split(".")[-2]) if "path" in value else value["parent_id"] or 0
        date = (value.get("published") or value["published_at"])[:19]
        score = around.get("counts", value)["score"]
        yield value["id"], parent, f"{creator['name']}@{host}", date, score
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in PRIVATE:
                yield from raw_comments(item, value)


def raw_posts(value: Any) -> set[tuple[str, str]]:
    if isinstance(value, list):
        return {post for item in value for post in raw_posts(item)}
    if isinstance(value, dict) and {"name", "creator_id", "community_id", "ap_id"} <= value.keys():
        return {(value["name"], value["ap_id"])}
    if isinstance(value, dict):
        return {post for key, item in value.items() if key not in PRIVATE for post in raw_posts(item)}
    return set()
