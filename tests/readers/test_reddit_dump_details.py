"""What the cases of `reddit_dump` tell beyond what `inspect --json` shows: `details.json` beside each `expected.json`.

The files of a folder in `reddit_dump/together/` are read as one dump. `REFRESH=1` writes what is expected anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.export.thread_json import thread_record
from generator.model import Comment, Post, Thread
from generator.readers import reddit_dump
from generator.sourcefile import read_head

HERE = Path(__file__).parent / "reddit_dump"
CASES = sorted({path.parent for path in HERE.glob("*/input*") if not path.with_name("error.txt").exists()})
TOGETHER = sorted(path for path in (HERE / "together").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_details_of_a_case_are_as_expected(case: Path) -> None:
    (path,) = case.glob("input*")
    compare(case / "details.json", [thread_details(thread) for thread in reddit_dump.read(path)])


@pytest.mark.parametrize("case", TOGETHER, ids=lambda case: case.name)
def test_files_of_one_dump_are_joined(case: Path) -> None:
    paths = files_of(case)
    threads = list(reddit_dump.read_together(paths))
    compare(case / "expected.json", [thread_record(thread) | thread_details(thread) for thread in threads])
    assert len({reddit_dump.identify(read_head(path), path) for path in paths}) == 1
    assert list(map(words_of, threads)) == list(map(words_of, reddit_dump.read_together(paths[::-1])))


def files_of(case: Path) -> list[Path]:
    return sorted(path for path in case.iterdir() if path.name != "expected.json")


def words_of(thread: Thread) -> list[tuple[str, str | None, str]]:
    return [(comment.id, comment.parent, comment.body) for comment in thread.comments]


def thread_details(thread: Thread) -> dict[str, object]:
    return {
        "place": thread.source.relative_to(HERE).as_posix(),
        "key": thread.key,
        "id": thread.id,
        "link": thread.link,
        "declared": thread.declared,
        "post author": author_details(thread.post) if thread.post else None,
        "authors": {comment.id: author_details(comment) for comment in thread.comments if comment.author},
        "links": {comment.id: comment.link for comment in thread.comments if comment.link},
        "skipped": [f"{skipped.source.name}: {skipped.id}: {skipped.reason}" for skipped in thread.skipped],
    }


def author_details(words: Post | Comment) -> str | None:
    return words.author and " ".join([words.author.handle, *words.author.flags])


def compare(expectation: Path, found: Sequence[object]) -> None:
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("REFRESH"):
        expectation.write_text(text, encoding="utf-8")
    assert text == expectation.read_text(encoding="utf-8")
