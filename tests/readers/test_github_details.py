"""What the cases of `github` tell beyond what `inspect --json` shows: `details.json` beside each `expected.json`.

The folders in `github/together/` hold files that are read as one; their `expected.json` has all of it. `REFRESH=1`
writes both anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from generator.export.thread_json import thread_record
from generator.model import Author, Thread
from generator.readers import github
from generator.sourcefile import read_head

HERE = Path(__file__).parent / "github"
INPUTS = sorted(path for path in HERE.glob("*/input*") if not path.with_name("error.txt").exists())
TOGETHER = sorted((HERE / "together").iterdir())


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_details_of_a_case_are_as_expected(path: Path) -> None:
    told = {
        "identity": github.identify(read_head(path), path),
        "threads": [details_of(thread) for thread in github.read(path)],
    }
    compare(path.with_name(path.name.replace("input", "details").replace(".jsonl", ".json")), told)


@pytest.mark.parametrize("folder", TOGETHER, ids=lambda folder: folder.name)
def test_files_of_one_identity_are_read_as_one(folder: Path) -> None:
    paths = sorted(path for path in folder.iterdir() if path.name != "expected.json")
    assert len({github.identify(read_head(path), path) for path in paths}) == 1
    threads = list(github.read_together(paths))
    compare(folder / "expected.json", [{**details_of(one), "thread": thread_record(one)} for one in threads])


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_place_that_is_named_is_the_file(path: Path) -> None:
    for thread in github.read(path):
        assert {thread.source, *(p.path for p in thread.problems), *(s.source for s in thread.skipped)} == {path}


def compare(expectation: Path, told: object) -> None:
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("REFRESH"):
        expectation.write_text(text, encoding="utf-8")
    assert text == expectation.read_text(encoding="utf-8")


def details_of(thread: Thread) -> dict[str, object]:
    return {
        "source": thread.source.name,
        "id": thread.id,
        "key": thread.key,
        "link": thread.link,
        "declared": thread.declared,
        "post author": words_of(thread.post.author) if thread.post else None,
        "authors": {comment.id: words_of(comment.author) for comment in thread.comments if comment.author},
        "links": {comment.id: comment.link for comment in thread.comments if comment.link},
        "skipped": [f"{skipped.id}: {skipped.reason}" for skipped in thread.skipped],
    }


def words_of(author: Author | None) -> str | None:
    return author and " ".join([author.handle, *([f"({author.display})"] if author.display else []), *author.flags])
