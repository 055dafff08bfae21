"""Builds of a site in which nothing has changed: they do nothing, tell the same, and notice every change."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import last
from tests.conftest import Folder
from tests.test_build import PASTE, SUMMARY

AN_HOUR = 3600


def age(folder: Folder) -> None:
    """Makes everything that the site is made of an hour old: of what was written just now, nothing is remembered."""
    for path in folder.path.rglob("*"):
        if path.is_file() and "output" not in path.parts and ".moothall" not in path.parts:
            stat = path.stat()
            os.utime(path, (stat.st_atime, stat.st_mtime - AN_HOUR))


def report(folder: Folder) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder.path / ".moothall/report.json").read_bytes())
    return found


@pytest.fixture
def built(folder: Folder) -> Folder:
    folder.write(PASTE + SUMMARY + "-- site.yaml --\ntitle: The Commons\n-- layouts/robots.txt --\nUser-agent: *\n")
    age(folder)
    assert folder.build().code == 0
    return folder


def is_skipped(folder: Folder) -> bool:
    assert folder.build().code == 0
    return "debates" not in report(folder)["seconds"]


def test_nothing_is_done_when_nothing_has_changed_and_the_same_is_told(built: Folder) -> None:
    before, told, place = built.tree(), report(built), (built.path / "output").stat().st_ino
    second = built.build()
    now = report(built)
    assert "debates" not in now["seconds"]
    assert built.tree() == before
    assert (built.path / "output").stat().st_ino == place
    assert now.pop("cached") == now["threads"] == told.pop("rendered")
    for key in ("seconds", "cached", "rendered"):
        told.pop(key, None)
        now.pop(key, None)
    assert now == told
    assert "1 debate" in second.out


def append(folder: Folder, name: str, text: str) -> None:
    with (folder.path / name).open("a") as file:
        file.write(text)


def swap(folder: Folder) -> None:
    """Other words of the same length and time, in another file."""
    path = next(path for path in (folder.path / "content").rglob("*.yaml"))
    stat = path.stat()
    other = path.with_name("other")
    other.write_bytes(path.read_bytes().replace(b"the", b"teh"))
    os.utime(other, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    other.replace(path)


CHANGES: dict[str, Callable[[Folder], object]] = {
    "a source": lambda folder: [path.touch() for path in (folder.path / "content").rglob("*.txt")],
    "a summary": lambda folder: [path.touch() for path in (folder.path / "content").rglob("*.yaml")],
    "a file in another's place": swap,
    "a new source": lambda folder: folder.write("-- content/new.thread.yaml --\ncomments: [{author: bo, body: Hm.}]\n"),
    "a setting": lambda folder: folder.write("-- site.yaml --\ntitle: The Common\n"),
    "a layout": lambda folder: append(folder, "layouts/robots.txt", "\n"),
    "a page edited by hand": lambda folder: append(folder, "output/index.html", "!"),
    "a page that is gone": lambda folder: (folder.path / "output/robots.txt").unlink(),
    "a page that is too much": lambda folder: folder.write("-- output/more.html --\n!\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_noticed(change: str, built: Folder) -> None:
    assert is_skipped(built)
    CHANGES[change](built)
    assert not is_skipped(built)
    incremental = built.tree()
    assert built.build("--no-cache").code == 0
    assert built.tree() == incremental


def test_a_source_that_is_gone_is_noticed(built: Folder) -> None:
    built.write("-- content/new.thread.yaml --\ncomments: [{author: bo, body: Hm.}]\n")
    age(built)
    assert not is_skipped(built)
    assert is_skipped(built)
    (built.path / "content/new.thread.yaml").unlink()
    assert not is_skipped(built)
    assert not (built.path / "output/new").exists()


def test_what_changed_a_moment_ago_may_change_again_unseen(built: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last, "MOMENT", 10 * AN_HOUR * 1_000_000_000)
    append(built, "content/ai/plant.txt", "\n")
    assert not is_skipped(built)
    assert not is_skipped(built)


def test_warnings_are_told_again_and_refused_when_strict(built: Folder) -> None:
    path = next((built.path / "content").rglob("*.yaml"))
    path.write_text(path.read_text().replace("captured:", "# captured:"))
    age(built)
    first = built.build()
    assert "[no-capture-date]" in first.err
    assert built.build().err == first.err
    assert "debates" not in report(built)["seconds"]
    assert built.build("--strict").code == 1


def test_another_output_is_written(built: Folder) -> None:
    other = built.path / "other"
    assert built.build("--output", str(other)).code == 0
    assert (other / "index.html").exists()


def test_no_cache_builds_whatever_is_known(built: Folder) -> None:
    assert is_skipped(built)
    built.build("--no-cache")
    assert "debates" in report(built)["seconds"]


def test_a_spoilt_memory_is_no_harm(built: Folder) -> None:
    for path in Path(built.path / ".moothall/last").rglob("*"):
        if path.is_file():
            path.write_bytes(b"spoilt")
    assert not is_skipped(built)
    assert is_skipped(built)
