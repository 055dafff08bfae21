"""The box that searches one debate, in a real browser, over http and from a disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Folder

BOX = "Search this debate"


@pytest.fixture
def ferry(quay_root: str, chromium_page: Page) -> Page:
    """The first page of a debate of two."""
    chromium_page.goto(f"{quay_root}harbour/ferry/index.html")
    return chromium_page


def expect_place(page: Page, text: str) -> None:
    expect(page.locator(".find output")).to_have_text(text)


def expect_target(page: Page, anchor: str) -> None:
    expect(page.locator(f"#{anchor}:target")).to_be_in_viewport()


def marked(page: Page) -> list[str]:
    return page.evaluate("[...CSS.highlights.get('found')].map(String)")


def test_the_box_counts_and_steps_through_the_hits_of_this_debate(ferry: Page) -> None:
    ferry.keyboard.press("/")
    ferry.keyboard.type("lantern")
    expect_place(ferry, "5 found")
    for number, anchor in enumerate(("summary", "post", "c-f2"), 1):
        ferry.keyboard.press("Enter")
        expect_place(ferry, f"{number} of 5")
        expect_target(ferry, anchor)
        assert marked(ferry) == ["lantern"]
        expect(ferry.get_by_label(BOX)).to_be_focused()
    ferry.keyboard.press("Shift+Enter")
    expect_place(ferry, "2 of 5")
    expect_target(ferry, "post")
    ferry.get_by_role("button", name="Next hit").click()
    expect_place(ferry, "3 of 5")
    ferry.get_by_role("button", name="Previous hit").click()
    expect_place(ferry, "2 of 5")


def test_steps_open_what_is_collapsed(ferry: Page) -> None:
    ferry.locator("details.replies").first.evaluate("element => { element.open = false }")
    expect(ferry.locator("#c-f2")).to_be_hidden()
    ferry.get_by_label(BOX).fill("burns")
    ferry.keyboard.press("Enter")
    expect_place(ferry, "1 of 1")
    expect_target(ferry, "c-f2")
    expect(ferry.locator("#c-f2")).to_be_visible()


def test_steps_show_what_is_hidden(ferry: Page) -> None:
    ferry.locator("li:has(> #c-f1)").evaluate("element => { element.hidden = true }")
    ferry.get_by_label(BOX).fill("burns")
    ferry.keyboard.press("Enter")
    expect_target(ferry, "c-f2")


def test_steps_cross_to_the_other_pages_and_back_around(ferry: Page) -> None:
    ferry.get_by_label(BOX).fill("lantern")
    expect_place(ferry, "5 found")
    ferry.keyboard.press("Shift+Enter")
    expect_place(ferry, "5 of 5")
    expect_target(ferry, "c-f6")
    assert "/ferry/2/" in ferry.url
    assert marked(ferry) == ["lantern"]
    expect(ferry.get_by_label(BOX)).to_have_value("lantern")
    expect(ferry.get_by_label(BOX)).to_be_focused()
    ferry.keyboard.press("Enter")
    expect_place(ferry, "1 of 5")
    expect_target(ferry, "summary")
    assert "/ferry/2/" not in ferry.url


def test_the_first_step_goes_on_from_where_one_reads(quay_root: str, chromium_page: Page) -> None:
    chromium_page.goto(f"{quay_root}harbour/ferry/2/index.html")
    chromium_page.get_by_label(BOX).fill("lantern")
    chromium_page.keyboard.press("Enter")
    expect_place(chromium_page, "5 of 5")
    expect_target(chromium_page, "c-f6")


def test_a_beginning_of_a_word_is_enough(ferry: Page) -> None:
    ferry.get_by_label(BOX).press_sequentially("smel")
    expect_place(ferry, "1 found")


def test_what_other_debates_say_is_not_found(ferry: Page) -> None:
    ferry.get_by_label(BOX).fill("tide")
    expect_place(ferry, "Nothing found")
    expect(ferry.get_by_role("button", name="Next hit")).to_be_disabled()
    ferry.keyboard.press("Enter")
    expect_place(ferry, "Nothing found")


def test_escape_closes_and_leaves_one_at_the_hit(ferry: Page) -> None:
    ferry.get_by_label(BOX).fill("burns")
    ferry.keyboard.press("Enter")
    expect_place(ferry, "1 of 1")
    ferry.keyboard.press("Escape")
    expect(ferry.get_by_label(BOX)).to_have_value("")
    expect(ferry.locator(".find output")).to_be_hidden()
    expect(ferry.locator("#c-f2 a:focus")).to_have_count(1)
    assert marked(ferry) == []


def test_the_box_stays_in_sight_while_it_is_used(ferry: Page) -> None:
    ferry.set_viewport_size({"width": 390, "height": 400})
    ferry.get_by_label(BOX).fill("gas")
    for number, anchor in ((1, "c-f2"), (2, "c-f3"), (1, "c-f2")):
        ferry.keyboard.press("Enter")
        expect_place(ferry, f"{number} of 2")
        expect_target(ferry, anchor)
    expect(ferry.get_by_label(BOX)).to_be_in_viewport()
    below = ferry.locator(".find").evaluate("element => element.getBoundingClientRect().bottom")
    assert ferry.locator("#c-f2").evaluate("element => element.getBoundingClientRect().top") >= below
    assert ferry.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_engine_is_fetched_when_it_is_first_wanted(
    quay: Folder, served: Callable[[Path], str], chromium_page: Page
) -> None:
    asked: list[str] = []
    chromium_page.on("request", lambda request: asked.append(request.url))
    chromium_page.goto(f"{served(quay.path / 'output')}harbour/ferry/")
    chromium_page.wait_for_load_state("networkidle")
    names = {url.rpartition("/")[2].partition(".")[0] for url in asked}
    assert "site" in names
    assert not names & {"find", "index", "search"}
    chromium_page.get_by_label(BOX).fill("lantern")
    expect_place(chromium_page, "5 found")


def test_a_search_that_cannot_be_loaded_is_told_and_tried_again(
    quay: Folder, served: Callable[[Path], str], browser: Browser
) -> None:
    page = browser.new_page()
    page.route("**/search/index.js", lambda route: route.abort())
    page.goto(f"{served(quay.path / 'output')}harbour/ferry/")
    page.get_by_label(BOX).fill("lantern")
    expect(page.locator(".find output")).to_contain_text("could not be loaded")
    page.unroute("**/search/index.js")
    page.keyboard.press("Enter")
    expect_place(page, "1 of 5")
    page.close()
