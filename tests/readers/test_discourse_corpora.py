"""Real topics, counted by other means than the reader's: every post, parent, author, date and score of every file."""

from __future__ import annotations

import io
import json
import os
import tarfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import zstandard

from generator.model import Comment, Post, Thread, Timestamp
from generator.readers import READERS, discourse
from generator.sourcefile import read_head

CORPORA = Path(os.environ.get("MOOTHALL_CORPORA", "/nonexistent"))
FORUM = CORPORA / "discourse" / "urho3d-topics.tar.zst"

pytestmark = pytest.mark.skipif(not FORUM.exists(), reason="MOOTHALL_CORPORA names no folder with real exports")


@pytest.fixture(scope="module")
def folder() -> Path:
    return CORPORA / "discourse"


def test_every_post_of_a_whole_forum_is_read(tmp_path: Path) -> None:
    topics = posts = actions = hidden = absent = 0
    deepest = 0
    path = tmp_path / "topic.json"
    for data in unpacked(FORUM):
        path.write_bytes(data)
        (thread,) = discourse.read(path)
        topic = json.loads(data)
        compare(thread, topic)
        topics += 1
        posts += len(topic["post_stream"]["posts"])
        actions += len(thread.notes)
        hidden += sum(one.state == "hidden" for one in (*thread.comments, thread.post) if one)
        absent += sum(one.state == "missing" for one in thread.comments)
        deepest = max(deepest, *(one.depth for one in thread.comments), 0)
        assert thread.more == 0
        assert thread.declared == sum(one.state != "missing" for one in thread.comments)
        assert str(thread.link).startswith("https://discourse.urho3d.io/t/")
    assert (topics, posts, actions, hidden) == (5_046, 36_990, 92, 22)
    assert deepest == 48
    assert absent == 58


def unpacked(archive: Path) -> Iterator[bytes]:
    with archive.open("rb") as packed:
        stream = zstandard.ZstdDecompressor(max_window_size=1 << 31).stream_reader(packed)
        with tarfile.open(fileobj=io.BufferedReader(stream), mode="r|") as files:  # type: ignore[type-var]
            for member in files:
                if member.isfile():
                    content = files.extractfile(member)
                    assert content is not None
                    yield content.read()


def test_every_unpacked_topic_is_read(folder: Path) -> None:
    paths = [*(folder / "urho3d-sample").glob("*.json"), *(folder / "paged").glob("discourse_topic_*.json")]
    assert len(paths) == 42
    for path in paths:
        (thread,) = discourse.read(path)
        compare(thread, json.loads(path.read_bytes()))


def test_topics_with_more_posts_than_are_there_say_so(folder: Path) -> None:
    gaps = {}
    for path in sorted((folder / "paged").glob("discourse_topic_*.json")):
        (thread,) = discourse.read(path)
        stream = json.loads(path.read_bytes())["post_stream"]
        assert thread.more == len(stream["stream"]) - len(stream["posts"])
        gaps[path.stem] = thread.more
    assert gaps == {"discourse_topic_1148": 2, "discourse_topic_1149": 0, "discourse_topic_1150": 0}


def test_a_page_of_posts_and_a_single_post_are_read(folder: Path) -> None:
    page = folder / "paged" / "discourse_posts.json"
    (thread,) = discourse.read(page)
    compare(thread, json.loads(page.read_bytes()))
    single = folder / "paged" / "discourse_post.json"
    (thread,) = discourse.read(single)
    compare(thread, {"post_stream": {"posts": [json.loads(single.read_bytes())]}})


def test_only_topics_are_claimed_and_by_nobody_else(folder: Path) -> None:
    claimed = set()
    for path in sorted(folder.parent.rglob("*")):
        if path.is_file() and path.stat().st_size and discourse.sniff(head := read_head(path), path):
            claimed.add(path.relative_to(folder).as_posix())
            assert [reader.NAME for reader in READERS if reader.sniff(head, path)] == ["discourse"]
    sample = {path.relative_to(folder).as_posix() for path in (folder / "urho3d-sample").iterdir()}
    topics = {f"paged/discourse_{name}.json" for name in ("post", "posts", "topic_1148", "topic_1149", "topic_1150")}
    assert claimed == sample | topics


def compare(thread: Thread, topic: dict[str, Any]) -> None:
    """Holds a thread against the JSON it was read from."""
    posts = topic["post_stream"]["posts"]
    said = [post for post in posts if post["post_type"] in (1, 2)]
    numbers = {post["post_number"]: post for post in posts}
    assert not thread.skipped
    assert len(thread.notes) == len(posts) - len(said)
    comments = {comment.id: comment for comment in thread.comments}
    assert len(comments) == len(thread.comments)
    shown = [comment for comment in thread.comments if comment.state != "missing"]
    assert {comment.id for comment in shown} == {str(post["id"]) for post in said if post["post_number"] != 1}
    for post in said:
        if post["post_number"] == 1:
            assert thread.post is not None
            compare_post(thread.post, post)
            continue
        comment = comments[str(post["id"])]
        compare_post(comment, post)
        answered = post["reply_to_post_number"]
        if answered in (None, 1):
            assert (comment.parent, comment.depth) == (None, 1)
            continue
        assert comment.parent is not None
        parent = comments[comment.parent]
        assert comment.depth == parent.depth + 1
        if answered in numbers:
            assert parent.id == str(numbers[answered]["id"])
        else:
            assert (parent.id, parent.state) == (f"number-{answered}", "missing")
    missing = {post["reply_to_post_number"] for post in said} - {None, 1} - numbers.keys()
    assert {comment.id for comment in thread.comments if comment.state == "missing"} == {f"number-{n}" for n in missing}


def compare_post(found: Comment | Post, post: dict[str, Any]) -> None:
    author = found.author
    assert author is not None
    assert author.name == post["username"]
    assert (author.display or author.name) == (post["name"] or post["username"])
    assert ("admin" in author.flags, "moderator" in author.flags) == (post["admin"], post["moderator"])
    assert seconds(found.published) == seconds_of(post["created_at"])
    assert seconds(found.edited) == (seconds_of(post["updated_at"]) if post["version"] > 1 else None)
    assert found.score == sum(action.get("count", 0) for action in post["actions_summary"] if action["id"] == 2)
    assert found.state == ("hidden" if post["hidden"] else "shown")
    assert bool(found.body) == (bool(post["cooked"]) and not post["hidden"])
    if isinstance(found, Comment):
        assert (found.subject == "accepted answer") == post.get("accepted_answer", False)


def seconds(when: object) -> int | None:
    return int(when.at.timestamp()) if isinstance(when, Timestamp) else None


def seconds_of(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())
