"""One built folder works wherever it is put: at the root of a host, below any path of one, and on a disk.

Each walk begins at the home page and follows links as a reader's click would, in a browser that tells of every message
and of every request that fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from tests.conftest import Folder

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Request

SITE = """\
-- site.yaml --
base_url: https://bench.example/any/base/
page_comments: 2
links: LINKS
-- content/old town/bänk.thread.yaml --
title: The bench
link: https://news.example/bench
comments:
  - {id: a, author: Di, published: 2024-05-01, body: Leave it}
  - {id: b, answers: a, author: Bo, published: 2024-05-02, body: Move it}
  - {id: c, author: Di, published: 2025-01-03, body: Paint it green}
-- content/old town/bänk.yaml --
title: The bench
topics: [wood & iron]
summary: See [the painter](#c-c).
claims: [{id: red, text: It is red., cites: [c-a]}]
highlights: [c-b]
-- content/trees.thread.yaml --
title: Trees
comments: [{author: Cy, published: 2023-02-01, body: Limes}]
"""
PLACES = ("root", "base", "disk")
CLICKED = """() => {
  addEventListener("click", (event) => event.preventDefault(), true);
  return [...document.querySelectorAll("a[href]")].map((link) => (link.click(), link.href));
}"""
"""Where the links of a page lead; those of a page on a disk are completed by the click itself."""


@pytest.fixture(scope="module", params=["folders", "files"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    folder = Folder(tmp_path_factory.mktemp("portable"))
    folder.write(SITE.replace("LINKS", request.param))
    assert folder.build("--quiet", "--output", "any/base").code == 0
    return folder


@pytest.fixture(params=PLACES)
def root(request: pytest.FixtureRequest, site: Folder, served: Callable[[Path], str]) -> str:
    """Where the site begins."""
    if request.param == "disk":
        return (site.path / "any/base").resolve().as_uri() + "/"
    return served(site.path / "any/base") if request.param == "root" else served(site.path) + "any/base/"


@dataclass(slots=True)
class Watched:
    """A page, and whatever its browser has to say."""

    page: Page
    told: list[str] = field(default_factory=list)


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context()
    one = Watched(context.new_page())
    one.page.on("console", lambda message: one.told.append(message.text))
    one.page.on("pageerror", lambda error: one.told.append(str(error)))
    one.page.on("requestfailed", lambda request: one.told.extend(failure_of(request)))
    one.page.on("response", lambda got: one.told.append(f"{got.status}: {got.url}") if got.status >= 400 else None)
    yield one
    context.close()


def failure_of(request: Request) -> list[str]:
    """What went wrong, unless it is only that the page was left before all of it was there."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.failure}: {request.url}"]


def name_of(address: str, root: str) -> str:
    """The file of the site that an address below `root` stands for; on a disk folders stand for nothing."""
    path = unquote(address.partition("#")[0].partition("?")[0].removeprefix(root))
    return path + "index.html" if address.startswith("http") and path.rpartition("/")[2] == "" else path


def home_of(root: str) -> str:
    """The address of the home page."""
    return root if root.startswith("http") else f"{root}index.html"


def test_every_page_is_reached_and_every_link_leads_to_a_file(root: str, site: Folder, watched: Watched) -> None:
    files = site.tree("any/base").keys()
    ways, seen, outside = [home_of(root)], set[str](), set[str]()
    if root.endswith("/any/base/") and root.startswith("http"):
        ways.append(f"{root}404.html")  # whose links begin at base_url, as they must
    while ways:
        name = name_of(way := ways.pop(0), root)
        if name in seen:
            continue
        assert name in files, way
        seen.add(name)
        if name.endswith(".html"):
            watched.page.goto(way)
            found = watched.page.evaluate(CLICKED)
            outside.update(to for to in found if not to.startswith(root))
            ways += [to for to in found if to.startswith(root)]
        assert watched.told == [], way
    assert outside == {"https://news.example/bench"}
    assert {name for name in files - seen if name.endswith(".html")} <= {"404.html"}


def test_comments_pages_and_the_search_are_found_by_clicks(root: str, site: Folder, watched: Watched) -> None:
    page = watched.page
    page.goto(home_of(root))
    page.locator("main").get_by_role("link", name="The bench").first.click()
    page.get_by_role("link", name="the painter").click()
    page.locator("#c-c:target").wait_for()
    assert name_of(page.url, root) == "old-town/bänk/2/index.html"
    page.goto(page.url.replace("/2/", "/"))  # where the comment stood before the debate grew
    page.locator("#c-c:target").wait_for()
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Search").click()
    page.locator("main").get_by_role("searchbox").fill("green")
    page.locator(".hits li a").first.click()
    page.locator("#c-c:target").wait_for()
    assert name_of(page.url, root) == "old-town/bänk/2/index.html"
    assert watched.told == []
