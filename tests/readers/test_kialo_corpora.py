"""`kialo` against an independent count of real exports; they lie where `MOOTHALL_CORPORA` says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.readers import kialo
from generator.sourcefile import read_head

CORPORA = Path(os.environ.get("MOOTHALL_CORPORA", "/nonexistent"))
EXPORTS = sorted((CORPORA / "kialo").glob("*.txt"))

pytestmark = pytest.mark.skipif(not EXPORTS, reason="MOOTHALL_CORPORA names no folder with real exports")


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name)
def test_every_claim_stands_where_its_number_says(path: Path) -> None:
    lines = path.read_bytes().decode("utf-8-sig").split("\n")
    title, blank, thesis, *claims = (line.strip() for line in lines if line.strip() or line is lines[1])
    expected = []
    for line in claims:
        number, side, words = line.split(" ", 2)
        parts = number.split(".")[:-1]
        parent = ".".join(parts[:-1]) if len(parts) > 2 else None
        refers = (words.removeprefix("-> See ").rstrip("."),) if words.startswith("-> See ") else ()
        expected.append((".".join(parts), parent, len(parts) - 1, side.rstrip(":").lower(), words, refers))
    (thread,) = kialo.read(path)
    found = [(c.id, c.parent, c.depth, c.side, c.body, c.refers) for c in thread.comments]
    assert sorted(found) == sorted(expected)
    assert not blank
    assert title == f"Discussion Title: {thread.title}"
    assert thread.post is not None
    assert thesis == f"1. {thread.post.body}"
    assert thread.link == f"https://www.kialo.com/{path.stem}"
    assert (thread.problems, thread.skipped) == ((), ())
    assert {(c.author, c.published, c.score) for c in thread.comments} == {(None, None, None)}


def test_only_exports_of_kialo_are_claimed() -> None:
    assert len(EXPORTS) == 2
    files = (path for path in CORPORA.rglob("*") if path.is_file())
    assert sorted(path for path in files if kialo.sniff(read_head(path), path)) == EXPORTS
