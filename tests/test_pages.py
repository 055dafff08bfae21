"""Built pages in a real browser: over http and from a disk, with and without JavaScript, wide and narrow."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import Folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Serve = Callable[[Path], str]
DEBATE = "ai-art/style-without-consent/"


@pytest.fixture(params=["http", "file"])
def root(request: pytest.FixtureRequest, sample: Folder, served: Serve) -> str:
    """The address of the sample site, on a server and on a disk."""
    output = sample.path / "output"
    return served(output) if request.param == "http" else output.resolve().as_uri() + "/"


def test_one_walks_from_home_to_a_comment_and_back(root: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(f"{root}index.html")
    page.get_by_role("link", name="Painting like someone who asked you not to").click()
    page.wait_for_selector("section.summary")
    assert page.locator("article.comment").count() == 25
    assert page.url.removesuffix("index.html").endswith(DEBATE)
    page.locator("section.summary .body a").first.click()
    target = page.locator("article.comment:target")
    assert target.count() == 1
    assert target.bounding_box()
    for name, heading in (("Topics", "Topics"), ("People", "People"), ("Archive", "Archive"), ("Search", "Search")):
        page.get_by_role("navigation", name="Site").get_by_role("link", name=name).click()
        page.wait_for_selector(f"h1:text-is('{heading}')")
    page.get_by_role("link", name="The Moothall Sampler").click()
    page.wait_for_selector(".masthead")


def test_every_page_is_free_of_errors_and_of_sideways_scrolling(root: str, sample: Folder, chromium_page: Page) -> None:
    pages = [name for name in sample.tree() if name.endswith(".html")]
    if root.startswith("file:"):
        pages.remove("404.html")  # its links begin at the host's root, as they must
    for name in pages:
        chromium_page.goto(root + name)
        assert chromium_page.title()
        for width in (360, 1280):
            chromium_page.set_viewport_size({"width": width, "height": 800})
            assert chromium_page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width}"


def test_words_without_a_break_fit_a_phone(folder: Folder, chromium_page: Page) -> None:
    word = "unbreakable" * 9
    folder.write(
        f"-- site.yaml --\ntitle: {word}\ndescription: {word}\n"
        f"-- content/talk.thread.yaml --\ntitle: {word}\npost: {{author: {word}, body: {word}}}\n"
        f"comments: [{{author: {word}, body: {word}}}]\n"
        f"-- content/talk.yaml --\narticle: {{title: {word}, publisher: {word}}}\nsummary: {word}\ntopics: [{word}]\n"
    )
    assert folder.build("--quiet").code == 0
    chromium_page.set_viewport_size({"width": 360, "height": 800})
    for name in ("", "talk/", "topics/", "people/", "archive/undated/"):
        chromium_page.goto((folder.path / "output" / name / "index.html").as_uri())
        assert chromium_page.evaluate("document.documentElement.scrollWidth") == 360, name


def test_a_post_that_nobody_answered_stands_without_a_list_of_none(folder: Folder) -> None:
    folder.write("-- content/talk.thread.yaml --\ntitle: Talk\npost: {author: Ada, body: Anybody here}\ncomments: []\n")
    assert folder.build("--quiet").code == 0
    page = folder.page("talk/index.html")
    assert "Anybody here" in page
    assert '<section class="thread"' not in page


def test_every_link_inside_the_site_leads_somewhere(sample: Folder) -> None:
    root = "https://sample.example/"
    pages = [name for name in sample.tree() if name.endswith(".html")]
    anchors = {}
    links: set[str] = set()
    for name in pages:
        page = LexborHTMLParser(sample.page(name))
        address = f"{root}{name}".removesuffix("index.html")
        ids = [element.id for element in page.css("[id]")]
        assert len(ids) == len(set(ids)), name
        anchors[address] = set(ids)
        links |= {urljoin(address, element.attributes["href"]) for element in page.css("a[href]")}
    inside = {link for link in links if link.startswith(root)}
    assert len(inside) > 100
    for link in inside:
        address, _, anchor = link.replace("index.html", "").partition("#")
        target = sample.path / "output" / address.partition("?")[0].removeprefix(root)
        assert target.is_file() or (target / "index.html").is_file(), link
        assert not anchor or anchor in anchors[address], link


def test_replies_collapse_on_their_rail_without_javascript(sample: Folder, served: Serve, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served(sample.path / "output") + DEBATE)
    replies = page.locator("details.replies").first
    below = replies.locator("article.comment")
    shown = below.count()
    assert below.first.is_visible()
    below.first.scroll_into_view_if_needed()
    rail = replies.bounding_box()
    assert rail
    page.mouse.click(rail["x"] + 4, rail["y"] + 60)
    assert not below.first.is_visible()
    assert replies.locator("> summary").inner_text().strip() in (f"{shown} replies", "1 reply")
    replies.locator("> summary").click()
    assert below.first.is_visible()
    page.goto(f"{page.url.partition('#')[0]}#{below.first.get_attribute('id')}")
    assert below.first.is_visible()
    context.close()


def test_a_link_opens_what_is_collapsed_around_its_comment(root: str, chromium_page: Page) -> None:
    chromium_page.goto(f"{root}{DEBATE}index.html")
    deep = chromium_page.locator("article.comment[data-depth='8']").first
    anchor = deep.get_attribute("id")
    chromium_page.evaluate("document.querySelectorAll('details.replies').forEach(one => one.open = false)")
    assert not deep.is_visible()
    chromium_page.evaluate(f"location.hash = '{anchor}'")
    deep.wait_for(state="visible")


def test_both_colour_schemes_are_there(sample: Folder, served: Serve, chromium_page: Page) -> None:
    chromium_page.goto(served(sample.path / "output"))
    colours = []
    for scheme in ("light", "dark"):
        chromium_page.emulate_media(color_scheme=scheme)
        colours.append(chromium_page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
    assert colours[0] != colours[1]


def test_an_anchor_on_a_later_page_is_found_from_the_first(folder: Folder, served: Serve, chromium_page: Page) -> None:
    comments = "".join(f"  - {{id: n{number}, author: Di, body: Word {number}}}\n" for number in range(7))
    folder.write(f"-- site.yaml --\npage_comments: 3\n-- content/a.thread.yaml --\ncomments:\n{comments}")
    folder.build()
    for root in (served(folder.path / "output"), (folder.path / "output").resolve().as_uri() + "/"):
        chromium_page.goto(f"{root}a/index.html#c-n6")
        chromium_page.wait_for_selector("#c-n6")
        assert chromium_page.url.endswith(("/a/3/#c-n6", "/a/3/index.html#c-n6"))


def chain(levels: int) -> str:
    """A site with one debate, on one page, in which every comment answers the one before."""
    comments = "".join(
        f"  - {{id: n{n}, author: Di, body: Word{', answers: n' + str(n - 1) if n else ''}}}\n" for n in range(levels)
    )
    return f"-- site.yaml --\npage_comments: 100000\n-- content/a.thread.yaml --\ncomments:\n{comments}"


def test_a_thread_of_5000_levels_opens(folder: Folder, served: Serve, chromium_page: Page) -> None:
    folder.write(chain(5000))
    assert folder.build("--quiet").code == 0
    chromium_page.goto(served(folder.path / "output") + "a/")
    assert chromium_page.locator("article.comment").count() == 5000
    assert chromium_page.locator("#c-n4999").get_attribute("data-depth") == "5000"
    assert chromium_page.locator("#c-n4999 .told").text_content() == ", answers Di, level 5000"


def test_tools_can_look_into_a_deep_thread(folder: Folder, served: Serve, chromium_page: Page) -> None:
    folder.write(chain(400))
    assert folder.build("--quiet").code == 0
    chromium_page.goto(served(folder.path / "output") + "a/")
    tools = chromium_page.context.new_cdp_session(chromium_page)
    assert tools.send("DOM.getDocument", {"depth": -1})["root"]["childNodeCount"] == 2


@pytest.mark.skipif("MOOTHALL_CORPORA" not in os.environ, reason="MOOTHALL_CORPORA does not say where the seed lies")
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_first_real_source_is_a_page_and_is_found(
    scheme: str, folder: Folder, served: Serve, chromium_page: Page
) -> None:
    seed = Path(os.environ["MOOTHALL_CORPORA"]).parent / "seed" / "rutkowski-lora.txt"
    folder.write("-- content/ai-art/rutkowski-lora.yaml --\ntitle: An artist who said no\ncaptured: 2024-09-01\n")
    (folder.path / "content/ai-art/rutkowski-lora.txt").write_bytes(seed.read_bytes())
    assert folder.build().code == 0
    output = folder.path / "output"
    root = served(output) if scheme == "http" else output.resolve().as_uri() + "/"
    page = chromium_page
    page.goto(f"{root}ai-art/rutkowski-lora/index.html")
    depths = page.locator("article.comment").evaluate_all("all => all.map(one => Number(one.dataset.depth))")
    assert depths == [1, 2, 3, 4, 5, 6, 7, 8, 9, 5, 6, 7, 8, 9, 6, 7, 3]
    assert page.locator("section.summary").inner_text().count("Greg Rutkowski, a digital artist") == 1
    page.goto(f"{root}search/index.html?q=Ford+plant")
    hit = page.locator(".hits li").first
    hit.wait_for()
    assert page.locator(".hits li").count() == 1
    hit.get_by_role("link").click()
    found = page.locator("article.comment:target")
    found.wait_for()
    assert "If I go into a Ford plant" in found.inner_text()
    assert found.get_attribute("data-author") == "Pulse@dormi.zone"
