"""What people see of the search and do with it, in a real browser, over http and from a disk."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Folder
from tests.search.asking import BOX, ask, expect_status, hits, hold_answers

NARROW_CASES = json.loads((Path(__file__).parent / "narrow.json").read_text(encoding="utf-8"))
LANTERN = ["summary", "post", "c-f2", "c-f5", "c-f6", "c-s1"]


def anchors(page: Page) -> list[str]:
    return page.locator("ol.hits h2 a").evaluate_all("links => links.map(link => link.hash.slice(1))")


def asked(page: Page) -> dict[str, str]:
    """What the address asks."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_a_query_in_the_address_is_answered(quay_root: str, chromium_page: Page) -> None:
    chromium_page.goto(f"{quay_root}search/index.html?q=lantern&sort=oldest")
    expect_status(chromium_page, "6 hits")
    assert sorted(anchors(chromium_page)) == sorted(LANTERN)
    expect(chromium_page.get_by_label("Sort by")).to_have_value("oldest")
    expect(chromium_page.get_by_label(BOX)).not_to_be_focused()


def test_a_hit_says_whose_it_is_and_how_it_was_met(search_page: Page) -> None:
    ask(search_page, "oil")
    hit = search_page.locator("ol.hits > li")
    expect(hit.get_by_role("heading")).to_have_text("Shall the ferry sail at night?")
    expect(hit.locator(".facts > span")).to_have_text(["Bo Lind@harbour.example", "2 March 2021", "5 points"])
    expect(hit.locator("mark")).to_have_text("oil")
    ask(search_page, "by lantern")
    expect(search_page.locator("ol.hits .facts > span")).to_have_text(["article summary"])
    ask(search_page, "every stall")
    expect(search_page.locator("ol.hits .facts > span")).to_have_text(["ada@harbour.example", "2023", "2 points"])


def test_markup_in_a_comment_is_shown_as_text(search_page: Page) -> None:
    search_page.evaluate("""() => {
        const find = moothall.find;
        const pieces = [{text: "<b>bread</b> &amp; ", marked: false}, {text: "<i>rope</i>", marked: true}];
        moothall.find = async (query, options) => {
            const found = await find(query, options);
            return {...found, hits: found.hits.map((hit) => ({...hit, title: "<u>Stalls</u>", pieces}))};
        };
    }""")
    ask(search_page, "rope")
    expect(search_page.locator("ol.hits .excerpt")).to_have_text("<b>bread</b> &amp; <i>rope</i>")
    expect(search_page.locator("ol.hits mark")).to_have_text("<i>rope</i>")
    expect(hits(search_page)).to_have_text("<u>Stalls</u>")


def test_the_policy_is_in_force(quay_root: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{quay_root}search/index.html?q=lantern")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.broken = 1'}))")
    assert page.evaluate("window.broken") is None
    page.close()


def test_answers_come_while_typing_and_take_the_last_word_as_a_beginning(search_page: Page) -> None:
    search_page.get_by_label(BOX).press_sequentially("night lant")
    expect(search_page).to_have_url(re.compile(r"\?q=night\+lant$"))  # hits of "night la" may have come before
    expect(search_page.get_by_role("status")).to_have_text(re.compile(r"^[1-9]\d* hits?$"))
    search_page.keyboard.press("Enter")
    expect_status(search_page, "Nothing holds all of that.")


def test_a_lasting_address_takes_the_last_word_as_it_stands(quay_root: str, chromium_page: Page) -> None:
    chromium_page.goto(f"{quay_root}search/index.html?q=night+lant")
    expect_status(chromium_page, "Nothing holds all of that.")


def test_typing_stays_in_one_entry_of_the_history_and_enter_makes_another(search_page: Page) -> None:
    ask(search_page, "oil")
    expect_status(search_page, "1 hit")
    search_page.get_by_label(BOX).fill("")
    search_page.get_by_label(BOX).press_sequentially("lantern", delay=30)
    expect_status(search_page, "6 hits")
    search_page.keyboard.press("Enter")
    expect_status(search_page, "6 hits")
    search_page.go_back()
    expect_status(search_page, "1 hit")
    expect(search_page.get_by_label(BOX)).to_have_value("oil")
    search_page.go_back()
    expect(search_page.get_by_label(BOX)).to_have_value("")
    expect(hits(search_page)).to_have_count(0)
    search_page.go_forward()
    search_page.go_forward()
    expect_status(search_page, "6 hits")
    assert asked(search_page) == {"q": "lantern"}


@pytest.mark.parametrize(
    ("label", "value", "query", "found"),
    [
        ("From", "2022-01-01", "after:2022-01-01 lantern", {"c-f5", "c-f6", "c-s1"}),
        ("To", "2021-12-31", "before:2022-01-01 lantern", {"post", "c-f2"}),
        ("Author", "ada@harbour.example", "author:ada@harbour.example lantern", {"post", "c-f2", "c-s1"}),
        ("Topic", "market", "topic:market lantern", {"c-s1"}),
        ("Part of the site", "harbour", "in:harbour lantern", {"summary", "post", "c-f2", "c-f5", "c-f6"}),
        ("Score, at least", "3", "score:>=3 lantern", {"post", "c-f2"}),
    ],
)
def test_every_control_writes_into_the_query_and_follows_it(
    label: str, value: str, query: str, found: set[str], search_page: Page
) -> None:
    ask(search_page, "lantern")
    expect_status(search_page, "6 hits")
    control = search_page.get_by_label(label, exact=True)
    control.fill(value)
    control.press("Tab")
    expect(search_page.get_by_label(BOX)).to_have_value(query)
    expect(hits(search_page)).to_have_count(len(found))
    assert set(anchors(search_page)) == found
    assert asked(search_page) == {"q": query}
    search_page.reload()
    expect(control).to_have_value(value)
    search_page.go_back()
    expect_status(search_page, "6 hits")
    expect(control).to_have_value("")
    search_page.go_forward()
    expect(control).to_have_value(value)
    control.fill("")
    control.press("Tab")
    expect(search_page.get_by_label(BOX)).to_have_value("lantern")


def test_controls_read_and_write_what_belongs_to_them_and_keep_the_rest(search_page: Page) -> None:
    script = """cases => cases.map(({query, control, value}) => ({
        shows: moothall.narrow.read(query, control), becomes: moothall.narrow.write(query, control, value),
    }))"""
    found = search_page.evaluate(script, NARROW_CASES)
    assert found == [{"shows": case["shows"], "becomes": case["becomes"]} for case in NARROW_CASES]


def test_sorting_is_part_of_the_address(search_page: Page) -> None:
    ask(search_page, "lantern")
    search_page.get_by_label("Sort by").select_option("score")
    expect(hits(search_page).first).to_have_attribute("href", re.compile("#post$"))
    assert asked(search_page) == {"q": "lantern", "sort": "score"}
    search_page.get_by_label("Sort by").select_option("relevance")
    expect_status(search_page, "6 hits")
    assert asked(search_page) == {"q": "lantern"}


def test_counts_by_year_and_topic_narrow_the_search_and_widen_it_again(search_page: Page) -> None:
    ask(search_page, "tide")
    years = search_page.get_by_role("region", name="By year").get_by_role("link")
    expect(years).to_have_text([f"{year} 5 hits" for year in range(2019, 2024)])
    years.nth(2).click()
    expect_status(search_page, "5 hits")
    expect(search_page.get_by_label(BOX)).to_have_value("after:2021 before:2022 tide")
    expect(search_page.get_by_label("From")).to_have_value("2021-01-01")
    expect(search_page.get_by_label("To", exact=True)).to_have_value("2021-12-31")
    expect(years).to_have_text(["2021 5 hits"])
    expect(years).to_have_attribute("aria-current", "true")
    expect(years).to_be_focused()
    years.click()
    expect_status(search_page, "25 hits")
    expect(search_page.get_by_label(BOX)).to_have_value("tide")
    ask(search_page, "lantern")
    topics = search_page.get_by_role("region", name="By topic").get_by_role("link")
    topics.filter(has_text="market").click()
    expect_status(search_page, "1 hit")
    expect(search_page.get_by_label(BOX)).to_have_value("topic:market lantern")


def test_hits_do_not_wait_for_the_counts(search_page: Page) -> None:
    hold_answers(search_page, "options.facets")
    ask(search_page, "tide")
    expect_status(search_page, "25 hits")
    expect(search_page.get_by_role("region", name="By year")).to_have_count(0)
    search_page.evaluate("release()")
    expect(search_page.get_by_role("region", name="By year")).to_be_visible()


def test_counts_are_asked_for_only_where_they_are_seen(search_page: Page) -> None:
    search_page.evaluate("""() => {
        const find = moothall.find;
        window.counted = 0;
        moothall.find = (query, options) => ((window.counted += Boolean(options.facets)), find(query, options));
    }""")
    narrow = search_page.get_by_text("Narrow the search")
    narrow.click()
    ask(search_page, "tide")
    expect_status(search_page, "25 hits")
    search_page.get_by_role("button", name="More").click()
    expect(hits(search_page)).to_have_count(25)
    assert search_page.evaluate("counted") == 0
    narrow.click()
    expect(search_page.get_by_role("region", name="By year")).to_be_visible()
    assert search_page.evaluate("counted") == 1


def test_an_answer_that_another_has_overtaken_is_dropped(search_page: Page) -> None:
    hold_answers(search_page, "query === 'tide'")
    ask(search_page, "tide")
    ask(search_page, "lantern")
    expect_status(search_page, "6 hits")
    search_page.evaluate("async () => { release(); await moothall.find('tide', {}); }")
    expect(hits(search_page)).to_have_count(6)
    expect_status(search_page, "6 hits")


def test_a_word_that_is_only_begun_stays_so_when_the_search_is_narrowed(search_page: Page) -> None:
    search_page.get_by_label(BOX).press_sequentially("lant")
    expect_status(search_page, "6 hits")
    search_page.get_by_role("region", name="By topic").get_by_role("link", name="market").click()
    expect_status(search_page, "1 hit")
    expect(search_page.get_by_label(BOX)).to_have_value("topic:market lant")
    search_page.get_by_label("Sort by").select_option("newest")
    expect_status(search_page, "1 hit")
    search_page.reload()
    expect_status(search_page, "1 hit")


def test_hits_without_a_date_are_counted_apart(search_page: Page) -> None:
    ask(search_page, "lantern")
    expect(search_page.get_by_role("region", name="By year")).to_contain_text("1 undated")


def test_what_stands_nowhere_is_asked_back(search_page: Page) -> None:
    ask(search_page, "lantren -gas")
    meant = search_page.get_by_text("Did you mean").get_by_role("link")
    expect(meant).to_have_text("lantern -gas")
    expect_status(search_page, "Nothing holds all of that.")
    meant.click()
    expect_status(search_page, "5 hits")
    expect(search_page.get_by_label(BOX)).to_have_value("lantern -gas")
    expect(search_page.get_by_role("status")).to_be_focused()
    expect(search_page.get_by_text("Did you mean")).to_have_count(0)


def test_what_cannot_be_read_is_left_out_and_told(search_page: Page) -> None:
    ask(search_page, "after:spring score:many lantern")
    expect_status(search_page, "6 hits")
    expect(search_page.locator(".advice p")).to_have_text(
        [
            "after:spring is left out: a date is written as 2023, 2023-07 or 2023-07-30.",
            re.compile("^score:.*many is left out: a score is a number, as in score:>5 or score:<0.$"),
        ]
    )


def test_the_rest_comes_on_demand_and_the_focus_goes_to_it(search_page: Page) -> None:
    ask(search_page, "tide")
    expect(hits(search_page)).to_have_count(10)
    search_page.get_by_role("button", name="More").click()
    expect(hits(search_page)).to_have_count(25)
    expect(hits(search_page).nth(10)).to_be_focused()
    expect(search_page.get_by_role("button", name="More")).to_be_hidden()
    assert len(set(anchors(search_page))) == 25


def test_one_comes_back_to_the_hit_that_one_left(search_page: Page) -> None:
    ask(search_page, "tide")
    search_page.get_by_label("Sort by").select_option("oldest")
    search_page.get_by_role("button", name="More").click()
    expect(hits(search_page)).to_have_count(25)
    left = anchors(search_page)
    hits(search_page).nth(22).scroll_into_view_if_needed()
    height = search_page.evaluate("scrollY")
    assert height > 500
    hits(search_page).nth(22).click()
    expect(search_page.locator(f"article#{left[22]}:target")).to_be_in_viewport()
    assert search_page.evaluate("[...CSS.highlights.get('found')].map(String)") == ["Tide"]
    painted = "getComputedStyle(document.querySelector('article.comment p'), '::highlight(found)').textDecorationLine"
    assert search_page.evaluate(painted) == "underline"
    search_page.go_back()
    expect(hits(search_page)).to_have_count(25)
    assert anchors(search_page) == left
    expect(search_page.get_by_label("Sort by")).to_have_value("oldest")
    expect(hits(search_page).nth(22)).to_be_focused()
    assert abs(search_page.evaluate("scrollY") - height) < 2


def test_one_comes_back_to_what_one_was_typing(search_page: Page) -> None:
    search_page.get_by_label(BOX).press_sequentially("lant")
    expect_status(search_page, "6 hits")
    hits(search_page).last.click()
    search_page.wait_for_selector("h1")
    search_page.go_back()
    expect_status(search_page, "6 hits")
    expect(search_page.get_by_label(BOX)).to_have_value("lant")


def test_a_hit_leads_into_what_is_collapsed_and_on_later_pages(search_page: Page) -> None:
    ask(search_page, "burns")
    hits(search_page).click()
    expect(search_page.locator("#c-f2:target")).to_be_in_viewport()
    search_page.go_back()
    ask(search_page, "torch")
    expect(hits(search_page)).to_have_attribute("href", re.compile("#c-f7$"))
    hits(search_page).click()
    expect(search_page.locator("#c-f7:target")).to_be_in_viewport()
    assert "/ferry/2/" in search_page.url


def test_a_search_needs_no_mouse(quay_root: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(f"{quay_root}people/index.html")
    page.keyboard.press("/")
    box = page.get_by_label(BOX)
    expect(box).to_be_focused()
    assert page.url.startswith(f"{quay_root}search/")
    page.keyboard.insert_text("lantern")  # at once, or hits of "lanter" could still be replaced
    expect(hits(page)).to_have_count(6)
    page.keyboard.press("ArrowDown")
    expect(hits(page).first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(hits(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(":target")


def test_a_slash_leads_to_a_box_on_every_page(quay_root: str, quay: Folder, chromium_page: Page) -> None:
    names = sorted(name for name in quay.tree() if name.endswith(".html"))
    pages = {re.sub(r"\d+", "0", name): name for name in names}  # of years and months one each
    if quay_root.startswith("file:"):
        del pages["0.html"]  # its links begin at the host's root, as they must
    assert {"index.html", "harbour/ferry/index.html", "harbour/ferry/0/index.html", "archive/0/index.html"} < set(pages)
    for name in pages.values():
        chromium_page.goto(quay_root + name)
        if name != "search/index.html":  # there one is in the box already
            chromium_page.keyboard.press("/")
        expect(chromium_page.locator("[role=search] input[type=search]:focus")).to_have_count(1)
        chromium_page.keyboard.type("a/b")
        expect(chromium_page.locator("input:focus")).to_have_value("a/b")


def test_the_box_at_home_leads_to_the_hits(quay_root: str, chromium_page: Page) -> None:
    chromium_page.goto(f"{quay_root}index.html")
    chromium_page.keyboard.press("/")
    chromium_page.keyboard.type("lantern")
    chromium_page.keyboard.press("Enter")
    expect_status(chromium_page, "6 hits")


def test_examples_of_the_help_are_answered(search_page: Page) -> None:
    examples = search_page.get_by_role("link").filter(has=search_page.locator("code"))
    queries = examples.all_text_contents()
    assert "author:gus" in queries
    assert "topic:harbour" in queries
    assert "in:harbour" in queries
    examples.filter(has_text="author:gus").click()
    expect_status(search_page, "25 hits")
    expect(search_page.locator("details.help")).not_to_have_attribute("open", "")
    search_page.go_back()
    expect(search_page.locator("details.help")).to_have_attribute("open", "")


def test_an_empty_box_shows_nothing(search_page: Page) -> None:
    ask(search_page, "lantern")
    expect_status(search_page, "6 hits")
    search_page.get_by_label(BOX).fill("")
    expect(hits(search_page)).to_have_count(0)
    expect_status(search_page, "")
    expect(search_page.get_by_role("region", name="By year")).to_have_count(0)
    assert asked(search_page) == {}


def test_an_index_that_does_not_come_is_told(quay: Folder, served: Callable[[Path], str], browser: Browser) -> None:
    page = browser.new_page()
    page.route("**/search/manifest.*", lambda route: route.abort())
    page.goto(f"{served(quay.path / 'output')}search/?q=lantern")
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")
    page.unroute("**/search/manifest.*")
    page.get_by_role("button", name="Search").click()
    expect_status(page, "6 hits")
    page.close()


def test_without_javascript_the_page_says_what_is_lost_and_where_all_is(
    quay: Folder, served: Callable[[Path], str], browser: Browser
) -> None:
    root = served(quay.path / "output")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{root}search/")
    expect(page.locator("noscript p")).to_contain_text("needs JavaScript")
    expect(page.get_by_label("Sort by")).to_be_hidden()
    for name, heading in (("the archive", "Archive"), ("topics", "Topics"), ("people", "People")):
        page.goto(f"{root}search/")
        page.locator("noscript").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.goto(f"{root}harbour/ferry/")
    expect(page.get_by_label("Search this debate")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 390, 1280])
def test_a_search_fits_the_screen(width: int, scheme: str, quay_root: str, chromium_page: Page) -> None:
    chromium_page.set_viewport_size({"width": width, "height": 800})
    chromium_page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    chromium_page.goto(f"{quay_root}search/index.html?q=lantern")
    expect_status(chromium_page, "6 hits")
    narrow = chromium_page.locator("details.narrow")
    assert narrow.get_attribute("open") == (None if width < 800 else "")
    narrow.evaluate("element => { element.open = true }")
    expect(chromium_page.get_by_role("region", name="By year")).to_be_visible()
    assert chromium_page.evaluate("document.documentElement.scrollWidth") <= width
