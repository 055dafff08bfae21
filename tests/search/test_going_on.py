"""Readers who go on while an answer is on its way: it takes neither their focus, nor their words, nor their place."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.search.asking import BOX, ask, expect_status, hits, hold_answers, hold_file

TYPE = """([name, text, then]) => {
    const box = document.querySelector(name);
    box.value = text;
    box.dispatchEvent(new InputEvent("input", {bubbles: true}));
    return then && document.querySelector(then).click();
}"""
"""Types and clicks before any clock can tick."""
FIND = "Search this debate"


@pytest.fixture
def ferry(quay_root: str, chromium_page: Page) -> Page:
    """The first page of a debate of two, with its search at hand."""
    chromium_page.goto(f"{quay_root}harbour/ferry/index.html")
    chromium_page.get_by_label(FIND).fill("lantern")
    expect_place(chromium_page, "5 found")
    return chromium_page


def expect_place(page: Page, text: str) -> None:
    expect(page.locator(".find output")).to_have_text(text)


def test_who_goes_on_while_hits_come_back_is_left_where_one_is(search_page: Page) -> None:
    ask(search_page, "lantern")
    hits(search_page).last.click()
    search_page.wait_for_selector(":target")
    let_go = hold_file(search_page, "**/search/manifest.*")
    with search_page.expect_request("**/search/manifest.*"):
        search_page.go_back(wait_until="commit")
    box = search_page.get_by_label(BOX)
    box.focus()
    let_go()
    expect_status(search_page, "6 hits")
    expect(box).to_be_focused()


def test_who_is_elsewhere_when_the_scripts_come_is_left_there(quay_root: str, chromium_page: Page) -> None:
    let_go = hold_file(chromium_page, "**/assets/search-page.*.js")
    chromium_page.goto(f"{quay_root}search/index.html", wait_until="commit")
    link = chromium_page.get_by_role("navigation", name="Site").get_by_role("link", name="Topics")
    link.focus()
    let_go()
    chromium_page.wait_for_load_state()
    expect(link).to_be_focused()


def test_who_stands_on_a_hit_stays_on_it_while_it_is_one(search_page: Page) -> None:
    ask(search_page, "lantern")
    expect_status(search_page, "6 hits")
    hold_answers(search_page)
    ask(search_page, "lantern -gas")
    left = search_page.locator("ol.hits a[href$='#c-s1']")
    left.focus()
    search_page.evaluate("release()")
    expect_status(search_page, "5 hits")
    expect(left).to_be_focused()


def test_who_stood_on_a_hit_that_is_none_is_back_in_the_box(search_page: Page) -> None:
    ask(search_page, "lantern")
    expect_status(search_page, "6 hits")
    hold_answers(search_page)
    ask(search_page, "lantern -gas")
    search_page.locator("ol.hits a[href$='#c-f2']").focus()
    search_page.evaluate("release()")
    expect_status(search_page, "5 hits")
    expect(search_page.get_by_label(BOX)).to_be_focused()


def test_there_is_no_more_of_what_was_asked_before(search_page: Page) -> None:
    more = search_page.get_by_role("button", name="More")
    ask(search_page, "tide")
    expect(more).to_be_visible()
    hold_answers(search_page)
    search_page.get_by_label("Sort by").select_option("oldest")
    expect(more).to_be_hidden()
    search_page.evaluate("release()")
    more.click()
    expect(hits(search_page)).to_have_count(25)
    places = hits(search_page).evaluate_all("links => links.map(link => link.hash)")
    assert len(set(places)) == 25


def test_who_goes_on_while_more_hits_come_is_left_where_one_is(search_page: Page) -> None:
    ask(search_page, "tide")
    expect(hits(search_page)).to_have_count(10)
    hold_answers(search_page)
    search_page.get_by_role("button", name="More").click()
    search_page.get_by_label(BOX).focus()
    search_page.evaluate("release()")
    expect(hits(search_page)).to_have_count(25)
    expect(search_page.get_by_label(BOX)).to_be_focused()


def test_counts_that_are_late_narrow_what_is_asked_now(search_page: Page) -> None:
    ask(search_page, "tide")
    year = search_page.get_by_role("region", name="By year").get_by_role("link", name="2021")
    expect(year).to_be_visible()
    hold_answers(search_page, "options.facets")
    ask(search_page, "lantern")
    expect_status(search_page, "6 hits")
    year.click()
    expect_status(search_page, "2 hits")
    expect(search_page.get_by_label(BOX)).to_have_value("after:2021 before:2022 lantern")


def test_the_height_comes_back_to_who_stood_on_another_hit(search_page: Page) -> None:
    search_page.set_viewport_size({"width": 1280, "height": 300})
    ask(search_page, "tide")
    expect(hits(search_page)).to_have_count(10)
    search_page.evaluate("scrollTo(0, 400)")
    sort = search_page.get_by_label("Sort by")
    sort.evaluate("one => { one.value = 'oldest'; one.dispatchEvent(new Event('change')); }")  # without scrolling
    expect(hits(search_page).first).to_have_attribute("href", re.compile("#c-t0$"))
    hits(search_page).first.focus()
    search_page.evaluate("scrollTo(0, 0)")
    search_page.go_back()
    search_page.wait_for_function("() => scrollY === 400")


def test_what_is_typed_is_kept_though_one_leaves_at_once(search_page: Page) -> None:
    ask(search_page, "lantern")
    expect_status(search_page, "6 hits")
    search_page.evaluate(TYPE, ["form.search input", "lantern -gas", "ol.hits h2 a"])
    search_page.wait_for_selector(":target")
    search_page.go_back()
    expect_status(search_page, "5 hits")
    expect(search_page.get_by_label(BOX)).to_have_value("lantern -gas")


def test_who_leaves_the_box_of_a_debate_is_not_called_to_a_hit(ferry: Page) -> None:
    hold_answers(ferry)
    ferry.get_by_label(FIND).fill("burns")
    ferry.keyboard.press("Enter")
    order = ferry.get_by_label("Order")
    order.focus()
    ferry.evaluate("release()")
    expect_place(ferry, "1 found")
    expect(order).to_be_focused()
    expect(ferry.locator(":target")).to_have_count(0)


def test_a_step_is_not_taken_when_something_else_is_typed(ferry: Page) -> None:
    hold_answers(ferry)
    ferry.get_by_label(FIND).fill("burns")
    ferry.keyboard.press("Enter")
    ferry.evaluate(TYPE, ["form.find input", "gas", None])
    ferry.evaluate("release()")
    expect_place(ferry, "2 found")
    expect(ferry.locator(":target")).to_have_count(0)


def test_what_is_typed_on_the_next_page_of_a_debate_is_kept(ferry: Page) -> None:
    let_go = hold_file(ferry, "**/assets/find.*.js")
    ferry.keyboard.press("Shift+Enter")
    expect(ferry.locator("#c-f6:target")).to_be_in_viewport()
    ferry.get_by_label(FIND).fill("gas")
    let_go()
    expect_place(ferry, "2 found")
    expect(ferry.get_by_label(FIND)).to_have_value("gas")


def test_who_goes_on_on_the_next_page_of_a_debate_is_left_where_one_is(ferry: Page) -> None:
    let_go = hold_file(ferry, "**/assets/find.*.js")
    ferry.keyboard.press("Shift+Enter")
    expect(ferry.locator("#c-f6:target")).to_be_in_viewport()
    ferry.keyboard.press("j")
    let_go()
    expect_place(ferry, "5 found")
    expect(ferry.locator("article.comment:focus")).to_have_count(1)
