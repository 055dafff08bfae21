"""Which files `lemmy_json` takes for its own: `lemmy_json/strangers/` holds those it must leave alone."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from generator.readers import lemmy_json
from generator.sourcefile import HEAD, read_head

HERE = Path(__file__).parent / "lemmy_json"
STRANGERS = sorted((HERE / "strangers").iterdir())
OWN = sorted(path for path in HERE.glob("*/input*") if path.parent.name != "wrong-type")


@pytest.mark.parametrize("path", STRANGERS, ids=lambda path: path.stem)
def test_a_file_without_a_thread_is_left_alone(path: Path) -> None:
    assert not lemmy_json.sniff(read_head(path), path)


@pytest.mark.parametrize("path", OWN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_with_posts_or_comments_is_claimed_even_when_it_is_broken(path: Path) -> None:
    assert lemmy_json.sniff(read_head(path), path)


def test_a_post_is_found_in_a_head_that_ends_inside_of_its_words(tmp_path: Path) -> None:
    text = (HERE / "post-and-comments" / "input.json").read_bytes()
    path = tmp_path / "long.json"
    path.write_bytes(text.replace(b"The council", b"The council " + b"most " * HEAD, 1))
    head = read_head(path)
    assert len(head) == HEAD
    assert lemmy_json.sniff(head, path)
    assert lemmy_json.identify(head, path) == "post 70"


def test_a_packed_file_is_read_through(tmp_path: Path) -> None:
    path = tmp_path / "thread.json.gz"
    path.write_bytes(gzip.compress((HERE / "post-and-comments" / "input.json").read_bytes()))
    assert lemmy_json.sniff(read_head(path), path)
    assert [len(thread.comments) for thread in lemmy_json.read(path)] == [4]


def test_a_file_without_a_post_has_no_identity() -> None:
    assert lemmy_json.identify(b'{"comments": []}', Path("empty.json")) is None
