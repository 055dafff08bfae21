"""A file that no reader knows is told which readers it came near, and what it lacks for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.loading.unknown import unknown_file
from generator.readers import READERS, SignedReader
from generator.sourcefile import read_head

PATH = Path("a.json")
HERE = Path(__file__).parent
KNOWN = ", ".join(reader.NAME for reader in READERS)


@pytest.mark.parametrize(
    ("head", "hint"),
    [
        (
            b'{"creator_id": 1, "ap_id": "https://towns.example/u/ada"}',
            "came near: lemmy_json, but it lacks a post or a comment; see docs/readers.md",
        ),
        (
            b"  \xe2\x80\xa2 Ada\n    link\n\n  words\n",
            'came near: lemmy_text, but it lacks an age like "1 year ago"; see docs/readers.md',
        ),
        (
            b'{"kind": "t5", "data": {"children": []}}',
            'came near: reddit_json, but it lacks "t1", "t3" or "more"; see docs/readers.md',
        ),
        (b"Just words.", f"known formats: {KNOWN}; see docs/readers.md"),
    ],
)
def test_what_a_file_lacks_is_told(head: bytes, hint: str) -> None:
    assert str(unknown_file(head, PATH, READERS)) == f"a.json:1: no reader knows this file ({hint})"


def test_every_reader_says_what_its_files_look_like() -> None:
    assert [reader.NAME for reader in READERS if not isinstance(reader, SignedReader)] == ["thread_yaml"]


@pytest.mark.parametrize("reader", [reader for reader in READERS if isinstance(reader, SignedReader)])
def test_the_signs_of_a_format_are_those_that_its_files_show(reader: SignedReader) -> None:
    cases = [path for path in HERE.glob(f"{reader.NAME}/*/input*") if reader.sniff(read_head(path), path)]  # type: ignore[attr-defined]
    assert any(all(sign.search(read_head(path)) for sign in reader.SIGNS.values()) for path in cases)
