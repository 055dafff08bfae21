"""What the cases of `lemmy_json` tell beyond what `inspect --json` shows: `details.json` beside each `expected.json`.

`REFRESH=1` writes them anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from generator.model import Comment, Post, Thread
from generator.readers import lemmy_json
from generator.sourcefile import read_head

HERE = Path(__file__).parent / "lemmy_json"
INPUTS = sorted(path for path in HERE.glob("*/input*") if not path.with_name("error.txt").exists())
CASES = sorted({path.parent for path in INPUTS})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_details_of_a_case_are_as_expected(case: Path) -> None:
    inputs = sorted(case.glob("input*"))
    text = json.dumps([details_of(path) for path in inputs], ensure_ascii=False, indent=1) + "\n"
    expectation = case / "details.json"
    if os.environ.get("REFRESH"):
        expectation.write_text(text, encoding="utf-8")
    assert text == expectation.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_is_known_by_the_first_thread_that_is_read_from_it(path: Path) -> None:
    first = next(iter(lemmy_json.read(path)))
    assert lemmy_json.identify(read_head(path), path) == first.id


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_place_that_is_named_is_the_file(path: Path) -> None:
    for thread in lemmy_json.read(path):
        assert {thread.source, *(p.path for p in thread.problems), *(s.source for s in thread.skipped)} == {path}


def details_of(path: Path) -> dict[str, object]:
    return {
        "file": path.name,
        "identity": lemmy_json.identify(read_head(path), path),
        "threads": [thread_details(thread) for thread in lemmy_json.read(path)],
    }


def thread_details(thread: Thread) -> dict[str, object]:
    return {
        "id": thread.id,
        "key": thread.key,
        "link": thread.link,
        "declared": thread.declared,
        "post author": author_details(thread.post) if thread.post else None,
        "authors": {comment.id: author_details(comment) for comment in thread.comments if comment.author},
        "links": {comment.id: comment.link for comment in thread.comments if comment.link},
        "skipped": [f"{skipped.id}: {skipped.reason}" for skipped in thread.skipped],
    }


def author_details(words: Post | Comment) -> str | None:
    author = words.author
    return author and " ".join([author.handle, *([f"({author.display})"] if author.display else []), *author.flags])
