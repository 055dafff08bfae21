"""`zulip` against an independent count of real topics; they lie where `MOOTHALL_CORPORA` says."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from generator.model import Comment, Post, Timestamp
from generator.readers import zulip
from generator.sourcefile import read_head

CORPORA = Path(os.environ.get("MOOTHALL_CORPORA", "/nonexistent"))
TOPICS = sorted(path for path in (CORPORA / "zulip").rglob("*.json"))

pytestmark = pytest.mark.skipif(not TOPICS, reason="MOOTHALL_CORPORA names no folder with real exports")


def facts_of(words: Post | Comment) -> tuple[str | None, str | None, str]:
    assert isinstance(words.published, Timestamp)
    return words.author and words.author.handle, words.published.iso(), words.state


@pytest.mark.parametrize("path", TOPICS, ids=lambda path: path.name)
def test_every_message_answers_the_first(path: Path) -> None:
    messages = json.loads(path.read_bytes())
    expected = []
    for message in messages:
        date = datetime.fromtimestamp(message["timestamp"], UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        state = "deleted" if message["content"] == "<p>(deleted)</p>" else "shown"
        expected.append((message["sender_full_name"], date, state))
    (thread,) = zulip.read(path)
    assert thread.post is not None
    assert [facts_of(words) for words in (thread.post, *thread.comments)] == expected
    assert [comment.id for comment in thread.comments] == [str(message["id"]) for message in messages[1:]]
    assert {(c.parent, c.depth, c.score) for c in thread.comments} <= {(None, 1, None)}
    assert (thread.problems, thread.skipped) == ((), ())
    for words, message in zip((thread.post, *thread.comments), messages, strict=True):
        if not any(mark in message["content"] for mark in ("katex", "#narrow", "(deleted)")):
            assert words.body == message["content"]
    named = quote(thread.title or "", safe="~()*!'").replace(".", "%2E").replace("%", ".")
    assert (f"{named}.json", thread.community) == (path.name, path.parent.name.split("-", 1)[1])


def test_there_are_as_many_messages_as_were_counted() -> None:
    threads = [thread for path in TOPICS for thread in zulip.read(path)]
    assert (len(threads), sum(1 + len(thread.comments) for thread in threads)) == (85, 6_424)


def test_formulas_are_left_as_tex_alone() -> None:
    bodies = [comment.body for path in TOPICS for thread in zulip.read(path) for comment in thread.comments]
    assert not [body for body in bodies if "katex-mathml" in body]


def test_only_topics_are_claimed() -> None:
    files = (path for path in CORPORA.rglob("*") if path.is_file())
    assert sorted(path for path in files if zulip.sniff(read_head(path), path)) == TOPICS
