"""A site, or one debate of it, in a single file."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.english import size_words
from tests.conftest import Folder

if TYPE_CHECKING:
    from playwright.sync_api import Page

SITE = """\
-- site.yaml --
page_comments: 2
-- content/town/bench.thread.yaml --
comments:
  - {id: a, author: Di, body: Leave it}
  - {id: b, answers: a, author: Bo, body: Move it}
  - {id: c, author: Cy, body: Paint it}
  - {id: d, author: Di, body: "Not [red](https://red.example/)"}
-- content/town/bench.yaml --
title: The bench
topics: [wood]
summary: See [the painter](#c-c).
-- content/lists/trees.thread.yaml --
comments: [{author: Cy, body: Limes}]
"""


def test_an_archive_holds_the_whole_site(folder: Folder) -> None:
    folder.write(SITE)
    outcome = folder.build("--zip")
    path = folder.path / "output.zip"
    assert outcome.out.splitlines()[-1] == f"packed     output.zip, {size_words(path.stat().st_size)}"
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == folder.tree()
        assert archive.namelist() == sorted(archive.namelist())


def test_equal_sites_give_equal_archives(folder: Folder) -> None:
    folder.write(SITE)
    folder.build("--zip", "--quiet")
    first = (folder.path / "output.zip").read_bytes()
    folder.build("--zip", "--no-cache", "--output", "again")
    assert (folder.path / "again.zip").read_bytes() == first


def test_nothing_is_packed_where_nothing_is_published(folder: Folder) -> None:
    folder.write(f"{SITE}-- content/a.yaml --\ntittle: A\n")
    assert folder.build("--zip").code == 1
    assert not (folder.path / "output.zip").exists()


@pytest.mark.parametrize("address", ["town/bench", "/town/bench/"])
def test_a_debate_is_one_file_that_needs_no_other(address: str, folder: Folder) -> None:
    folder.write(SITE)
    outcome = folder.run("build", "--single", address)
    path = folder.path / "bench.html"
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == f"wrote      bench.html, {size_words(path.stat().st_size)}\n"
    assert not (folder.path / "output").exists()
    page = path.read_text(encoding="utf-8")
    assert page.count('<article class="comment') == 4
    assert set(re.findall(r'(?:href|src)="([^"#][^"]*)"', page)) == {
        "https://red.example/",
        re.search(r'rel="icon" href="([^"]*)"', page)[1],
    }
    assert '<a href="#c-c">the painter</a>' in page
    assert "<script" not in page
    assert "<nav" not in page


def test_links_lead_to_the_site_where_it_has_an_address(folder: Folder) -> None:
    folder.write(SITE)
    folder.run("build", "--single", "town/bench", "--base-url", "https://bench.example", "--output", "mail.html")
    page = (folder.path / "mail.html").read_text(encoding="utf-8")
    assert 'href="https://bench.example/topics/wood/"' in page
    assert 'href="https://bench.example/town/bench/thread.json"' in page
    assert 'href="../' not in page


def test_pictures_are_taken_along(folder: Folder) -> None:
    folder.write(
        "-- site.yaml --\nimages: local\n-- content/a.thread.yaml --\n"
        'comments: [{author: Di, body: "![b](https://pics.example/b.png)", markup: commonmark}]\n'
    )
    (folder.path / "content/_media").mkdir()
    (folder.path / "content/_media/b.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    folder.run("build", "--single", "a")
    assert 'src="data:image/png;base64,iVBORw0KGgo="' in (folder.path / "a.html").read_text(encoding="utf-8")


MISTAKES = {
    "another name": ("town/benches", 'there is no debate "town/benches/" (did you mean "town/bench/"?)', 2),
    "nothing like it": ("zzz", 'there is no debate "zzz/"', 2),
    "no name": ("/", 'there is no debate "/"', 2),
    "outside": ("../town/bench", 'there is no debate "../town/bench/" (did you mean "town/bench/"?)', 2),
}


@pytest.mark.parametrize(("address", "message", "code"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_debate_that_is_not_there_is_an_error(address: str, message: str, code: int, folder: Folder) -> None:
    folder.write(SITE)
    outcome = folder.run("build", "--single", address)
    assert (outcome.code, outcome.err) == (code, f"error: {message}\n")
    assert not list(folder.path.glob("*.html"))


def test_a_debate_that_cannot_be_read_is_an_error(folder: Folder) -> None:
    folder.write(f"{SITE}-- content/town/bench.yaml --\ntittle: The bench\n")
    outcome = folder.run("build", "--single", "town/bench")
    assert outcome.err == 'error: content/town/bench.yaml:1:1: unknown key "tittle" (did you mean "title"?)\n'
    assert outcome.code == 1


def test_a_file_that_cannot_be_written_is_an_error(folder: Folder) -> None:
    folder.write(SITE)
    outcome = folder.run("build", "--single", "town/bench", "--output", "nowhere/a.html")
    assert outcome.err == "error: nowhere/a.html: cannot be written: No such file or directory\n"
    assert outcome.code == 1


def test_a_single_file_opens_from_a_disk_and_asks_nobody(sample: Folder, tmp_path: Path, chromium_page: Page) -> None:
    path = tmp_path / "benches.html"
    assert sample.run("build", "--single", "town/benches", "--output", str(path)).code == 0
    asked: list[str] = []
    chromium_page.on("request", lambda request: asked.append(request.url))
    chromium_page.goto(path.as_uri())
    ground = "getComputedStyle(document.querySelector('.summary')).backgroundColor"
    assert chromium_page.evaluate(ground) != "rgba(0, 0, 0, 0)"
    chromium_page.locator(".summary .body a").first.click()
    chromium_page.locator("article.comment:target").wait_for()
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
