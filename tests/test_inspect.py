"""`moothall inspect` shows what a reader sees, to people and to programs."""

from __future__ import annotations

import json

from tests.conftest import Folder
from tests.test_build import KNOWN, PASTE, SUMMARY


def test_the_tree_is_for_people(folder: Folder) -> None:
    folder.write(PASTE + SUMMARY)
    outcome = folder.run("inspect", "content/ai/plant.txt")
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "content/ai/plant.txt is read as lemmy_text",
        "",
        "Untitled (lemmy)",
        "3 comments by 3 people, 2 levels deep",
        "post: A painter asked to be left out of a model. The ma…",
        "  Ada Quill@towns.example, about 2023, 9 points: If I photograph a Ford plant and build my own, is…",
        "    Bo@fjord.example, about 2023, 4 points, edited about 2023: "
        "If I photograph a Ford plant and build my own, is…",
        "  Cy@fjord.example, about 2023, 1 point: [deleted]",
    ]


def test_json_is_for_programs(folder: Folder) -> None:
    folder.write(PASTE)
    (line,) = folder.run("inspect", "content/ai/plant.txt", "--json").out.splitlines()
    record = json.loads(line)
    assert list(record) == ["title", "platform", "source", "post", "comments", "problems"]
    assert record["source"] == "plant.txt"
    assert list(record["comments"][0])[:10] == [
        "id",
        "parent",
        "depth",
        "author",
        "published",
        "edited",
        "score",
        "state",
        "body",
        "markup",
    ]
    assert record["comments"][0]["published"] is None
    assert record["comments"][0]["age"] == "1 year"
    assert record["problems"][0]["kind"] == "no-capture-date"


def test_what_cannot_be_read_is_one_line(folder: Folder) -> None:
    folder.write("-- a.txt --\nwords\n")
    outcome = folder.run("inspect", "a.txt")
    assert outcome.code == 1
    known = f"known formats: {KNOWN}; see docs/readers.md"
    assert outcome.err == f"error: a.txt:1: no reader knows this file ({known})\n"
    outcome = folder.run("inspect", "nowhere.txt")
    assert outcome.err == "error: nowhere.txt:1: cannot be read: No such file or directory\n"


def test_wrong_usage_is_told_by_exit_2(folder: Folder) -> None:
    assert folder.run("inspect").code == 2
    assert folder.run("biuld").code == 2
    assert folder.run("build", "--nonsense").code == 2


def test_a_fault_of_ours_is_no_traceback(folder: Folder, monkeypatch) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    def fail(*_: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("generator.commands.inspect.inspect_file", fail)
    outcome = folder.run("inspect", "x")
    assert outcome.code == 1
    assert outcome.err.splitlines() == [
        "error: a fault in Moothall: ZeroDivisionError: oh",
        "please report it with the source; MOOTHALL_TRACEBACK=1 shows where it happened",
    ]
