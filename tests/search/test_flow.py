"""A reader's way through a search, from the first letter to the comment and back, with every byte counted."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, Request, Route, expect

from tests.conftest import Folder

MOST = 100_000
"""Bytes that the way may move on a site of a few comments: the page, its scripts, and what the search loads."""


def test_from_typing_to_the_comment_and_back(quay: Folder, quay_root: str, chromium_page: Page) -> None:
    moved: dict[str, int] = {}

    def count(request: Request) -> None:
        path = unquote(urlsplit(request.url).path)
        file = Path(path) if request.url.startswith("file:") else quay.path / "output" / path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        moved[file.relative_to((quay.path / "output").resolve()).as_posix()] = file.stat().st_size

    chromium_page.on("requestfinished", count)
    chromium_page.goto(f"{quay_root}search/index.html")
    box = chromium_page.get_by_role("searchbox")
    box.press_sequentially("lanter")
    expect(chromium_page.locator("ol.hits > li")).to_have_count(6)
    box.press_sequentially("n author:ada -gas")
    box.press("Enter")
    hits = chromium_page.locator("ol.hits > li")
    expect(hits).to_have_count(2)
    asked = chromium_page.url
    hits.filter(has_text="Stalls under the arcade").get_by_role("link").first.click()
    target = chromium_page.locator("article.comment:target")
    expect(target).to_contain_text("One lantern for every stall.")
    expect(target).to_be_in_viewport()
    ground = chromium_page.locator("article.comment:not(:target)").first.evaluate("e => getComputedStyle(e).background")
    assert target.evaluate("e => getComputedStyle(e).background") != ground
    chromium_page.go_back()
    expect(hits).to_have_count(2)
    assert chromium_page.url == asked
    expect(box).to_have_value("lantern author:ada -gas")

    kinds = {path.split("/")[1].split(".")[0] for path in moved if path.startswith("search/") and path.endswith(".js")}
    assert kinds >= {"manifest", "terms", "filters", "texts"}
    assert not kinds & {"places", "scores", "spellings"}
    assert sum(moved.values()) < MOST, moved


def test_what_is_typed_before_the_scripts_are_there_is_asked(quay_root: str, chromium_page: Page) -> None:
    held: list[Route] = []
    chromium_page.route("**/assets/search-page.*.js", lambda route: held.append(route))
    chromium_page.goto(f"{quay_root}search/index.html", wait_until="commit")
    box = chromium_page.get_by_role("searchbox")
    box.fill("lanter")
    held[0].continue_()
    expect(chromium_page.locator("ol.hits > li")).to_have_count(6)
    expect(box).to_have_value("lanter")
