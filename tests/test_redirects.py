"""Old addresses: each leads on from any host and from a disk, or the build says why it cannot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import Folder

from generator.urls import file_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SITE = """\
-- site.yaml --
base_url: https://bench.example/forum/
page_comments: 2
-- content/town/bench.thread.yaml --
title: <Benches>
comments:
  - {id: a, author: Di, body: Leave it}
  - {id: b, author: Bo, body: Move it}
  - {id: c, author: Di, body: No}
-- content/town/bench.yaml --
language: fr
redirect_from: [/old/bench/, old/bench, "/old/b%C3%A4nk.php", /bench.html]
-- content/town/draft.thread.yaml --
comments: [{author: Di, body: Not yet}]
-- content/town/draft.yaml --
draft: true
redirect_from: [/old/draft/]
"""
OLD = ("bench.html", "old/bench/index.html", "old/bänk.php/index.html")


@pytest.fixture
def moved(folder: Folder) -> Folder:
    folder.write(SITE)
    outcome = folder.build()
    assert (outcome.code, outcome.err) == (0, "")
    return folder


def test_a_page_stands_at_every_old_address(moved: Folder) -> None:
    assert {name for name in moved.tree() if name.startswith(("old/", "bench"))} == set(OLD)
    page = moved.page("old/bench/index.html")
    for part in (
        '<noscript><meta http-equiv="refresh" content="0; url=../../town/bench/"></noscript>',
        '<link rel="canonical" href="https://bench.example/forum/town/bench/">',
        '<meta name="robots" content="noindex">',
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';',
        "<title>This page has moved · Debates</title>",
        '<p>It is now here: <a href="../../town/bench/" lang="fr" dir="auto" data-moved>&lt;Benches&gt;</a></p>',
    ):
        assert part in page
    assert 'content="0; url=town/bench/"' in moved.page("bench.html")


def test_no_list_names_an_old_address(moved: Folder) -> None:
    others = {name: data for name, data in moved.tree().items() if name not in OLD and not name.endswith("thread.json")}
    assert not [name for name, data in others.items() if b"old/" in data or b"bench.html" in data]


def test_the_check_follows_them(moved: Folder) -> None:
    assert moved.run("check").out.endswith(": nothing wrong\n")
    (moved.path / "output/town/bench/index.html").unlink()
    assert "output/bench.html:" in moved.run("check").out
    assert ": broken redirect: there is no /town/bench/, as in 2 more files\n" in moved.run("check").out


def test_where_links_name_files_redirects_do_too(folder: Folder) -> None:
    folder.write(SITE.replace("page_comments: 2", "links: files"))
    folder.build()
    assert 'content="0; url=../../town/bench/index.html"' in folder.page("old/bench/index.html")


def test_without_a_base_url_there_is_no_canonical_address(folder: Folder) -> None:
    folder.write(SITE.replace("base_url: https://bench.example/forum/", ""))
    folder.build()
    assert "canonical" not in folder.page("bench.html")


@pytest.mark.parametrize("kind", ["http", "file"])
@pytest.mark.parametrize(("anchor", "page"), [("", ""), ("#c-a", ""), ("#c-c", "2/"), ("#c-gone", "")])
def test_a_reader_comes_to_the_comment_that_was_asked_for(
    moved: Folder, served: Callable[[Path], str], chromium_page: Page, kind: str, anchor: str, page: str
) -> None:
    output = moved.path / "output"
    root, index = (served(output), "") if kind == "http" else (f"{output.as_uri()}/", "index.html")
    chromium_page.goto(f"{root}town/bench/{index}")
    chromium_page.goto(f"{root}old/bench/{index}{anchor}", wait_until="commit")
    chromium_page.wait_for_url(f"{root}town/bench/{page}{index}{anchor}")
    chromium_page.go_back()
    chromium_page.wait_for_url(f"{root}town/bench/{index}")


def test_without_scripts_the_browser_leads_on(moved: Folder, served: Callable[[Path], str], browser: Browser) -> None:
    root = served(moved.path / "output")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{root}bench.html", wait_until="commit")
    page.wait_for_url(f"{root}town/bench/")
    page.context.close()


MISTAKES = {
    "/old/../x/": "no page can stand at /old/../x/ (write it from the site's root, like /old/place/)",
    "/search/1/": "the address /search/ belongs to the site's own pages (take /search/1/ out of redirect_from)",
    "/OLD/bench/": "/OLD/bench/ leads to /town/bench/ already (an old address can lead to one debate only)",
}
TAKEN = {
    "/": "/",
    "/town/bench": "/town/bench/",
    "/town/bench/2/": "/town/bench/2/",
    "/Town/Mill/": "/town/mill/",
    "/feed.xml": "/feed.xml",
    "/town.html": "/town.html/mill/",
    "/.nojekyll/x": "/.nojekyll",
}
MISTAKES |= {
    old: f"the address {old} is taken by {by} (take it out of redirect_from: only what is gone can lead on)"
    for old, by in TAKEN.items()
}


@pytest.mark.parametrize("old", MISTAKES)
def test_an_address_that_cannot_lead_on_is_told_with_its_place(folder: Folder, old: str) -> None:
    folder.write(SITE)
    folder.write("-- content/town.html/mill.thread.yaml --\ncomments: [{author: Di, body: Yes}]\n")
    folder.write("-- content/town/mill.thread.yaml --\ncomments: [{author: Di, body: Yes}]\n")
    folder.write(f"-- content/town/mill.yaml --\ntitle: The mill\nredirect_from:\n  - /old/mill/\n  - {old}\n")
    outcome = folder.build()
    assert outcome.err.splitlines()[0] == f"error: content/town/mill.yaml:4:5: {MISTAKES[old]}"
    assert outcome.code == 1
    assert not (folder.path / "output").exists()
    assert folder.build("--keep-going").code == 1
    assert (folder.path / "output/old/mill/index.html").exists()


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/old", "old/index.html"),
        ("old/place/", "old/place/index.html"),
        ("/old/index.html", "old/index.html"),
        ("/old.html", "old.html"),
        ("/old.html/", "old.html/index.html"),
        ("/thread.php", "thread.php/index.html"),
        ("/b%C3%A4nk", "bänk/index.html"),
        ("//old/", None),
        ("/./old/", None),
        ("/old/%2e%2E/up/", None),
        ("/old%00/", None),
        (f"/{'ä' * 128}/", None),
    ],
)
def test_the_file_at_an_address(address: str, file: str | None) -> None:
    assert file_at(address) == file
