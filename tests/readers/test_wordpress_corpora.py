"""`wordpress` against an independent count of real exports; they lie where `MOOTHALL_CORPORA` says."""

from __future__ import annotations

import html
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.model import Thread
from generator.readers import READERS, wordpress
from generator.sourcefile import read_head

CORPORA = Path(os.environ.get("MOOTHALL_CORPORA", "/nonexistent"))
EXPORTS = sorted((CORPORA / "wordpress").glob("*.xml"))
Raw = dict[str, str]

pytestmark = pytest.mark.skipif(not EXPORTS, reason="MOOTHALL_CORPORA names no folder with real exports")


@pytest.fixture(scope="module", params=EXPORTS, ids=lambda path: path.stem)
def export(request: pytest.FixtureRequest) -> tuple[list[Raw], list[Thread]]:
    """What the file says of each comment, with its post's `id`, `title` and so on, and what was read."""
    return raw_comments(request.param), list(wordpress.read(request.param))


def raw_comments(path: Path) -> list[Raw]:
    found = []
    for item in ElementTree.parse(path).getroot().iter("item"):  # noqa: S314 - a file we chose ourselves
        fields = {name_of(child): child.text or "" for child in item if "/excerpt/" not in child.tag}
        post = {f"post {name}": text for name, text in fields.items()}
        found += [
            {name_of(field): field.text or "" for field in child} | post
            for child in item
            if name_of(child) == "comment"
        ]
    return found


def name_of(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def is_public(raw: Raw) -> bool:
    return raw["comment_approved"] == "1" and raw["post status"] == "publish" and not raw["post post_password"]


def is_mention(raw: Raw) -> bool:
    return raw["comment_type"] in ("pingback", "trackback")


def test_every_approved_comment_is_read_as_it_stands(export: tuple[list[Raw], list[Thread]]) -> None:
    raws, threads = export
    expected = {
        raw["comment_id"]: (
            raw["post post_id"],
            raw["comment_parent"] if raw["comment_parent"] != "0" else None,
            html.unescape(raw["comment_author"]).strip() or None,
            raw["comment_date_gmt"].replace(" ", "T") + "Z",
            None,
        )
        for raw in raws
        if is_public(raw) and not is_mention(raw)
    }
    assert expected == {
        comment.id: (
            thread.id,
            comment.parent,
            comment.author and comment.author.handle,
            comment.published and comment.published.iso(),  # type: ignore[union-attr] # exports have dates, not ages
            comment.score,
        )
        for thread in threads
        for comment in thread.comments
    }
    assert not [problem for thread in threads for problem in thread.problems]


def test_no_word_of_a_comment_is_lost(export: tuple[list[Raw], list[Thread]]) -> None:
    raws, threads = export
    words = {comment.id: words_of(comment.body) for thread in threads for comment in thread.comments}
    assert words == {raw["comment_id"]: words_of(raw["comment_content"]) for raw in raws if raw["comment_id"] in words}


def words_of(body: str) -> str:
    return re.sub(r"<[^<>]*>|\s+", "", body)


def test_mentions_are_notes_and_the_rest_is_skipped_with_a_reason(export: tuple[list[Raw], list[Thread]]) -> None:
    raws, threads = export
    spoken = {raw["post post_id"] for raw in raws if is_public(raw) and not is_mention(raw)}
    mentions = [raw for raw in raws if is_public(raw) and is_mention(raw)]
    notes = {raw["comment_author_url"] for raw in mentions if raw["post post_id"] in spoken}
    assert notes == {note.link for thread in threads for note in thread.notes}
    assert sum(len(thread.notes) for thread in threads) == sum(raw["post post_id"] in spoken for raw in mentions)
    reasons = {skipped.id: skipped.reason for thread in threads for skipped in thread.skipped}
    assert reasons == {
        raw["comment_id"]: {"0": "not approved", "trash": "in the trash", "1": "mention of a post without comments"}[
            raw["comment_approved"]
        ]
        for raw in raws
        if not is_public(raw) or (is_mention(raw) and raw["post post_id"] not in spoken)
    }


def test_the_posts_debated_are_the_public_ones_with_comments(export: tuple[list[Raw], list[Thread]]) -> None:
    raws, threads = export
    expected = {
        raw["post post_id"]: (
            raw["post title"].strip(),
            raw["post link"],
            raw["post post_date_gmt"].replace(" ", "T") + "Z",
        )
        for raw in raws
        if is_public(raw) and not is_mention(raw)
    }
    assert expected == {
        thread.id: (thread.title, thread.link, thread.post.published and thread.post.published.iso())  # type: ignore[union-attr]
        for thread in threads
        if thread.post
    }


def test_the_numbers_are_those_counted_by_hand() -> None:
    counts = {path.stem: sum(len(thread.comments) for thread in wordpress.read(path)) for path in EXPORTS}
    assert counts == {"andylockran": 92, "bitcoinfrance": 193, "spotthevuln": 69}


def test_no_other_reader_claims_an_export_and_no_other_file_is_claimed() -> None:
    assert [[r.NAME for r in READERS if r.sniff(read_head(path), path)] for path in EXPORTS] == [["wordpress"]] * 3
    others = (path for path in sorted(CORPORA.rglob("*")) if path.is_file() and path not in EXPORTS)
    assert [path for path in others if wordpress.sniff(read_head(path), path)] == []
