"""`github` against an independent count of real exports; they lie where `MOOTHALL_CORPORA` says."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.model import Comment, Thread, When
from generator.readers import github
from generator.sourcefile import read_head

CORPORA = Path(os.environ.get("MOOTHALL_CORPORA", "/nonexistent"))
BACKUPS = sorted((CORPORA / "github").glob("[ip]*s/*.json"))
ARCHIVES = sorted((CORPORA / "github" / "ietf-archive").glob("*.json"))
TALK = {"commented", "reviewed"}
UNSHOWN = {"mentioned", "subscribed"}
Row = tuple[str, str, str, str, str, int | None]
"""Id, parent, author, date, words, score."""

pytestmark = pytest.mark.skipif(not BACKUPS, reason="MOOTHALL_CORPORA names no folder with real exports")


@pytest.mark.parametrize("path", BACKUPS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_backup_is_read_as_an_independent_count_has_it(path: Path) -> None:
    raw = json.loads(path.read_bytes())
    topic = raw.get("issue") or raw["pull"]
    (thread,) = github.read(path)
    assert sorted(map(row_of, thread.comments)) == sorted(backup_rows(raw))
    assert {problem.kind for problem in thread.problems} <= {"missing-replies"}
    assert (thread.title, thread.link) == (topic["title"], topic["html_url"])
    assert (thread.post.body, date_of(thread.post.published)) == (topic["body"], topic["created_at"])  # type: ignore[union-attr] # every backup has a post
    assert thread.declared == topic["comments"] + topic.get("review_comments", 0)
    assert Counter(verdicts(raw)) == Counter(date_of(note.published) for note in thread.notes if is_verdict(note.text))
    happened = [event for event in raw["events"] if event["event"] not in TALK | UNSHOWN]
    assert len([note for note in thread.notes if note.published]) == len(happened) + len(verdicts(raw))
    assert github.identify(read_head(path), path) == thread.id


@pytest.mark.parametrize("path", ARCHIVES, ids=lambda path: path.name)
def test_an_archive_is_read_as_an_independent_count_has_it(path: Path) -> None:
    raw = json.loads(path.read_bytes())
    topics = {topic["number"]: topic for topic in raw["issues"] + raw["pulls"]}
    threads = {int(thread.key.partition("-")[0]): thread for thread in github.read(path)}
    assert threads.keys() == topics.keys()
    for number, topic in topics.items():
        thread = threads[number]
        assert sorted(map(named_row_of, with_parents(thread))) == sorted(archive_rows(topic))
        assert not thread.problems
        assert (thread.title, thread.link, thread.community) == (topic["title"], topic["url"], raw["repo"])
        unsaid = [one for one in topic.get("reviews", ()) if not one["body"] and not one["comments"]]
        assert len([note for note in thread.notes if is_verdict(note.text)]) == len(unsaid)
    assert github.identify(read_head(path), path) == raw["repo"]


def test_no_file_of_another_platform_is_claimed() -> None:
    others = (path for path in CORPORA.rglob("*") if path.is_file() and path.relative_to(CORPORA).parts[0] != "github")
    assert [path for path in others if github.sniff(read_head(path), path)] == []


def row_of(comment: Comment) -> Row:
    author = comment.author.handle if comment.author else ""
    return comment.id, comment.parent or "", author, date_of(comment.published), comment.body, comment.score


def backup_rows(raw: Any) -> Iterator[Row]:
    for event in raw["events"]:
        if event["event"] == "commented":
            yield str(event["id"]), "", login(event), event["created_at"], event["body"], None
        elif event["event"] == "reviewed" and (event.get("body") or holds_lines(raw, event)):
            yield str(event["id"]), "", login(event), event["submitted_at"], event.get("body") or "", None
    for line in raw.get("comments", ()):
        parent = line["in_reply_to_id"] or line["pull_request_review_id"]
        yield str(line["id"]), str(parent), login(line), line["created_at"], line["body"], None


def holds_lines(raw: Any, review: Any) -> bool:
    return any(
        line["pull_request_review_id"] == review["id"] and not line["in_reply_to_id"] for line in raw["comments"]
    )


def verdicts(raw: Any) -> list[str]:
    """The dates of the reviews that say nothing and hold nothing."""
    reviews = [event for event in raw["events"] if event["event"] == "reviewed" and not event.get("body")]
    return [review["submitted_at"] for review in reviews if not holds_lines(raw, review)]


def is_verdict(text: str) -> bool:
    return text in ("approved these changes", "requested changes", "reviewed these changes")


def login(entry: Any) -> str:
    return entry["user"]["login"] if entry.get("user") else "ghost"


def date_of(when: When | None) -> str:
    return when.iso() if when and not hasattr(when, "count") else ""  # type: ignore[union-attr] # GitHub gives no ages


def with_parents(thread: Thread) -> Iterator[tuple[Comment, Comment | None]]:
    by_id = {comment.id: comment for comment in thread.comments}
    assert len(by_id) == len(thread.comments)
    return ((comment, by_id[comment.parent] if comment.parent else None) for comment in thread.comments)


def named_row_of(pair: tuple[Comment, Comment | None]) -> Row:
    """As `row_of`, but comments have no ids: they are named by their dates, and so are their parents."""
    comment, parent = pair
    return ("", date_of(parent.published) if parent else "", *row_of(comment)[2:])


def archive_rows(topic: Any) -> Iterator[Row]:
    for comment in topic["comments"]:
        yield "", "", comment["author"] or "ghost", comment["createdAt"], comment["body"], None
    for review in topic.get("reviews", ()):
        author = review["author"] or "ghost"
        if review["body"] or review["comments"]:
            yield "", "", author, review["createdAt"], review["body"], None
        for line in review["comments"]:
            yield "", review["createdAt"], author, line["createdAt"], line["body"], None
