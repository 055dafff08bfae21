"""Builds that use what earlier ones made: the same bytes as a clean build, and no more work than the edit asks for."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import build, last, versions, work
from generator.loading import load
from generator.loading.load import _read_piece as read_piece
from generator.ownlayouts import OWN_LAYOUTS
from generator.readers import reddit_dump
from generator.readers.reddit_dump.talk import to_thread
from tests.conftest import Folder, Outcome
from tests.test_build import dumped, mailed

SITE = f"""\
-- content/a.thread.yaml --
title: A
comments: [{{author: Di, body: "See ![](https://x.example/mill.png) and **this**."}}, {{author: Bo, body: Yes}}]
-- content/b/c.thread.yaml --
title: C
comments: [{{author: Bo, body: No}}]
-- content/b/c.yaml --
title: Chosen
topics: [Mills]
-- content/dump.jsonl --
{dumped("p1", "", "Post one")}{dumped("p2", "", "Post two")}{dumped("c1", "p1", "First.")}
-- content/list.mbox --
{mailed("m1", "Mail one.")}{mailed("m2", "Mail two.")}{mailed("m3", "Yes.", "m1")}
-- site.yaml --
title: The Commons
"""
LAYOUT = (OWN_LAYOUTS / "debate.html").read_text(encoding="utf-8").replace("<footer", '<footer data-own="{n}"')
Edit = Callable[[Folder, int], object]
"""Changes the site in one of several ways, told apart by a number."""


def thread(number: int) -> str:
    return f'title: T{number % 5}\ncomments: [{{author: Al, body: "Word{number} <b>"}}]\n'


def put(name: str, text: str | bytes) -> Edit:
    """Writes a file; `{n}` in its name or text is a number."""

    def edit(folder: Folder, number: int) -> None:
        path = folder.path / name.format(n=number % 3)
        path.parent.mkdir(parents=True, exist_ok=True)
        data = text if isinstance(text, bytes) else text.replace("{n}", str(number)).encode()
        path.write_bytes(data)

    return edit


def grow(name: str, text: Callable[[int], str]) -> Edit:
    def edit(folder: Folder, number: int) -> None:
        with (folder.path / name).open("a", encoding="utf-8") as file:
            file.write(text(number))

    return edit


def pick(pattern: str, change: Callable[[Path], object]) -> Edit:
    """Changes one of the files that are there."""

    def edit(folder: Folder, number: int) -> None:
        found = sorted(path for path in folder.path.glob(pattern) if path.is_file())
        if found:
            change(found[number % len(found)])

    return edit


def rename(path: Path) -> None:
    path.rename(path.with_name(f"r{path.name}"))


def age(folder: Folder, _: int) -> None:
    """Makes the site an hour old, so that a build of it is remembered as a whole."""
    for path in (folder.path / "content").rglob("*"):
        if path.is_file():
            stat = path.stat()
            os.utime(path, (stat.st_atime, stat.st_mtime - 3600))


EDITS: dict[str, Edit] = {
    "add or replace a source": lambda folder, n: put("content/new{n}.thread.yaml", thread(n))(folder, n),
    "edit a source": pick("content/**/*.thread.yaml", lambda path: path.write_text(thread(len(path.read_text())))),
    "rename a source": pick("content/**/*.thread.yaml", rename),
    "remove a source": pick("content/**/*.thread.yaml", Path.unlink),
    "write a summary": put("content/b/c.yaml", "title: Chosen {n}\ntopics: [t{n}]\nsummary: It was **{n}**.\n"),
    "write a summary of a thread in a file": put("content/new{n}.yaml", "title: Told {n}\n"),
    "hold a debate back": put("content/b/c.yaml", "draft: true\n"),
    "tell an old address": put("content/b/c.yaml", "title: Chosen\nredirect_from: [/old/{n}/, /old.html]\n"),
    "tell an old address that is taken": put("content/b/c.yaml", "redirect_from: [/old/, /a/]\n"),
    "remove a summary": pick("content/**/[a-z].yaml", Path.unlink),
    "append to the dump": grow("content/dump.jsonl", lambda n: dumped(f"x{n}", f"p{n % 3}", f"Added {n}.")),
    "append a broken line": grow("content/dump.jsonl", lambda n: "{broken\n"),
    "append to the mailbox": grow("content/list.mbox", lambda n: mailed(f"x{n}", f"Mail {n}.", f"m{n % 5}")),
    "change a picture": put("content/_media/mill.png", b"\x89PNG\r\n\x1a\n"),
    "override a style": put("layouts/assets/css/lists.css", "p { margin: {n}px }\n"),
    "override a layout": put("layouts/debate.html", LAYOUT),
    "override a word": put("layouts/words/en.yaml", 'origin: "Sources {n}"\n'),
    "remove what is overridden": lambda folder, n: shutil.rmtree(folder.path / "layouts", ignore_errors=True),
    "change the title": put("site.yaml", "title: Site {n}\n"),
    "change much": put("site.yaml", "page_comments: 1\nimages: local\ndebate_feeds: true\nlanguage: de\n"),
    "select": put("site.yaml", "select: {min_comments: 1}\n"),
    "edit the output": pick("output/**/index.html", lambda path: path.write_text("!")),
    "edit data in the output": pick("output/**/thread.json", lambda path: path.write_text("!")),
    "remove the output": lambda folder, n: shutil.rmtree(folder.path / "output", ignore_errors=True),
    "spoil the cache": pick(".moothall/cache/*.pack", lambda path: path.write_bytes(path.read_bytes()[:-40])),
    "do nothing": age,
}


def errors(outcome: Outcome) -> str:
    """What went wrong; only one of the two outputs may have an old site that stays untouched."""
    return outcome.err.replace("; the old site is untouched", "")


@settings(max_examples=8)
@given(
    edits=st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 99)), min_size=1, max_size=6),
    large=st.sampled_from([0, work.LARGE]),
)
def test_an_incremental_build_equals_a_clean_one(
    edits: list[tuple[str, int]], large: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = Folder(tmp_path_factory.mktemp("site"))
    folder.write(SITE)
    assert folder.build("--quiet").code == 0
    for name, number in edits:
        EDITS[name](folder, number)
        with patch.object(work, "LARGE", large):
            outcome = folder.build("--quiet")
        clean = folder.build("--quiet", "--no-cache", "--output", "clean")
        assert (outcome.code, outcome.out) == (clean.code, clean.out)
        assert errors(outcome) == errors(clean)
        if outcome.code == 0:
            assert folder.tree() == folder.tree("clean")


def rendered(folder: Folder, *args: str) -> tuple[int, int]:
    """Debates taken from the cache and rendered anew by a build."""
    assert folder.build("--quiet", *args).code == 0
    report = json.loads((folder.path / ".moothall/report.json").read_text())
    return report["cached"], report["rendered"]


DEBATES = 6
KNOWN: dict[str, tuple[Edit, tuple[int, int]]] = {
    "nothing": (age, (6, 0)),
    "a new source": (put("content/new.thread.yaml", thread(1)), (6, 1)),
    "a source edited": (put("content/a.thread.yaml", thread(1)), (5, 1)),
    "a source renamed": (pick("content/a.thread.yaml", rename), (5, 1)),
    "a source gone": (pick("content/a.thread.yaml", Path.unlink), (5, 0)),
    "a summary written": (put("content/a.yaml", "title: Other\n"), (5, 1)),
    "a summary edited": (put("content/b/c.yaml", "title: Other\n"), (5, 1)),
    "an old address told": (put("content/b/c.yaml", "title: Chosen\ntopics: [Mills]\nredirect_from: [/c/]\n"), (5, 1)),
    "a summary gone": (pick("content/b/c.yaml", Path.unlink), (5, 1)),
    "a comment more in the dump": (grow("content/dump.jsonl", lambda _: dumped("c9", "p1", "New.")), (5, 1)),
    "a thread more in the dump": (grow("content/dump.jsonl", lambda _: dumped("p9", "", "New.")), (6, 1)),
    "a line of the dump that is none": (grow("content/dump.jsonl", lambda _: "{broken\n"), (6, 0)),
    "a mail more": (grow("content/list.mbox", lambda _: mailed("m9", "New.", "m2")), (5, 1)),
    "what is selected": (put("site.yaml", "title: The Commons\nselect: {min_comments: 1}\n"), (4, 0)),
    "another title": (put("site.yaml", "title: Other\n"), (0, 6)),
    "a layout": (put("layouts/debate.html", LAYOUT), (0, 6)),
    "a style": (put("layouts/assets/css/lists.css", "p { margin: 0 }\n"), (0, 6)),
    "the output gone": (lambda folder, _: shutil.rmtree(folder.path / "output"), (6, 0)),
    "the output edited": (put("output/a/index.html", "!"), (6, 0)),
}


@pytest.mark.parametrize("edit", KNOWN)
def test_only_what_an_edit_concerns_is_rendered(edit: str, folder: Folder) -> None:
    folder.write(SITE)
    assert rendered(folder) == (0, DEBATES)
    change, expected = KNOWN[edit]
    change(folder, 1)
    assert rendered(folder) == expected
    assert folder.build("--no-cache", "--output", "clean").code == 0
    assert folder.tree() == folder.tree("clean")


@pytest.fixture
def built(folder: Folder) -> Folder:
    folder.write(SITE)
    assert rendered(folder) == (0, DEBATES)
    return folder


def inodes(folder: Folder) -> dict[str, int]:
    root = folder.path / "output"
    return {path.relative_to(root).as_posix(): path.stat().st_ino for path in root.rglob("*") if path.is_file()}


def kept(before: dict[str, int], after: dict[str, int]) -> set[str]:
    """The pages and data of debates that are the same files as before."""
    ours = {name for name in after if name.endswith(("/thread.json", "/index.html"))}
    return {
        name for name in ours if before.get(name) == after[name] and name.startswith(("a/", "b/", "dump/", "list/"))
    }


def test_pages_that_stay_are_linked_and_data_where_its_file_stays_too(built: Folder) -> None:
    before = inodes(built)
    KNOWN["a comment more in the dump"][0](built, 1)
    assert rendered(built) == (5, 1)
    assert kept(before, inodes(built)) == {
        *("a/index.html", "a/thread.json", "b/c/index.html", "b/c/thread.json"),
        *("list/of-m1-5877a5/index.html", "list/of-m1-5877a5/thread.json"),
        *("list/of-m2-f47006/index.html", "list/of-m2-f47006/thread.json"),
        "dump/post-two-p2/index.html",
    }


def test_folders_are_taken_from_the_output_before_the_last(built: Folder) -> None:
    def folders() -> dict[str, int]:
        names = ("a", "b/c", "list/of-m1-5877a5", "list/of-m2-f47006", "dump/post-one-p1", "dump/post-two-p2")
        return {name: (built.path / "output" / name).stat().st_ino for name in names}

    seen = [folders()]
    for comment in ("c7", "c8", "c9"):
        grow("content/dump.jsonl", lambda _, id_=comment: dumped(id_, "p1", f"{id_} is new."))(built, 1)
        assert rendered(built) == (5, 1)
        assert built.build("--quiet", "--no-cache", "--output", "clean").code == 0
        assert built.tree() == built.tree("clean")
        seen.append(folders())
    first, second, third, fourth = seen
    assert not first.items() & second.items()
    assert first.items() - third.items() == {("dump/post-one-p1", first["dump/post-one-p1"])}
    assert second.items() - fourth.items() == {("dump/post-one-p1", second["dump/post-one-p1"])}


def test_only_what_is_still_published_is_kept_for_the_next_build(built: Folder) -> None:
    KNOWN["a comment more in the dump"][0](built, 1)
    assert rendered(built) == (5, 1)
    (spare,) = (built.path / ".moothall").glob("output.spare-*")
    files = {path.relative_to(spare).as_posix() for path in spare.rglob("*") if path.is_file()}
    assert files == {
        f"{debate}/{name}"
        for debate in ("a", "b/c", "list/of-m1-5877a5", "list/of-m2-f47006", "dump/post-two-p2")
        for name in ("index.html", "thread.json")
    }


@pytest.mark.parametrize("case", ["little stays", "the output is elsewhere"])
def test_no_spare_is_kept_where(case: str, built: Folder) -> None:
    elsewhere = ("--output", "www/site") if case == "the output is elsewhere" else ()
    rendered(built, *elsewhere)
    KNOWN["a comment more in the dump" if elsewhere else "another title"][0](built, 1)
    assert rendered(built, *elsewhere) == ((5, 1) if elsewhere else (0, DEBATES))
    assert not [*built.path.rglob("*.spare-*")]


def test_of_a_dump_that_grew_only_threads_that_grew_are_made(built: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(reddit_dump, "to_thread", lambda id_, *more: made.append(id_) or to_thread(id_, *more))
    KNOWN["a comment more in the dump"][0](built, 1)
    assert rendered(built) == (5, 1)
    assert made == ["p1"]
    put("content/b/c.yaml", "title: Other\n")(built, 0)
    assert rendered(built) == (5, 1)
    assert made == ["p1"]
    put("content/dump.yaml", "topics: [Mills]\n")(built, 0)
    assert rendered(built) == (4, 2)
    assert made == ["p1", "p1", "p2"]


def test_of_a_large_file_only_threads_that_changed_are_read(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "LARGE", 0)
    folder.write(SITE)
    assert rendered(folder) == (0, DEBATES)
    read = []
    monkeypatch.setattr(load, "_read_piece", lambda piece, *more: read.append(piece) or read_piece(piece, *more))
    KNOWN["a mail more"][0](folder, 1)
    assert rendered(folder) == (5, 1)
    assert len(read) == 1


def test_what_is_wrong_in_a_dump_is_told_though_its_threads_are_known(built: Folder) -> None:
    KNOWN["a line of the dump that is none"][0](built, 1)
    first = built.build()
    assert "this line cannot be read" in first.err
    for edit in ("a summary edited", "a comment more in the dump"):
        KNOWN[edit][0](built, 1)
        assert built.build().err == first.err


def test_nothing_of_an_output_that_somebody_touched_is_linked(built: Folder) -> None:
    before = inodes(built)
    (built.path / "output/b/c/thread.json").touch()
    assert rendered(built) == (6, 0)
    assert kept(before, inodes(built)) == set()


def test_where_a_file_system_has_no_links_files_are_written(built: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise OSError(errno.EPERM, "no links here")

    before = built.tree()
    monkeypatch.setattr(os, "link", refuse)
    KNOWN["a source gone"][0](built, 1)
    assert rendered(built) == (5, 0)
    assert built.tree()["b/c/index.html"] == before["b/c/index.html"]


def test_two_sources_of_one_address_are_told_though_both_are_known(folder: Folder) -> None:
    folder.write(SITE)
    folder.write(f"-- content/dump/post-one-p1.thread.yaml --\n{thread(1)}")
    first = folder.build("--keep-going")
    assert first.code == 1
    assert "two pages want the address /dump/post-one-p1/" in first.err
    folder.write("-- content/more.thread.yaml --\ncomments: [{author: Di, body: Yes}]\n")
    again = folder.build("--keep-going")
    assert (again.code, again.err) == (first.code, first.err)


def test_another_version_of_a_parser_renders_everything_anew(built: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    age(built, 0)
    assert rendered(built) == (6, 0)
    for module in (build, last):
        monkeypatch.setattr(module, "versions", lambda: versions.versions().replace("nh3 ", "nh3 9."))
    assert rendered(built) == (0, 6)
