"""What the cases of `hackernews`, `kialo` and `zulip` tell beyond what `inspect --json` shows; what these leave alone.

`details.json` beside each `expected.json`; `REFRESH=1` writes them anew. `<format>/strangers/` holds files that look
alike and are not of the format. `hackernews/together/` holds folders whose files are read as one set.
"""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from generator.export.thread_json import thread_record
from generator.model import Thread
from generator.readers import READERS, CollectingReader, GatheringReader, hackernews, kialo, zulip
from generator.sourcefile import read_head

HERE = Path(__file__).parent
NAMES = (hackernews.NAME, kialo.NAME, zulip.NAME)
INPUTS = sorted(
    path for name in NAMES for path in HERE.glob(f"{name}/*/input*") if not path.with_name("error.txt").exists()
)
STRANGERS = sorted(path for name in NAMES for path in HERE.glob(f"{name}/strangers/*"))
SETS = sorted(path for path in HERE.glob("hackernews/together/*") if path.is_dir())


def label(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


@pytest.mark.parametrize("path", INPUTS, ids=label)
def test_the_details_of_a_case_are_as_expected(path: Path) -> None:
    reader = next(reader for reader in READERS if path.parts[-3] == reader.NAME)
    compare(path.with_name("details.json"), [details_of(thread) for thread in reader.read(path)])


@pytest.mark.parametrize("path", INPUTS, ids=label)
def test_a_case_is_claimed_by_one_reader_also_when_it_is_packed(path: Path, tmp_path: Path) -> None:
    packed = tmp_path / f"{path.name}.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    for file in (path, packed):
        assert [reader.NAME for reader in READERS if reader.sniff(read_head(file), file)] == [path.parts[-3]]


@pytest.mark.parametrize("path", STRANGERS, ids=label)
def test_a_file_that_looks_alike_is_left_alone(path: Path) -> None:
    reader = next(reader for reader in READERS if path.parts[-3] == reader.NAME)
    assert not reader.sniff(read_head(path), path)


@pytest.mark.parametrize("folder", SETS, ids=label)
def test_the_files_of_a_folder_are_read_as_one_set(folder: Path) -> None:
    paths = sorted(path for path in folder.iterdir() if path.name not in ("expected.json", "details.json"))
    assert len({hackernews.identify(read_head(path), path) for path in paths}) == 1
    threads = list(hackernews.read_together(paths))
    compare(folder / "expected.json", [thread_record(thread) for thread in threads])
    compare(folder / "details.json", [details_of(thread) for thread in threads])


def test_only_items_are_gathered() -> None:
    assert isinstance(hackernews, CollectingReader)
    assert not isinstance(kialo, GatheringReader)
    assert not isinstance(zulip, GatheringReader)


def test_an_answer_of_algolias_is_read_with_those_about_the_same_story() -> None:
    story = HERE / "hackernews" / "algolia-story" / "input.json"
    lines = HERE / "hackernews" / "lines" / "input.ndjson"
    assert hackernews.identify(read_head(story), story) == "story 7000"
    assert hackernews.identify(read_head(lines), lines) == "items"


def test_a_kialo_discussion_under_its_own_name_has_a_link(tmp_path: Path) -> None:
    text = (HERE / "kialo" / "mill" / "input.txt").read_bytes()
    links = []
    for name in ("shall-the-mill-be-sold-4711.txt", "shall-the-mill-be-sold.txt", "mill-4711.txt"):
        (tmp_path / name).write_bytes(text)
        links += [thread.link for thread in kialo.read(tmp_path / name)]
    assert links == ["https://www.kialo.com/shall-the-mill-be-sold-4711", None, None]


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        (".E2.9C.94.20done.json", "✔ done"),
        ("%E2.9C.94.20done.json", "✔ done"),
        ("(no.20topic).json.gz", "(no topic)"),
        ("build.2520time.json", "build%20time"),
        ("v1.2E5.json", "v1.5"),
        ("notes.of.may.json", "notes.of.may"),
    ],
)
def test_a_topic_is_what_its_file_is_named_after(name: str, topic: str, tmp_path: Path) -> None:
    message = b'[{"content": "<p>Hi</p>", "id": 1, "sender_full_name": "Ada", "timestamp": 1519693360}]'
    path = tmp_path / name
    path.write_bytes(gzip.compress(message) if name.endswith(".gz") else message)
    assert [thread.title for thread in zulip.read(path)] == [topic]


def details_of(thread: Thread) -> dict[str, object]:
    return {
        "source": thread.source.name,
        "key": thread.key,
        "id": thread.id,
        "link": thread.link,
        "declared": thread.declared,
        "links": {comment.id: comment.link for comment in thread.comments if comment.link},
        "problems": [f"{one.path.name}:{one.line or 1}: {one.kind}" for one in thread.problems],
        "skipped": [f"{one.source.name}: {one.id}: {one.reason}" for one in thread.skipped],
    }


def compare(expectation: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("REFRESH"):
        expectation.write_text(text, encoding="utf-8")
    assert text == expectation.read_text(encoding="utf-8")
