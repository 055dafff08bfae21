"""The dumps that `bench/grow.py` makes: whole threads, the same for the same seed, and ever new words."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from conftest import Folder

from bench.grow import COMMENTS, SUBMISSIONS, Urn, count_words, grow, read, read_threads


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """Two threads, one of them a chain of replies."""
    folder = tmp_path / "dump"
    folder.mkdir()
    posts = [
        {"id": f"t{n}", "name": f"t3_t{n}", "subreddit": "town", "title": f"Ferry {n}", "selftext": "It left. It came."}
        for n in range(2)
    ]
    answers = [
        {"id": f"c{n}", "name": f"t1_c{n}", "link_id": "t3_t0", "parent_id": f"t1_c{n - 1}" if n else "t3_t0"}
        for n in range(3)
    ]
    common = {"author": "ada", "created_utc": 1_600_000_000, "score": 1, "edited": False}
    for name, records in (
        (SUBMISSIONS, [post | common for post in posts]),
        (COMMENTS, [answer | common | {"body": "The quay was empty.\n\nAnd dark!"} for answer in answers]),
    ):
        with gzip.open(folder / name, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(record) + "\n" for record in records)
    return folder


def test_threads_are_whole(dump: Path, tmp_path: Path) -> None:
    grow(dump, 50, tmp_path / "grown", seed=1)
    threads = list(read_threads(tmp_path / "grown"))
    assert 50 <= sum(map(len, threads)) < 54
    for post, *answers in threads:
        assert [answer["parent_id"] for answer in answers[:1]] == [post["name"]] * len(answers[:1])
        assert [answer["parent_id"] for answer in answers[1:]] == [answer["name"] for answer in answers[:-1]]
    ids = [message["id"] for thread in threads for message in thread]
    assert len(ids) == len(set(ids))


def test_the_same_seed_gives_the_same_bytes(dump: Path, tmp_path: Path) -> None:
    grown = {}
    for name, seed in (("first", 1), ("again", 1), ("other", 2)):
        grow(dump, 50, tmp_path / name, seed)
        grown[name] = [(tmp_path / name / file).read_bytes() for file in (SUBMISSIONS, COMMENTS)]
    assert grown["first"] == grown["again"] != grown["other"]


def test_a_build_reads_what_was_grown(dump: Path, folder: Folder) -> None:
    grow(dump, 50, folder.path / "content" / "dump", seed=1)
    comments = sum(1 for _ in read(folder.path / "content" / "dump" / COMMENTS))
    outcome = folder.build()
    assert outcome.code == 0
    assert f"with {comments} comments" in outcome.out


def test_single_occurrences_keep_their_share_as_words_grow() -> None:
    urn = Urn({f"w{n}": 1 if n < 600 else 4 for n in range(1000)}, Random(1))  # noqa: S311 - nothing secret
    drawn = Counter(urn.draw() for _ in range(40_000))
    single = sum(count == 1 for count in drawn.values())
    assert 0.55 < single / len(drawn) < 0.65
    assert 5000 < len(drawn) < 8000  # 1000 words after 2200 draws, and 0.6 for the exponent: 5700 and some


def test_words_are_counted_at_sizes_that_double(dump: Path) -> None:
    counts = [(count.texts, count.words, count.different) for count in count_words(dump, 1)]
    assert counts[0] == (1, 6, 5)
    assert [texts for texts, _, _ in counts] == [1, 2, 4, 5]
