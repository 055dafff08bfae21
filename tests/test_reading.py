"""Reading a debate in a real browser: ways, folding, keys, orders, themes, print, narrow windows, right to left."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.markup import plain
from tests.conftest import Folder

Serve = Callable[[Path], str]

TALK = """
-- site.yaml --
base_url: https://debates.example/
-- content/mill.yaml --
topics: [mills]
highlights: [c-f]
summary: The mill is to be sold. [Cyn](#c-f) has a plan.
-- content/mill.thread.yaml --
title: Who buys the mill?
link: https://talk.example/mill
post: {author: Ada, published: 2024-05-01T10:00:00Z, body: The town sells the mill.}
comments:
  - {id: a, author: Bo, published: 2024-05-01T11:00:00Z, score: 4, link: https://talk.example/a, body: Not a brewery.}
  - {id: b, answers: a, author: Ada, published: 2024-05-01T12:00:00Z, score: 9, body: "Why not?"}
  - {id: c, answers: b, author: Bo, published: 2024-05-01T13:00:00Z, score: 1, body: "It smells."}
  - {id: d, answers: c, author: Ada, published: 2024-05-01T14:00:00Z, edited: 2024-05-02, body: "Of bread."}
  - {id: e, answers: a, author: Cyn, published: 2024-05-03T09:00:00Z, score: 2, body: "Who else has the money?"}
  - {id: f, author: Cyn, flags: [moderator], published: 2024-05-02T09:00:00Z, score: 12, body: We could buy it.}
  - {id: g, answers: f, author: Di, published: 2024-05-02T10:00:00Z, score: 3, body: "Zanzibar."}
  - {id: h, author: Di, published: 2024-05-04T09:00:00Z, score: -2, state: removed}
"""
FRAMES = """async (count) => {
    while (count--) await new Promise(requestAnimationFrame);
}"""
"""Lets the browser draw so many times."""
ORDER = ["c-a", "c-b", "c-c", "c-d", "c-e", "c-f", "c-g", "c-h"]


@pytest.fixture
def talk(folder: Folder) -> Folder:
    folder.write(TALK)
    assert folder.build().err == ""
    return folder


@pytest.fixture(params=["http", "file"])
def address(request: pytest.FixtureRequest, talk: Folder, served: Serve) -> str:
    """The debate's address, on a server and on a disk."""
    output = talk.path / "output"
    return f"{served(output) if request.param == 'http' else output.resolve().as_uri() + '/'}mill/index.html"


def shown(page: Page) -> list[str]:
    """The ids of the comments in sight of a reader who scrolls, in order."""
    return page.eval_on_selector_all(
        "article.comment", "all => all.filter(one => one.checkVisibility()).map(one => one.id)"
    )


def until(page: Page, expression: str) -> None:
    """Waits till the expression holds; Playwright's own way evaluates text in the page, which pages do not allow."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"it never came true that {expression}")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def ways(html: str, anchor: str) -> dict[str, str]:
    """The links of a comment's ways by their names."""
    part = html.split(f'id="{anchor}"')[1].split('<p class="ways">')[1].split("</p>")[0]
    return {name: href for href, name in re.findall(r'<a href="([^"]+)"[^>]*>(\w+)</a>', part)}


def test_every_comment_leads_to_its_kin_by_plain_links(talk: Folder) -> None:
    html = talk.page("mill/index.html")
    assert ways(html, "c-a") == {"next": "#c-f", "original": "https://talk.example/a"}
    assert ways(html, "c-d") == {"parent": "#c-c", "root": "#c-a"}
    assert ways(html, "c-e") == {"parent": "#c-a", "previous": "#c-b"}
    assert ways(html, "c-f") == {"previous": "#c-a", "next": "#c-h"}
    assert '<a href="#c-d"><time datetime="2024-05-01T14:00:00Z">' in html


def test_ways_lead_over_the_pages_of_a_debate(talk: Folder) -> None:
    talk.write("-- site.yaml --\npage_comments: 4\n")
    assert talk.build().code == 0
    first, second = talk.page("mill/index.html"), talk.page("mill/2/index.html")
    assert ways(first, "c-a")["next"] == "2/#c-f"
    assert ways(second, "c-e") == {"parent": "../#c-a", "previous": "../#c-b"}
    assert '<span class="told">, answers Bo, level 2</span>' in second
    assert '<a rel="next" href="2/#comments">Continue on page 2</a>' in first
    assert 'id="comments"' in second


def test_who_answers_whom_at_what_level_is_spoken(talk: Folder) -> None:
    html = talk.page("mill/index.html")
    assert '<h3><b>Bo</b><span class="hidden">, answers Ada, level 3</span></h3>' in html
    assert (
        '<h3><b>Cyn</b><span class="badge badge-moderator">mod</span><span class="hidden">, answers Ada, level 1'
        in html
    )


def test_the_head_tells_what_the_talk_is_like(talk: Folder) -> None:
    overview = talk.page("mill/index.html").split('<section class="overview"')[1].split("</section>")[0]
    assert "8 comments" in overview
    assert '<a href="#c-d">4 levels deep</a>' in overview
    assert '<a href="#c-f">Cyn</a> <span class="number" dir="auto">We could buy it.</span>' in overview
    assert '<a href="#c-a">Bo and Ada</a> <span class="number">4 comments</span>' in overview
    assert '<a href="#c-b">Ada</a> <span class="number">2</span>' in overview


def test_the_chart_leads_to_the_first_comment_of_each_time(folder: Folder) -> None:
    days = [1, 1, 1, 1, 3, 3, 3, 3, 3, 3, 9, 9]
    comments = "".join(f"  - {{id: n{n}, published: 2024-05-0{d}, body: Word}}\n" for n, d in enumerate(days))
    folder.write(f"-- content/a.thread.yaml --\ncomments:\n{comments}")
    assert folder.build().code == 0
    html = folder.page("a/index.html")
    bars = re.findall(r'<a href="(#c-\w+)"><title>(.*?)</title>', html)
    assert bars == [
        ("#c-n0", "1 May 2024: 4 comments"),
        ("#c-n4", "3 May 2024: 6 comments"),
        ("#c-n10", "9 May 2024: 2 comments"),
    ]


def test_keys_walk_through_the_talk(address: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(f"{address}#comments")
    page.keyboard.press("j")
    walked = [focused(page)]
    for key in "jjnkpnp":
        page.keyboard.press(key)
        walked.append(focused(page))
    assert walked == ["c-a", "c-b", "c-c", "c-c", "c-b", "c-a", "c-f", "c-f"]
    page.keyboard.press("c")
    assert shown(page) == [name for name in ORDER if name != "c-g"]
    page.keyboard.press("j")
    assert focused(page) == "c-h"
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    page.get_by_label("From").focus()
    page.keyboard.press("k")
    assert focused(page) == ""


def test_what_was_folded_stays_folded(address: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(address)
    page.locator("#c-a + details > summary").click()
    page.goto("about:blank")  # at once: nothing waits until it is kept
    page.goto(address)
    assert shown(page) == ["c-a", "c-f", "c-g", "c-h"]
    assert page.locator("#c-a + details > summary").inner_text().strip() == "4 replies"
    page.goto("about:blank")
    page.goto(f"{address}#c-c")
    assert page.locator("#c-c").is_visible()


def test_words_in_folded_replies_are_found_in_the_page(address: str, chromium_page: Page) -> None:
    """A link to words is found by what also finds in the page, which no script can call."""
    page = chromium_page
    kept = "Object.values(localStorage).flatMap(kept => JSON.parse(kept).folded ?? []).length"
    for visit in ("first", "later"):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details.replies').forEach(one => one.open = false)")
        until(page, f"{kept} === 4")
        if visit == "later":
            page.goto("about:blank")
        page.goto(f"{address}#:~:text=Of%20bread.")
        page.locator("#c-d").wait_for(state="visible")
        assert not page.locator("#c-g").is_visible()


def test_replies_fold_to_a_level(address: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(address)
    for label, expected in (
        ("no replies", ["c-a", "c-f", "c-h"]),
        ("one level of replies", ["c-a", "c-b", "c-e", "c-f", "c-g", "c-h"]),
        ("all replies", ORDER),
    ):
        page.get_by_label("Show").select_option(label)
        assert shown(page) == expected


def test_comments_sort_under_what_they_answer(address: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(address)
    for label, expected in (
        ("newest first", ["c-h", "c-f", "c-g", "c-a", "c-e", "c-b", "c-c", "c-d"]),
        ("oldest first", ORDER),
        ("best first", ["c-f", "c-g", "c-a", "c-b", "c-c", "c-d", "c-e", "c-h"]),
        ("as it was held", ORDER),
    ):
        page.get_by_label("Order").select_option(label)
        assert shown(page) == expected, label


def test_one_person_can_be_read_alone(address: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(address)
    options = page.get_by_label("From").locator("option")
    expect(options).to_have_text(["everyone", "Bo (2)", "Ada (2)", "Cyn (2)", "Di (2)"])  # they come when there is time
    page.get_by_label("From").select_option("Cyn (2)")
    assert shown(page) == ["c-a", "c-e", "c-f"]
    assert not page.get_by_text("Not a brewery.").is_visible()
    assert page.get_by_text("Who else has the money?").is_visible()
    page.get_by_label("From").select_option("everyone")
    assert shown(page) == ORDER


PAIR = """
-- content/pair.thread.yaml --
comments:
  - {id: a, author: Bo, body: One}
  - {id: b, answers: a, author: Ada, body: Two}
  - {id: c, answers: b, author: Bo, body: Three}
  - {id: d, answers: c, author: Ada, body: Four}
  - {id: e, answers: d, author: Cyn, body: Five}
"""


def places(page: Page) -> list[float]:
    """Where each comment begins, from the left."""
    return page.eval_on_selector_all("article.comment", "all => all.map(one => one.getBoundingClientRect().left)")


def test_exchanges_of_two_can_lie_on_one_level(folder: Folder, served: Serve, chromium_page: Page) -> None:
    folder.write(PAIR)
    assert folder.build().code == 0
    page = chromium_page
    page.goto(served(folder.path / "output") + "pair/")
    nested = places(page)
    assert nested == sorted(set(nested))
    page.get_by_label("exchanges of two on one level").check()
    flat = places(page)
    assert flat == [nested[0], nested[1], nested[1], nested[1], nested[2]]
    page.reload()
    assert places(page) == flat


def test_a_site_can_have_exchanges_flat(folder: Folder, served: Serve, browser: Browser) -> None:
    folder.write(f"-- site.yaml --\nexchanges: flat\n{PAIR}")
    assert folder.build().code == 0
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served(folder.path / "output") + "pair/")
    assert len(set(places(page))) == 3
    context.close()


def test_what_was_read_is_remembered(address: str, chromium_page: Page) -> None:
    page = chromium_page
    page.set_viewport_size({"width": 390, "height": 300})
    page.goto(f"{address}#c-h")
    until(page, "Object.values(localStorage).some(kept => kept.includes('c-h'))")
    page.goto("about:blank")
    page.goto(address)
    unread = page.locator(".comment.unread").evaluate_all("all => all.map(one => one.id)")
    assert unread
    assert "c-h" not in unread
    page.keyboard.press("u")
    assert focused(page) == unread[0]
    page.get_by_role("link", name="Go on where you stopped").click()
    page.wait_for_url("**#c-*")


def test_the_theme_is_chosen_and_kept(address: str, chromium_page: Page) -> None:
    page = chromium_page
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    page.emulate_media(color_scheme="light")
    page.goto(address)
    light = page.evaluate(ground)
    switch = page.get_by_role("button", name="Dark theme")
    assert switch.get_attribute("aria-pressed") == "false"
    switch.click()
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    assert page.evaluate(ground) == dark
    assert switch.get_attribute("aria-pressed") == "true"
    page.emulate_media(color_scheme="dark")
    switch.click()
    assert page.evaluate(ground) == light


def test_a_date_copies_the_lasting_link(talk: Folder, served: Serve, browser: Browser) -> None:
    talk.write("-- site.yaml --\npage_comments: 4\n")
    assert talk.build().code == 0
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    root = served(talk.path / "output")
    page.goto(f"{root}mill/2/")
    page.locator("#c-f .facts a").click()
    page.get_by_text("Link copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{root}mill/#c-f"
    page.wait_for_url(f"{root}mill/2/#c-f")
    context.close()


def test_the_second_copy_is_told_as_long_as_the_first(talk: Folder, served: Serve, browser: Browser) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.clock.install()
    page.goto(f"{served(talk.path / 'output')}mill/")
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    for anchor in ("c-e", "c-f"):
        page.clock.run_for(1500)
        page.locator(f"#{anchor} .facts a").click()
        until(page, f"navigator.clipboard.readText().then(text => text.endsWith('#{anchor}'))")
    told = page.get_by_text("Link copied")
    page.clock.run_for(1500)
    assert told.is_visible()
    page.clock.run_for(1000)
    assert not told.is_visible()
    context.close()


def test_arrows_have_names(address: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(address)
    way = page.locator("#c-d .ways a").first
    way.hover()
    assert way.get_attribute("title") == "parent"
    box = way.bounding_box()
    assert box
    assert (box["width"], box["height"]) == (24, 24)


def test_everything_is_there_without_javascript(talk: Folder, served: Serve, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served(talk.path / "output") + "mill/#c-d")
    assert shown(page) == ORDER
    assert not page.locator(".tools, .theme, .place").first.is_visible()
    assert page.locator("#c-d").evaluate("one => one.matches(':target')")
    assert page.get_by_text("Removed by a moderator.").is_visible()
    page.locator("#c-d .ways").get_by_role("link", name="root").click()
    page.wait_for_url("**#c-a")
    context.close()


def test_print_opens_everything(address: str, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = false)")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.get_by_text("Zanzibar.").is_visible()
    assert not page.locator(".tools").is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.replies[open]").count() == 0
    assert len(page.pdf()) > 10_000


def test_a_deep_talk_stays_readable_on_a_small_phone(folder: Folder, served: Serve, chromium_page: Page) -> None:
    words = "the quick brown fox jumps over the lazy dog " * 6
    chain = "".join(
        f"  - {{id: n{n}, author: P{n % 3}, body: {words}{', answers: n' + str(n - 1) if n else ''}}}\n"
        for n in range(36)
    )
    folder.write(f"-- content/a.thread.yaml --\ncomments:\n{chain}")
    assert folder.build().code == 0
    page = chromium_page
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(served(folder.path / "output") + "a/")
    lines = page.locator("#c-n35 .body p").evaluate(
        """p => {
          const range = document.createRange();
          const text = p.firstChild;
          const tops = [...text.data].map((_, at) => {
            range.setStart(text, at);
            range.setEnd(text, at + 1);
            return range.getBoundingClientRect().top;
          });
          return new Set(tops).size;
        }"""
    )
    assert len(words.strip()) / lines >= 24
    assert page.locator("#c-n35 .told").inner_text() == ", answers P1, level 36"
    assert page.locator("#c-n5 .told").count() == 0
    page.locator("#c-n33 + details > summary").click()
    assert not page.locator("#c-n35").is_visible()
    assert page.locator("#c-n33 + details > summary").inner_text().strip() == "2 replies"


def test_twice_as_large_a_talk_fits_the_window(address: str, chromium_page: Page) -> None:
    page = chromium_page
    page.set_viewport_size({"width": 640, "height": 400})  # what a zoom of 200 % leaves of 1,280 pixels
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.set_viewport_size({"width": 390, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("#c-d .body").is_visible()


def test_nothing_moves_for_who_wants_no_motion(address: str, chromium_page: Page) -> None:
    page = chromium_page
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    page.keyboard.press("n")
    moving = "[...document.querySelectorAll('*')].filter(one => getComputedStyle(one).scrollBehavior === 'smooth')"
    assert page.evaluate(f"{moving}.length + document.getAnimations().length") == 0


def test_a_debate_from_right_to_left_is_mirrored(folder: Folder, served: Serve, chromium_page: Page) -> None:
    folder.write(
        "-- content/a.yaml --\nlanguage: ar\n-- content/a.thread.yaml --\ntitle: الجسر\ncomments:\n"
        "  - {id: a, author: سامر, body: لا أرى سببا لهدمه}\n  - {id: b, answers: a, author: ليلى, body: لكنه ضيق}\n"
    )
    assert folder.build().code == 0
    page = chromium_page
    page.goto(served(folder.path / "output") + "a/")
    outer, inner = page.locator("#c-a").bounding_box(), page.locator("#c-b").bounding_box()
    assert outer
    assert inner
    assert outer["x"] == inner["x"]
    assert outer["width"] > inner["width"]
    assert page.locator("article.debate").get_attribute("dir") == "rtl"
    assert page.locator("html").get_attribute("dir") is None
    assert page.locator("#c-a .body").get_attribute("lang") == "ar"


@pytest.fixture(scope="session")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A debate of a thousand comments."""
    site = tmp_path_factory.mktemp("thousand")
    folder = Folder(site)
    lines = []
    for n in range(1000):
        answers = f", answers: k{max(n - 1 - n % 7, 0)}" if n % 9 else ""
        words = "Every bridge is somebody's way to school. " * (1 + n % 11)
        facts = f"published: 2024-05-{1 + n // 40:02}T{n % 24:02}:{n % 60:02}:07Z, score: {n % 57}"
        lines.append(
            f"  - {{id: k{n}, author: person{n % 83}@town.example, {facts}, link: 'https://talk.example/comment/{n}', "
            f'body: "{words}"{answers}}}\n'
        )
    folder.write(f"-- content/bridge.thread.yaml --\ntitle: Bridges\ncomments:\n{''.join(lines)}")
    assert folder.build().code == 0
    return folder


def test_a_comment_costs_at_most_700_bytes_over_its_words(thousand: Folder) -> None:
    html = thousand.page("bridge/index.html")
    assert html.count('<article class="comment') == 1000
    words = sum(len(plain(body).encode()) for body in re.findall(r'<div class="body"[^>]*>(.*?)</div>', html))
    assert (len(html.encode()) - words) / 1000 <= 700


def test_links_land_on_their_comment_among_a_thousand(thousand: Folder, served: Serve, chromium_page: Page) -> None:
    page = chromium_page
    root = served(thousand.path / "output")
    for number in (900, 500, 3):
        page.goto("about:blank")
        page.goto(f"{root}bridge/#c-k{number}")
        top = f"document.getElementById('c-k{number}').getBoundingClientRect().top"
        until(page, f"Math.abs({top}) < 100")
        page.evaluate(FRAMES, 20)  # what comes into sight is laid out, and must not push the comment away
        assert abs(page.evaluate(top)) < 100


def test_the_place_among_a_thousand_is_told(thousand: Folder, served: Serve, chromium_page: Page) -> None:
    page = chromium_page
    page.goto(served(thousand.path / "output") + "bridge/")
    page.locator("#c-k500").scroll_into_view_if_needed()
    page.get_by_role("button", name="Next first-level comment").click()
    place = "[...document.querySelectorAll('article.comment')].indexOf(document.activeElement)"
    told = "parseInt(document.querySelector('.place output').value)"
    until(page, f"Math.abs({told} - {place}) <= 3")  # the comment where eyes rest may be one of the next
    assert page.evaluate("document.activeElement.parentElement.parentElement.className").startswith("comments")


def test_a_debate_of_two_threads_is_read_as_one(folder: Folder, served: Serve, chromium_page: Page) -> None:
    for thread in "ab":
        comments = "".join(f"  - {{id: {thread}{n}, author: Ada, body: Stone {n}.}}\n" for n in range(30))
        folder.write(f"-- content/{thread}.thread.yaml --\ncomments:\n{comments}")
    folder.write("-- content/both.yaml --\nthreads: [a.thread.yaml, b.thread.yaml]\n")
    folder.build()
    page = chromium_page
    page.set_viewport_size({"width": 390, "height": 500})
    page.goto(served(folder.path / "output") + "both/#c-b20")
    until(page, "document.querySelector('.place output').value.endsWith(' / 60')")
    assert page.locator("nav.place").is_visible()
    assert int(page.locator(".place output").inner_text().split(" / ")[0]) > 50
    until(page, "Object.values(localStorage).some(kept => kept.includes('c-b20') && !kept.includes('c-b0\"'))")
    page.evaluate("scrollTo(0, 0)")
    until(page, "document.querySelector('nav.place').hidden")


def test_scripts_of_a_page_are_small(talk: Folder) -> None:
    scripts = [data for name, data in talk.tree().items() if re.fullmatch(r"assets/(theme|site|debate)\.\w+\.js", name)]
    assert len(scripts) == 3
    assert sum(map(len, scripts)) <= 30_000
