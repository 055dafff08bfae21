"""The engine in a real browser: words, excerpts and what hits say, over http and from the disk, under the policy."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from generator.search.excerpt import excerpt
from generator.search.tokens import phrase, tokenise
from tests.search.reference import Reference
from tests.search.sites import stock_debates, write_site

TOKEN_CASES = json.loads((Path(__file__).parent / "tokens.json").read_text(encoding="utf-8"))
EXCERPT_CASES = json.loads((Path(__file__).parent / "excerpts.json").read_text(encoding="utf-8"))
DEBATES = stock_debates()
REFERENCE = Reference(DEBATES)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("stock") / "site", DEBATES)


@pytest.fixture
def server(site: Path, served: Callable[[Path], str]) -> str:
    return served(site)


@pytest.fixture
def chromium(browser: Browser) -> Iterator[BrowserContext]:
    """A browser whose complaints are no failures."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture(params=["http", "file"])
def root(request: pytest.FixtureRequest, site: Path, server: str) -> str:
    return server if request.param == "http" else site.as_uri() + "/"


def search(page: Page, query: object, **options: object) -> dict[str, object]:
    return page.evaluate("([query, options]) => moothall.search(query, options)", [query, options])


def test_the_browser_parts_texts_into_the_same_words(chromium_page: Page, server: str) -> None:
    chromium_page.goto(server + "search/")
    found = chromium_page.evaluate("texts => texts.map(moothall.tokenise)", [case["text"] for case in TOKEN_CASES])
    assert found == [case["tokens"] for case in TOKEN_CASES]


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "nonsense"])
def test_files_are_read_whatever_encoding_a_server_names(chromium_page: Page, server: str, charset: str) -> None:
    def named(route: Route) -> None:
        served = route.fetch()
        route.fulfill(
            response=served, headers={**served.headers, "content-type": f"text/javascript; charset={charset}"}
        )

    chromium_page.route("**/search/*.js", named)
    chromium_page.goto(server + "search/")
    hits = search(chromium_page, "the")
    assert hits["total"]
    assert hits["hits"][0]["excerpt"]


def test_the_browser_folds_every_character_alike(chromium_page: Page, server: str) -> None:
    known = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code))[0] != "C"]
    texts = [" x".join(known[start : start + 64]) for start in range(0, len(known), 64)]
    chromium_page.goto(server + "search/")
    found = chromium_page.evaluate("texts => texts.map(text => moothall.tokenise(text).join(' '))", texts)
    assert [ours for ours, theirs in zip(map(tokenise, texts), found, strict=True) if " ".join(ours) != theirs] == []


def test_excerpts_show_the_words_in_their_place(chromium_page: Page, server: str) -> None:
    chromium_page.goto(server + "search/")
    script = """cases => cases.map(({text, query}) =>
        moothall.toHtml(moothall.excerpt(text, moothall.phrase(query).map(([word]) => word))))"""
    assert chromium_page.evaluate(script, EXCERPT_CASES) == [case["excerpt"] for case in EXCERPT_CASES]


@pytest.mark.parametrize("case", EXCERPT_CASES, ids=[case["name"] for case in EXCERPT_CASES])
def test_python_cuts_the_same_excerpts(case: dict[str, str]) -> None:
    pieces = excerpt(case["text"], {word for word, _ in phrase(case["query"])})
    found = "".join(f"<mark>{piece.text}</mark>" if piece.marked else piece.text for piece in pieces)
    assert found == re.sub("&#([0-9]+);", lambda match: chr(int(match[1])), case["excerpt"])


def test_a_hit_says_where_it_is_and_what_it_says(chromium_page: Page, root: str) -> None:
    chromium_page.goto(root + "search/index.html")
    hit = search(chromium_page, "Straße -debate", limit=1)["hits"][0]
    url = re.sub(r"/(index\.html)?#", "/#", unquote(hit.pop("url")).removeprefix(root))
    found = next(one for one in REFERENCE.documents if one.url == url)
    assert "<mark>straße</mark>" in hit.pop("excerpt")
    document = found.document
    assert unquote(hit.pop("path")) == found.debate.path
    date = document.date[:10]
    assert hit == {"title": found.debate.title, "author": document.author, "date": date, "score": document.score}


def test_no_query_throws(chromium_page: Page, server: str) -> None:
    chromium_page.goto(server + "search/")
    for query in ("", " … ", None, 7.5, '"(', "a" * 10_000, "東京" * 9000, "\ud800", ["x"], {}):
        assert search(chromium_page, query, limit=-1, sort="nonsense")["total"] == 0


def test_the_policy_is_in_force(chromium: BrowserContext, root: str) -> None:
    page = chromium.new_page()
    page.goto(root + "search/index.html")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.broken = 1'}))")
    assert page.evaluate("window.broken") is None
    page.close()


def test_the_address_starts_a_search_and_a_hit_leads_to_its_comment(chromium_page: Page, server: str) -> None:
    chromium_page.goto(server + "search/?q=東京都&sort=oldest")
    expect(chromium_page.get_by_label("Sort by")).to_have_value("oldest")
    first = chromium_page.locator("ol.hits > li").first
    expect(first.locator("mark").first).to_have_text("東京")
    assert re.fullmatch(re.escape(server) + r"[^/]+/debate-\d\d/#c-\d+-\d+", first.locator("a").evaluate("a => a.href"))


def test_a_missing_shard_is_told_and_tried_again(chromium: BrowserContext, server: str) -> None:
    page = chromium.new_page()
    page.route("**/search/texts.*", lambda route: route.abort())
    page.goto(server + "search/?q=ferry")
    message = re.compile(r"The search index is incomplete: search/texts\.[a-z2-7]{6}\.js could not be loaded\.")
    expect(page.get_by_role("status")).to_have_text(message)
    page.unroute("**/search/texts.*")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("ol.hits > li")).to_have_count(10)
    page.close()
