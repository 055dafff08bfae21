"""Nothing that axe-core finds wrong, on any kind of page: narrow and light, wide and dark."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.conftest import Folder

if TYPE_CHECKING:
    from playwright.sync_api import Page

Serve = Callable[[Path], str]

KINDS = {
    "home": "",
    "a debate": "ai-art/style-without-consent/",
    "a debate with a claim": "software/fork-or-wait/",
    "topics": "topics/",
    "a topic": "topics/copyright/",
    "people": "people/",
    "the archive": "archive/",
    "a year and its months": "archive/2021/",
    "hits": "search/?q=the",
    "no hits": "search/?q=zxqjv",
    "no page": "404.html",
}
SORTS = r"""
-- site.yaml --
page_comments: 6
-- content/sorts.thread.yaml --
title: All sorts of words
post: {author: Ada, published: 2024-05-01, body: What a comment may hold.}
comments:
  - {id: a, author: Bo, published: 2024-05-01, markup: reddit, body: "It was >!the *gardener*, [see](https://a.example)!<"}
  - {id: b, answers: a, markup: gfm, body: "- [ ] one\n- [x] two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n# Title"}
  - {id: c, answers: b, flags: [moderator], author: Cyn, edited: 2024, score: 3, markup: gfm, body: "```diff\n+n\n```"}
  - {id: n, answers: c, author: Di, markup: gfm, body: "[Build](https://a.example/a)\n[Documents](https://a.example/b)"}
  - {id: d, answers: b, author: Cyn, markup: gfm, body: "```python\nf = 'x'  # why\n```\n\nText[^1]\n\n[^1]: A note."}
  - {id: e, author: Di, state: removed}
  - {id: f, answers: e, markup: lemmy, body: "::: spoiler The end\nThey *marry*.\n:::\n\n![Mill](https://a.example/mill.png)"}
  - {id: g, answers: f, author: Bo, body: On the second page}
"""
"""What bodies and headers may hold; the samples do not have it all."""


def faults(page: Page) -> list[str]:
    """What axe finds wrong, each with a place: by WCAG A to AA, the size of targets of 2.2 too, and good practice."""
    found = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}}).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in found]


def assert_accessible(page: Page, address: str) -> None:
    looks: list[tuple[int, Literal["light", "dark"]]] = [(390, "light"), (1280, "dark")]
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto("about:blank")
        page.goto(address)
        if "?q=" in address:
            expect(page.get_by_role("status")).to_have_text(re.compile("hits$|^Nothing"))
        if address.endswith("?q=the"):  # whose counts come after the hits, where they are seen
            expect(page.locator("details[open] > .facets:empty")).to_have_count(0)
        assert faults(page) == [], f"{address} at {width}, {scheme}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_accessible(kind: str, sample: Folder, served: Serve, chromium_page: Page) -> None:
    assert_accessible(chromium_page, served(sample.path / "output") + KINDS[kind])


def test_debates_without_a_date_are_accessible(folder: Folder, served: Serve, chromium_page: Page) -> None:
    folder.write("-- content/old.thread.yaml --\ntitle: Old talk\npost: {author: Ada, body: Long ago}\ncomments: []\n")
    assert folder.build().err == ""
    assert_accessible(chromium_page, f"{served(folder.path / 'output')}archive/undated/")


@pytest.mark.parametrize("number", ["", "2/"])
def test_all_that_comments_hold_is_accessible(number: str, folder: Folder, served: Serve, chromium_page: Page) -> None:
    folder.write(SORTS)
    assert folder.build().err == ""
    assert_accessible(chromium_page, f"{served(folder.path / 'output')}sorts/{number}")
