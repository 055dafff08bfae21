"""Which files of a folder `reddit_dump` takes for one dump, by their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.readers import reddit_dump

NAMES = [
    ("RS_2030-01.zst", "dump 2030-01"),
    ("RC_2030-01.zst", "dump 2030-01"),
    ("RC_2030-02.zst", "dump 2030-02"),
    ("submissions.jsonl.gz", "dump "),
    ("comments.jsonl.gz", "dump "),
    ("mills_submissions.zst", "dump mills"),
    ("mills_comments.zst", "dump mills"),
    ("r_mills_posts.jsonl", "dump r_mills"),
    ("r_mills_comments.jsonl", "dump r_mills"),
    ("Mills.Comments.csv", "dump Mills"),
    ("comments-mills-2030.ndjson", "dump mills-2030"),
    ("comments_on_posts.json", "dump on_posts"),
    ("mills.jsonl", None),
    ("commentary.jsonl", None),
    ("rs_mills.jsonl", None),
]


@pytest.mark.parametrize(("name", "identity"), NAMES)
def test_a_name_tells_what_a_file_belongs_to(name: str, identity: str | None) -> None:
    assert reddit_dump.identify(b"", Path("content", name)) == identity
