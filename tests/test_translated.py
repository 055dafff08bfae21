"""Sites in other languages: no English is left on their pages, and one in Arabic reads from right to left."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import Folder
from playwright.sync_api import expect
from selectolax.lexbor import LexborHTMLParser

from generator.ownlayouts import OWN_LAYOUTS
from generator.render.wordfiles import load_words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

ROOT = Path(__file__).parents[1]
LANGUAGES = ("ar", "de", "fr", "ja")
TOLD = ("aria-label", "title", "placeholder", "alt", "data-loading", "data-failed", "data-words")
PAGES = (
    *("index.html", "404.html", "topics/index.html", "people/index.html", "archive/index.html", "search/index.html"),
    *("town/benches/index.html", "food/sourdough/index.html", "language/vertical-writing/index.html"),
    *("topics/commons/index.html", "archive/2024/index.html", "software/plumbline/index.html"),
)
TALK = """
-- content/talk.thread.yaml --
title: مقاعد الساحة
post: {author: سلمى, body: هل نحتاج إلى مقاعد؟}
comments:
  - {id: a, author: كريم, published: 2024-05-01, score: -3, body: نحتاج إلى مقاعد كثيرة في الساحة}
  - {id: b, author: ليلى, published: 2024-05-02, score: 2, answers: a, body: المقاعد للجميع}
  - {id: c, author: نور, published: 2024-05-02, answers: gone, body: مقاعد أخرى}
"""
LEFT_TO_RIGHT = """
-- site.yaml --
title: Debates
language: ar
-- content/talk.yaml --
language: en
-- content/talk.thread.yaml --
title: Benches
comments:
""" + "".join(
    f"  - {{id: a{day}, author: Bo, published: 2024-05-{day:02}, body: We need benches}}\n" for day in range(1, 25)
)


@pytest.fixture(scope="module", params=LANGUAGES)
def translated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Folder]:
    """The sample site in a language."""
    site = tmp_path_factory.mktemp(request.param)
    shutil.copytree(ROOT / "content", site / "content")
    settings = (ROOT / "site.yaml").read_text(encoding="utf-8")
    (site / "site.yaml").write_text(settings.replace("language: en", f"language: {request.param}"), encoding="utf-8")
    built = Folder(site)
    assert built.build("--quiet").code == 0
    return request.param, built


def said(html: str) -> Iterator[str]:
    """Every text between tags, and in attributes that people read or hear."""
    tree = LexborHTMLParser(html)
    for node in tree.root.traverse(include_text=True) if tree.root else ():
        if node.tag == "-text" and node.parent and node.parent.tag not in ("script", "style"):
            yield unescape(node.text(deep=False)).strip()
        for name in TOLD:
            yield (node.attributes.get(name) or "").strip() if node.tag != "-text" else ""


@pytest.mark.parametrize("name", PAGES)
def test_no_english_is_left(translated: tuple[str, Folder], name: str) -> None:
    language, site = translated
    english = load_words((OWN_LAYOUTS,), "en").words.texts
    own = load_words((OWN_LAYOUTS,), language).words.texts
    theirs = {text for key, text in english.items() if "{" not in text and own.get(key) != text} - set(own.values())
    assert set(said(site.page(name))) & theirs == set()


def test_pages_say_their_language_and_debates_in_another_theirs(translated: tuple[str, Folder]) -> None:
    language, site = translated
    page = site.page("language/vertical-writing/index.html")
    direction = ' dir="rtl"' if language == "ar" else ""
    assert f'<html lang="{language}"{direction} data-root' in page
    assert ('<h1 lang="ja" dir="auto">' in page) == (language != "ja")
    assert ('<article class="debate" dir="ltr">' in page) == (language == "ar")


@pytest.mark.parametrize("name", [*PAGES, "search/index.html?q=bench"])
def test_no_page_scrolls_sideways_on_a_phone(translated: tuple[str, Folder], browser: Browser, name: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{(translated[1].path / 'output').as_uri()}/{name}")
    if "?q=" in name:
        expect(page.locator("ol.hits > li")).not_to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.close()


def test_a_debate_from_left_to_right_keeps_its_direction_in_arabic(folder: Folder, chromium_page: Page) -> None:
    folder.write(LEFT_TO_RIGHT)
    assert folder.build("--quiet").code == 0
    page = chromium_page
    page.goto((folder.path / "output/talk/index.html").as_uri())
    bars, dates = page.locator(".chart a"), page.locator(".chart figcaption span")
    assert left(bars.first) < left(bars.last)
    assert left(dates.first) < left(dates.last)
    assert left(page.locator(".site-title")) > left(page.get_by_role("navigation").first) > left(page.locator(".theme"))


def left(element: Locator) -> float:
    """How far its left edge is from that of the page."""
    box = element.bounding_box()
    assert box
    return box["x"]


def test_arabic_search_speaks_arabic(folder: Folder, chromium_page: Page) -> None:
    folder.write(f"-- site.yaml --\nlanguage: ar\n{TALK}")
    assert folder.build("--quiet").code == 0
    address = (folder.path / "output/search/index.html").as_uri()
    chromium_page.goto(f"{address}?q=مقاعد")
    expect(chromium_page.locator(".status")).to_have_text("4 نتائج")
    facts = chromium_page.locator(".hits .facts", has_text="كريم").locator(":scope > span")
    expect(facts).to_have_text(["كريم", "1 مايو 2024", "\u2066-3\u2069 نقاط"])
    chromium_page.goto(f"{address}?q=after:x")
    told = "جرى تجاهل after:x: يُكتب التاريخ هكذا: 2023 أو 2023-07 أو 2023-07-30."
    expect(chromium_page.locator(".advice p")).to_have_text(told)


def test_the_box_of_a_debate_speaks_arabic(folder: Folder, chromium_page: Page) -> None:
    folder.write(f"-- site.yaml --\nlanguage: ar\n{TALK}")
    assert folder.build("--quiet").code == 0
    chromium_page.goto((folder.path / "output/talk/index.html").as_uri())
    chromium_page.get_by_role("searchbox").fill("مقاعد")
    told = chromium_page.locator("form.find output")
    expect(told).to_have_text("3 نتائج")
    chromium_page.keyboard.press("Enter")
    expect(told).to_have_text("1 من 3")
