"""Which files `discourse` takes for its own: `discourse/strangers/` holds those it must leave alone."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from generator.readers import READERS, discourse
from generator.sourcefile import read_head

HERE = Path(__file__).parent
STRANGERS = sorted((HERE / "discourse" / "strangers").iterdir())
OWN = sorted(
    path for path in HERE.glob("discourse*/*/*.json") if path.name != "expected.json" and path not in STRANGERS
)


@pytest.mark.parametrize("path", STRANGERS, ids=lambda path: path.stem)
def test_a_file_without_a_topic_is_left_alone(path: Path) -> None:
    assert not discourse.sniff(read_head(path), path)


@pytest.mark.parametrize("path", OWN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_topic_is_claimed_by_no_other_reader_even_when_it_is_broken(path: Path) -> None:
    assert [reader.NAME for reader in READERS if reader.sniff(read_head(path), path)] == ["discourse"]


def test_a_topic_is_known_whatever_the_order_of_its_keys(tmp_path: Path) -> None:
    topic = json.loads((HERE / "discourse" / "topic" / "input.json").read_bytes())
    topic["details"]["links"] = [{"url": f"https://a.example/{n}", "title": "x" * 90} for n in range(900)]
    path = tmp_path / "sorted.json"
    path.write_text(json.dumps(topic, sort_keys=True), encoding="utf-8")
    assert b"post_stream" not in read_head(path)
    assert discourse.sniff(read_head(path), path)


def test_a_packed_file_is_read_through(tmp_path: Path) -> None:
    path = tmp_path / "topic.json.gz"
    path.write_bytes(gzip.compress((HERE / "discourse" / "words" / "input.json").read_bytes()))
    assert discourse.sniff(read_head(path), path)
    assert [len(thread.comments) for thread in discourse.read(path)] == [4]
