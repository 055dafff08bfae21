"""`activitypub`: which files it takes, which it reads together, and what `inspect --json` does not show.

`details.json` beside an `expected.json` holds the latter. Cases without `input*` are folders whose files are read
together, into `together.json`. `REFRESH=1` writes both anew.
"""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from generator.errors import SourceError
from generator.export.thread_json import thread_record
from generator.model import Comment, Post, Thread
from generator.readers import READERS, activitypub
from generator.sourcefile import HEAD, read_head

HERE = Path(__file__).parent / "activitypub"
STRANGERS = sorted((HERE / "strangers").iterdir())
CASES = sorted(path.parent for path in HERE.glob("*/input*") if not path.with_name("error.txt").exists())
RESULTS = ("together.json", "expected.json", "details.json", "error.txt")
FOLDERS = sorted(case for case in HERE.iterdir() if case.name != "strangers" and not list(case.glob("input*")))


@pytest.mark.parametrize("path", STRANGERS, ids=lambda path: path.stem)
def test_a_file_without_words_is_left_alone(path: Path) -> None:
    assert not activitypub.sniff(read_head(path), path)


@pytest.mark.parametrize("path", sorted(HERE.glob("*/input*")), ids=lambda path: path.parent.name)
def test_no_other_reader_takes_it(path: Path) -> None:
    assert [reader.NAME for reader in READERS if reader.sniff(read_head(path), path)] == ["activitypub"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_details_of_a_case_are_as_expected(case: Path) -> None:
    path = case / "input.json"
    threads = [details(thread) for thread in activitypub.read(path)]
    compare(case / "details.json", {"identity": activitypub.identify(read_head(path), path), "threads": threads})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_files_of_a_folder_are_read_together(folder: Path) -> None:
    paths = sorted(path for path in folder.glob("*.json") if path.name not in RESULTS)
    identities = {activitypub.identify(read_head(path), path) for path in paths}
    assert len(identities) == 1
    assert None not in identities
    threads = list(activitypub.read_together(paths))
    compare(folder / "together.json", [details(thread) | thread_record(thread) for thread in threads])
    there = {*paths, folder}
    for thread in threads:
        assert {thread.source, *(p.path for p in thread.problems), *(s.source for s in thread.skipped)} <= there


def test_what_can_be_read_of_a_folder_comes_before_the_error(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.json", tmp_path / "b.json"
    good.write_bytes((HERE / "lemmy-page" / "input.json").read_bytes())
    bad.write_bytes((HERE / "cut-off" / "input.json").read_bytes())
    threads = activitypub.read_together([good, bad])
    assert next(threads).title == "Benches by the river"
    with pytest.raises(SourceError, match=r"b\.json:70: the JSON ends too early"):
        next(threads)


def test_an_id_behind_long_words_is_found_when_the_file_is_read(tmp_path: Path) -> None:
    item = json.loads((HERE / "lemmy-page" / "input.json").read_bytes())
    item = {key: item[key] for key in sorted(item, key=lambda key: key == "id")}
    item["source"]["content"] *= HEAD // 10
    path = tmp_path / "long.json.gz"
    path.write_bytes(gzip.compress(json.dumps(item).encode()))
    assert activitypub.sniff(read_head(path), path)
    assert [thread.id for thread in activitypub.read(path)] == [item["id"]]


def test_a_status_and_its_context_know_each_other_by_the_head_alone() -> None:
    status = (
        b'{"id":"7","content":"","spoiler_text":"","visibility":"public","account":{"acct":"ada"},"in_reply_to_id":'
    )
    context = b'{"ancestors":[{"id":"3","in_reply_to_id":null}],"descendants":[{"id":"8","in_reply_to_id":"7"},{"id":'
    assert activitypub.identify(status, Path("a.json")) == activitypub.identify(context, Path("b.json")) == "status 7"


def details(thread: Thread) -> dict[str, object]:
    return {
        "id": thread.id,
        "key": thread.key,
        "source": thread.source.name,
        "link": thread.link,
        "post author": author(thread.post) if thread.post else None,
        "authors": {comment.id: author(comment) for comment in thread.comments if comment.author},
        "links": {comment.id: comment.link for comment in thread.comments if comment.link},
        "skipped": [f"{one.source.name}: {one.id}: {one.reason}" for one in thread.skipped],
    }


def author(words: Post | Comment) -> str | None:
    told = words.author
    return told and " ".join([told.handle, *([f"({told.display})"] if told.display else []), *told.flags])


def compare(expectation: Path, told: object) -> None:
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("REFRESH"):
        expectation.write_text(text, encoding="utf-8")
    assert text == expectation.read_text(encoding="utf-8")
