"""Which files `reddit_json` takes for its own: `reddit_json/strangers/` holds those it must leave alone."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from generator.readers import READERS, reddit_json
from generator.sourcefile import HEAD, read_head

HERE = Path(__file__).parent / "reddit_json"
STRANGERS = sorted((HERE / "strangers").iterdir())
OWN = sorted(path for path in HERE.glob("*/input*") if path.parent.name != "no-things")


@pytest.mark.parametrize("path", STRANGERS, ids=lambda path: path.stem)
def test_a_file_without_a_thread_is_left_alone(path: Path) -> None:
    assert not reddit_json.sniff(read_head(path), path)


@pytest.mark.parametrize("path", OWN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_with_posts_or_comments_is_claimed_even_when_it_is_broken(path: Path) -> None:
    assert [reader.NAME for reader in READERS if reader.sniff(read_head(path), path)] == ["reddit_json"]


def test_a_packed_file_is_read_through(tmp_path: Path) -> None:
    path = tmp_path / "ferry.json.gz"
    path.write_bytes(gzip.compress((HERE / "listing" / "input.json").read_bytes()))
    assert reddit_json.sniff(read_head(path), path)
    assert [len(thread.comments) for thread in reddit_json.read(path)] == [10]


@pytest.mark.parametrize("first", ["selftext", "name"])
def test_a_post_is_found_in_a_head_that_ends_inside_of_its_words(tmp_path: Path, first: str) -> None:
    answers = json.loads((HERE / "listing" / "input.json").read_bytes())
    thing = answers[0]["data"]["children"][0]
    thing["data"] = {first: thing["data"][first], **thing["data"], "selftext": "Long. " * HEAD}
    path = tmp_path / "ferry.json"
    path.write_text(json.dumps(answers), encoding="utf-8")
    head = read_head(path)
    assert len(head) == HEAD
    assert reddit_json.sniff(head, path)
    assert reddit_json.identify(head, path) == "t3_1bm0a1"


def test_what_a_crosspost_repeats_is_not_its_identity() -> None:
    head = (
        b'[{"kind":"Listing","data":{"children":[{"kind":"t3","data":{"crosspost_parent_list":[{"name":"t3_1bm000"}],'
    )
    assert (
        reddit_json.identify(head + b'"crosspost_parent":"t3_1bm000","name":"t3_1bm0a1"', Path("a.json")) == "t3_1bm0a1"
    )


def test_a_broken_file_that_names_no_post_has_no_identity() -> None:
    path = HERE / "not-json" / "input.json"
    assert reddit_json.identify(read_head(path), path) is None
