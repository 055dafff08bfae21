"""The search engine and its page in a real browser: over http and from the disk, under the site's policy."""

from __future__ import annotations

import json
import random
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator.config import Settings
from generator.render.assets import write_assets
from generator.render.site import OWN_LAYOUTS, Site, render_page
from generator.render.site import Page as SitePage
from generator.search import shards
from generator.search.terms import Document, index_debate
from generator.search.tokens import tokenise

TOKEN_CASES = json.loads((Path(__file__).parent / "tokens.json").read_text(encoding="utf-8"))
EXCERPT_CASES = json.loads((Path(__file__).parent / "excerpts.json").read_text(encoding="utf-8"))
# fmt: off
# A small stock, so that queries of random words have many hits.
STOCK = [
    "ferry", "toll", "harbour", "rope", "ROPES", "oddly", "don't", "v2", "Café", "naïve", "straße", "łódź",
    "東京", "京都", "東京都", "한국", "<b>", "&amp;",
]
# fmt: on

NOTHING = {"people": [], "topics": [], "folders": []}


def debates() -> list[tuple[str, str, list[Document]]]:
    chance = random.Random(7)  # noqa: S311 (a fixed seed, not a secret)
    found = []
    for number in range(40):
        documents = [
            Document(
                href=f"#c-{number}-{place}",
                author=chance.choice(["ada@harbour.example", "bo", ""]),
                date=chance.choice(["", "2023", "2023-07", "2024-01-05T10:00:00Z", f"20{place + 10}-03-01"]),
                score=chance.choice([None, -3, 0, 1, 250]),
                text=" ".join(chance.choices(STOCK, k=chance.randint(1, 12))),
            )
            for place in range(chance.randint(1, 15))
        ]
        found.append((f"lists/debate-{number:02}/", f"Debate {number}", documents))
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")

    def write(path: str, data: bytes) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "TERM_CUT", 100)
        patch.setattr(shards, "TEXT_CUT", 3000)
        index = shards.write_shards((index_debate(*debate) for debate in debates()), write)
    assets = write_assets((OWN_LAYOUTS,), Settings(), write)
    layouts = Site(Settings(), (OWN_LAYOUTS,), assets, "0", "")
    write(
        "search/index.html",
        render_page(layouts, "search.html", SitePage("search/", "Search"), manifest=index, **NOTHING),
    )
    return folder


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


def numbered() -> list[tuple[str, Document]]:
    """Every document with what the index knows it by."""
    return [(path + document.href, document) for path, _, documents in debates() for document in documents]


def words(path: str, document: Document) -> set[str]:
    """What a document is found by: its text, and at the first of a debate the title."""
    opening = path.rpartition("#")[2].endswith("-0")
    return set(tokenise(document.text + (f" Debate {path.split('-')[2]}" if opening else "")))


def test_the_browser_parts_texts_into_the_same_words(chromium_page: Page, server: str) -> None:
    chromium_page.goto(server + "search/")
    found = chromium_page.evaluate("texts => texts.map(moothall.tokenise)", [case["text"] for case in TOKEN_CASES])
    assert found == [case["tokens"] for case in TOKEN_CASES]


def test_the_browser_folds_every_character_alike(chromium_page: Page, server: str) -> None:
    known = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code))[0] != "C"]
    texts = [" x".join(known[start : start + 64]) for start in range(0, len(known), 64)]
    chromium_page.goto(server + "search/")
    found = chromium_page.evaluate("texts => texts.map(text => moothall.tokenise(text).join(' '))", texts)
    assert [ours for ours, theirs in zip(map(tokenise, texts), found, strict=True) if " ".join(ours) != theirs] == []


def test_excerpts_show_the_words_in_their_place(chromium_page: Page, server: str) -> None:
    chromium_page.goto(server + "search/")
    script = (
        "cases => cases.map(({text, query}) => moothall.toHtml(moothall.excerpt(text, moothall.queryTerms(query))))"
    )
    assert chromium_page.evaluate(script, EXCERPT_CASES) == [case["excerpt"] for case in EXCERPT_CASES]


def test_hits_are_those_of_a_scan_of_all_documents(chromium_page: Page, root: str) -> None:
    chromium_page.goto(root + "search/index.html")
    chance = random.Random(3)  # noqa: S311 (a fixed seed, not a secret)
    stock = [*STOCK, "debate", "7", "nowhere", "都"]
    queries = [" ".join(chance.choices(stock, k=chance.randint(1, 3))) for _ in range(60)]
    script = "queries => Promise.all(queries.map(query => moothall.search(query, {limit: 1e6, excerpts: false})))"
    index = "index.html" if root.startswith("file:") else ""
    for query, found in zip(queries, chromium_page.evaluate(script, queries), strict=True):
        wanted = set(tokenise(query))
        expected = {path for path, document in numbered() if wanted and wanted <= words(path, document)}
        urls = [hit["url"].removeprefix(root).replace("/" + index + "#", "/#") for hit in found["hits"]]
        assert (set(urls), len(urls), found["total"]) == (expected, len(expected), len(expected)), query


@pytest.mark.parametrize("sort", ["newest", "oldest", "score"])
def test_hits_are_sorted_with_the_unknown_last(sort: str, chromium_page: Page, root: str) -> None:
    chromium_page.goto(root + "search/index.html")
    hits = search(chromium_page, "ferry", sort=sort, limit=1000)["hits"]
    field = "score" if sort == "score" else "date"
    values = [hit[field] for hit in hits]
    known = [value for value in values if value not in ("", None)]
    assert values == known + [value for value in values if value in ("", None)]
    # A reduced date stands for its first second, and so sorts as its own prefix does.
    assert known == sorted(known, reverse=sort != "oldest")
    assert len(known) > 20


def test_relevance_puts_rare_and_frequent_words_first(chromium_page: Page, server: str) -> None:
    chromium_page.goto(server + "search/")
    hits = search(chromium_page, "ferry toll", limit=1000)["hits"]
    texts = {hit["url"].removeprefix(server): hit for hit in hits}
    order = [tokenise(document.text) for path in texts for name, document in numbered() if name == path]

    def weight(tokens: list[str]) -> float:
        k = 1.2 * (0.25 + 0.75 * len(tokens) / 100)
        return sum(tokens.count(word) / (tokens.count(word) + k) for word in ("ferry", "toll"))

    weights = [weight(tokens) for tokens in order]
    assert all(later <= earlier + 0.2 for earlier, later in pairwise(weights))
    assert sum(weights[:5]) > sum(weights[-5:])


def test_a_hit_says_where_it_is_and_what_it_says(chromium_page: Page, root: str) -> None:
    chromium_page.goto(root + "search/index.html")
    hit = search(chromium_page, "Straße", limit=1)["hits"][0]
    path = re.sub(r"/(index\.html)?#", "/#", hit.pop("url").removeprefix(root))
    document = dict(numbered())[path]
    assert "<mark>straße</mark>" in hit.pop("excerpt")
    title = f"Debate {int(path.split('-')[1].rstrip('/#c'))}"
    assert hit == {"title": title, "author": document.author, "date": document.date, "score": document.score}


def test_no_query_throws(chromium_page: Page, server: str) -> None:
    chromium_page.goto(server + "search/")
    for query in ("", " … ", None, 7.5, '"(', "a" * 10_000, "東京" * 90_000, "\ud800", ["x"], {}):
        assert search(chromium_page, query, limit=-1, sort="nonsense") == {"total": 0, "hits": []}


def test_the_policy_is_in_force(chromium: BrowserContext, root: str) -> None:
    page = chromium.new_page()
    page.goto(root + "search/index.html")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.broken = 1'}))")
    assert page.evaluate("window.broken") is None
    page.close()


def test_typing_shows_hits_and_keeps_the_query_in_the_address(chromium_page: Page, root: str) -> None:
    chromium_page.goto(root + "search/index.html")
    chromium_page.get_by_label("Search all comments").press_sequentially("ferry toll")
    total = sum({"ferry", "toll"} <= words(path, document) for path, document in numbered())
    expect(chromium_page.get_by_role("status")).to_have_text(f"{total} hits")
    expect(chromium_page.locator("ol.hits > li")).to_have_count(20)
    assert chromium_page.url == root + "search/index.html?q=ferry+toll"
    chromium_page.get_by_label("Sort by").select_option("newest")
    expect(chromium_page.locator("ol.hits time").first).to_have_text(re.compile("^2024-|^202[0-9]-03"))
    assert chromium_page.url == root + "search/index.html?q=ferry+toll&sort=newest"


def test_an_answer_that_comes_too_late_is_dropped(chromium_page: Page, server: str) -> None:
    chromium_page.goto(server + "search/")
    chromium_page.evaluate("""() => {
        const find = moothall.find;
        const gate = new Promise((resolve) => (window.release = resolve));
        moothall.find = async (query, options) => {
            const found = await find(query, options);
            if (query === "ferry") await gate;
            return found;
        };
    }""")
    for query in ("ferry", "nowhere"):
        chromium_page.get_by_label("Search all comments").fill(query)
        chromium_page.get_by_role("button", name="Search").click()
    expect(chromium_page.get_by_role("status")).to_have_text("Nothing holds all of these words.")
    chromium_page.evaluate("async () => { release(); await moothall.find('ferry'); }")
    expect(chromium_page.locator("ol.hits > li")).to_have_count(0)


def test_more_shows_the_rest_and_moves_the_focus_to_it(chromium_page: Page, root: str) -> None:
    chromium_page.goto(root + "search/index.html?q=ferry+toll")
    items = chromium_page.locator("ol.hits > li")
    expect(items).to_have_count(20)
    chromium_page.get_by_role("button", name="More").click()
    expect(items.nth(20).get_by_role("link")).to_be_focused()
    expect(items).to_have_count(min(40, sum({"ferry", "toll"} <= words(*pair) for pair in numbered())))
    links = items.get_by_role("link").evaluate_all("links => links.map(link => link.href)")
    assert len(set(links)) == len(links)


def test_the_address_starts_a_search_and_a_hit_leads_to_its_comment(chromium_page: Page, server: str) -> None:
    chromium_page.goto(server + "search/?q=東京都&sort=oldest")
    expect(chromium_page.get_by_label("Sort by")).to_have_value("oldest")
    first = chromium_page.locator("ol.hits > li").first
    expect(first.locator("mark").first).to_have_text("東京")
    assert re.fullmatch(re.escape(server) + r"lists/debate-\d\d/#c-\d+-\d+", first.locator("a").evaluate("a => a.href"))


def test_markup_in_a_comment_is_shown_as_text(chromium_page: Page, server: str) -> None:
    chromium_page.goto(server + "search/?q=amp+b")
    excerpt = chromium_page.locator("ol.hits > li p:not(.byline)").first
    expect(excerpt).to_contain_text("<b>")
    expect(excerpt).to_contain_text("&amp;")
    expect(excerpt.locator("b")).to_have_count(0)


def test_a_query_without_hits_says_so(chromium_page: Page, server: str) -> None:
    chromium_page.goto(server + "search/?q=nowhere")
    expect(chromium_page.get_by_role("status")).to_have_text("Nothing holds all of these words.")
    expect(chromium_page.get_by_role("button", name="More")).to_be_hidden()


def test_a_missing_shard_is_told_and_tried_again(chromium: BrowserContext, server: str) -> None:
    page = chromium.new_page()
    page.route("**/search/texts.*", lambda route: route.abort())
    page.goto(server + "search/?q=ferry")
    message = re.compile(r"The search index is incomplete: search/texts\.[0-9a-f]{10}\.js could not be loaded\.")
    expect(page.get_by_role("status")).to_have_text(message)
    page.unroute("**/search/texts.*")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("ol.hits > li")).to_have_count(20)
    page.close()
