"""Topics spread over files (`discourse_pages/<case>/`), and what `expected.json` does not show of one file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from generator.export.thread_json import thread_record
from generator.model import Author, Comment, Skipped, Thread
from generator.readers import CollectingReader, discourse
from generator.sourcefile import HEAD, read_head

HERE = Path(__file__).parent
FORMS = HERE / "discourse"
PAGED = sorted((HERE / "discourse_pages").iterdir())


def read(case: str) -> Thread:
    (thread,) = discourse.read(FORMS / case / "input.json")
    return thread


def by_id(thread: Thread) -> dict[str, Comment]:
    return {comment.id: comment for comment in thread.comments}


@pytest.mark.parametrize("case", PAGED, ids=lambda case: case.name)
def test_pages_are_read_as_one_topic(case: Path) -> None:
    pages = sorted(path for path in case.glob("*.json") if path.name != "expected.json")
    assert {discourse.identify(read_head(path), path) for path in pages} == {"topic 812"}
    threads = discourse.read_together(pages)
    found = [thread_record(thread) | {"skipped": [told(one) for one in thread.skipped]} for thread in threads]
    expectation = case / "expected.json"
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("REFRESH"):
        expectation.write_text(text, encoding="utf-8")
    assert text == expectation.read_text(encoding="utf-8")


def told(one: Skipped) -> str:
    return f"{one.source.name} {one.id}: {one.reason}"


def test_the_reader_reads_files_together() -> None:
    assert isinstance(discourse, CollectingReader)


def test_authors_have_names_to_show_and_roles() -> None:
    thread = read("topic")
    assert thread.post is not None
    assert thread.post.author == Author("ada", None, "Ada Lind")
    comments = by_id(thread)
    assert comments["4002"].author == Author("bo", None, None, ("moderator",))
    assert comments["4003"].author == Author("cy", None, None, ("moderator", "admin"))
    assert comments["4004"].author == Author("dee", None, None, ("banned",))
    assert comments["4008"].author == Author("system", None, None, ("admin", "bot"))
    assert comments["4009"].author is None


def test_a_topic_says_how_many_comments_there_were() -> None:
    assert read("topic").declared == 7
    assert read("small-actions").declared == 3
    assert read("more-than-is-here").declared == 6
    assert read("page-of-posts").declared is None


def test_what_was_not_said_to_the_public_is_counted() -> None:
    assert [told(one) for one in read("not-for-the-public").skipped] == ["input.json 7: a whisper among the staff"]
    private = read("private-message")
    assert [told(one) for one in private.skipped] == [f"input.json {n}: in a private message" for n in (1, 2)]


def test_posts_that_cannot_be_read_are_counted() -> None:
    assert [told(one) for one in read("unreadable-posts").skipped] == [
        "input.json .post_stream.posts[1]: Expected `int`, got `str` - at `$.id`",
        "input.json .post_stream.posts[3]: Expected `object`, got `str`",
    ]


def test_comments_know_where_they_stood() -> None:
    thread = read("topic")
    assert thread.link == "https://talk.shelves.example/t/shall-we-move-the-shelves/812"
    assert by_id(thread)["4003"].link == f"{thread.link}/3"
    assert not any(comment.link for comment in read("site-unknown").comments)


def test_answers_thousands_of_levels_deep(tmp_path: Path) -> None:
    levels = 5_000
    posts = [
        {"id": n, "post_number": n, "reply_to_post_number": n - 1 if n > 1 else None, "cooked": "", "username": "ada"}
        for n in range(1, levels + 2)
    ]
    path = tmp_path / "deep.json"
    path.write_text(json.dumps({"post_stream": {"posts": posts[::-1]}, "id": 1}), encoding="utf-8")
    (thread,) = discourse.read(path)
    assert [comment.depth for comment in thread.comments] == list(range(1, levels + 1))


def test_the_topic_is_known_behind_a_very_long_first_post(tmp_path: Path) -> None:
    topic = json.loads((FORMS / "topic" / "input.json").read_bytes())
    topic["post_stream"]["posts"][0]["cooked"] = "long " * HEAD
    path = tmp_path / "long.json"
    path.write_text(json.dumps(topic), encoding="utf-8")
    assert discourse.sniff(read_head(path), path)
    assert discourse.identify(read_head(path), path) == "topic 812"
