"""The cases of `reddit_json` read as a set, and what `inspect --json` does not show: `details.json` beside the inputs.

`REFRESH=1` writes them anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.export.thread_json import thread_record
from generator.model import Author, Thread
from generator.readers import CollectingReader, reddit_json
from generator.sourcefile import read_head

HERE = Path(__file__).parent / "reddit_json"
INPUTS = sorted(path for path in HERE.glob("*/input*") if not path.with_name("error.txt").exists())
CASES = sorted({path.parent for path in INPUTS})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_details_of_a_case_are_as_expected(case: Path) -> None:
    inputs = sorted(case.glob("input*"))
    text = json.dumps(details_of(inputs), ensure_ascii=False, indent=1) + "\n"
    expectation = case / "details.json"
    if os.environ.get("REFRESH"):
        expectation.write_text(text, encoding="utf-8")
    assert text == expectation.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_is_known_by_the_first_thread_that_is_read_from_it(path: Path) -> None:
    first = next(iter(reddit_json.read(path)))
    assert reddit_json.identify(read_head(path), path) == first.id


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_place_that_is_named_is_a_file_of_the_set(case: Path) -> None:
    inputs = sorted(case.glob("input*"))
    for thread in reddit_json.read_together(inputs):
        assert {thread.source, *(p.path for p in thread.problems), *(s.source for s in thread.skipped)} <= set(inputs)


def test_files_of_one_thread_are_read_as_a_set() -> None:
    assert isinstance(reddit_json, CollectingReader)


def details_of(inputs: Sequence[Path]) -> dict[str, object]:
    threads = list(reddit_json.read_together(inputs))
    several = len(inputs) > 1
    return {"together": [thread_details(thread) | (thread_record(thread) if several else {}) for thread in threads]}


def thread_details(thread: Thread) -> dict[str, object]:
    return {
        "id": thread.id,
        "key": thread.key,
        "link": thread.link,
        "declared": thread.declared,
        "flags": {comment.id: " ".join(flags) for comment in thread.comments if (flags := flags_of(comment.author))},
        "post flags": " ".join(flags_of(thread.post.author)) if thread.post else None,
        "links": {comment.id: comment.link for comment in thread.comments if comment.link},
        "problems in": [problem.path.name for problem in thread.problems],
        "skipped": [f"{skipped.source.name}: {skipped.id}: {skipped.reason}" for skipped in thread.skipped],
    }


def flags_of(author: Author | None) -> Sequence[str]:
    return author.flags if author else ()
