"""`activitypub` against an independent count of real files; they lie where `MOOTHALL_CORPORA` says."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from generator.errors import SourceError
from generator.model import Thread
from generator.readers import READERS, activitypub
from generator.sourcefile import read_head

CORPORA = Path(os.environ.get("MOOTHALL_CORPORA", "/nonexistent"))
FILES = sorted(path for path in (CORPORA / "activitypub").rglob("*.json"))
OUTBOX = CORPORA / "activitypub" / "mastodon-outbox.json"
SAID = {"Note", "Page", "Article", "Question", "Video", "Event"}
Row = tuple[str, str, int | None]

pytestmark = pytest.mark.skipif(not FILES, reason="MOOTHALL_CORPORA names no folder with real exports")


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_whatever_was_said_to_the_public_is_read_and_the_rest_accounted_for(path: Path) -> None:
    raw = list(said(json.loads(path.read_bytes())))
    threads = threads_of(path) if raw else []
    assert Counter(row(one) for one in raw if is_public(one)) == Counter(read_rows(threads))
    names = {one["id"]: one["name"] for one in raw if one.get("name")}
    assert {thread.id: thread.title for thread in threads if thread.id in names} == names
    refused = [skip.id for thread in threads for skip in thread.skipped if skip.reason.startswith("not public")]
    assert sorted(refused) == sorted(one["id"] for one in raw if not is_public(one))


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_every_note_stands_under_what_it_answers(path: Path) -> None:
    raw = [one for one in said(json.loads(path.read_bytes())) if is_public(one)]
    pages = {one["url"]: one["id"] for one in raw if isinstance(one.get("url"), str)}
    found: dict[str, str | None] = {}
    for thread in threads_of(path) if raw else []:
        by_id = {comment.id: pages.get(comment.link or "", comment.link) for comment in thread.comments}
        if thread.post:
            found[thread.id] = None
        told = (comment for comment in thread.comments if comment.state != "missing")
        found |= {by_id[one.id] or "": by_id[one.parent] if one.parent else thread.id for one in told}
    assert found == {one["id"]: one.get("inReplyTo") for one in raw}


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_file_without_words_is_refused_or_left_alone(path: Path) -> None:
    if not list(said(json.loads(path.read_bytes()))) and activitypub.sniff(read_head(path), path):
        try:
            assert [one for thread in activitypub.read(path) for one in (thread.post, *thread.comments) if one] == []
        except SourceError as error:
            assert error.message == "holds no words"  # noqa: PT017 - the other way out is as good


def test_the_outbox_is_whole() -> None:
    threads = list(activitypub.read(OUTBOX))
    skipped = Counter(skip.reason for thread in threads for skip in thread.skipped)
    comments = sum(comment.state != "missing" for thread in threads for comment in thread.comments)
    posts = sum(thread.post is not None for thread in threads)
    assert skipped["a boost"] == 326
    assert skipped["not public: a direct message"] + skipped["not public: sent to followers only"] == 75
    assert posts + comments + 75 == 1_260
    assert len({thread.key for thread in threads}) == len(threads)
    folded = [body for body in bodies(threads) if body.startswith('<details class="spoiler"><summary>')]
    warned = [one for one in said(json.loads(OUTBOX.read_bytes())) if one["summary"] and is_public(one)]
    assert len(folded) == len(warned) > 10


def test_no_file_is_claimed_twice_and_none_of_another_platform() -> None:
    for path in CORPORA.rglob("*"):
        if path.is_file():
            head = read_head(path)
            ours = activitypub.sniff(head, path)
            assert not ours or path.relative_to(CORPORA).parts[0] == "activitypub"
            assert not ours or sum(reader.sniff(head, path) for reader in READERS) == 1


def said(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from said(item)
    elif isinstance(value, dict) and value.get("type") in SAID:
        yield value
    elif isinstance(value, dict) and value.get("type") not in ("Like", "Dislike", "Flag", "Undo", "Delete", "Follow"):
        for key in ("object", "orderedItems", "items", "first"):
            yield from said(value.get(key))


def threads_of(path: Path) -> list[Thread]:
    assert activitypub.sniff(read_head(path), path)
    return list(activitypub.read(path))


def is_public(one: dict[str, Any]) -> bool:
    addressed = [one.get("to"), one.get("cc")]
    names = [name for names in addressed for name in (names if isinstance(names, list) else [names])]
    return "https://www.w3.org/ns/activitystreams#Public" in names or not one.keys() & {"to", "cc"}


def row(one: dict[str, Any]) -> Row:
    by = one["attributedTo"]
    by = by[0] if isinstance(by, list) else by
    by = by["id"] if isinstance(by, dict) else by
    parts = urlsplit(by)
    name = unquote(parts.path).rstrip("/").split("/")[-1].removeprefix("@")
    likes = one.get("likes")
    published = datetime.fromisoformat(one["published"]).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{name}@{parts.netloc}", published, likes.get("totalItems") if isinstance(likes, dict) else None


def read_rows(threads: list[Thread]) -> Iterator[Row]:
    for thread in threads:
        for one in (thread.post, *thread.comments):
            if one and one.state != "missing":
                assert one.author
                yield one.author.handle, one.published.iso(), one.score  # type: ignore[union-attr]


def bodies(threads: list[Thread]) -> Iterator[str]:
    for thread in threads:
        yield from (comment.body for comment in thread.comments)
        if thread.post:
            yield thread.post.body
