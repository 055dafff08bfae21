"""Which files `reddit_dump` takes for its own: `reddit_dump/strangers/` holds those it must leave alone."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from generator.readers import reddit_dump
from generator.sourcefile import HEAD, read_head

HERE = Path(__file__).parent / "reddit_dump"
STRANGERS = sorted((HERE / "strangers").iterdir())
OWN = sorted(path for path in (*HERE.glob("*/input*"), *HERE.glob("together/*/*.[jc]s*")) if path.stem != "expected")
BROKEN = {"nothing"}


@pytest.mark.parametrize("path", STRANGERS, ids=lambda path: path.name)
def test_what_is_no_dump_is_left_alone(path: Path) -> None:
    assert not reddit_dump.sniff(read_head(path), path)


@pytest.mark.parametrize("path", OWN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_dump_is_known_by_its_first_lines(path: Path) -> None:
    assert reddit_dump.sniff(read_head(path), path) == (path.parent.name not in BROKEN)


def test_a_first_line_may_be_longer_than_the_head() -> None:
    words = b"on and on " * HEAD
    head = (b'{"author":"Ada","body":"' + words + b'","created_utc":1,"id":"a","link_id":"t3_b","parent_id":"t3_b"}')[
        :HEAD
    ]
    assert not reddit_dump.sniff(head, Path("RC_2030-01.zst"))
    fields = b'{"id":"b","author":"Ada","created_utc":1,"subreddit":"mills","title":"Rye","url":"","selftext":"'
    assert reddit_dump.sniff((fields + words)[:HEAD], Path("RS_2030-01.zst"))
    listing = b'{"kind":"Listing","data":' + fields
    assert not reddit_dump.sniff((listing + words)[:HEAD], Path("listing.json"))


def test_one_broken_line_at_the_start_hides_nothing() -> None:
    line = b'{"id":"a","author":"Ada","created_utc":1,"body":"","link_id":"t3_b","parent_id":"t3_b"}\n'
    assert reddit_dump.sniff(b'{"id":\n' + line, Path("comments.jsonl"))
    assert reddit_dump.sniff(codecs.BOM_UTF8 + line, Path("comments.jsonl"))
    assert not reddit_dump.sniff(b"\n\n" + line.replace(b"t3_b", b"t3_b")[:40], Path("comments.jsonl"))
