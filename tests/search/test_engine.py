"""The engine, in Python and in a real browser, held to a scan of every document: same hits, same order, same words."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page

from generator.config import Settings
from generator.debate import Debate as Loaded
from generator.loading import load_unit, make_plan
from generator.ownlayouts import OWN_LAYOUTS
from generator.readers import all_readers
from generator.render.assets import write_assets
from generator.render.debate import render_debate
from generator.render.site import Site
from generator.render.wordfiles import load_words
from generator.search.archive import Archive
from generator.search.documents import Document
from generator.search.engine import search
from generator.search.query import SORTS
from tests.search.reference import Debate, Reference
from tests.search.sites import random_queries, stock_debates, write_site

ROOT = Path(__file__).parents[2]
CORPORA = os.environ.get("MOOTHALL_CORPORA")


def real_debates() -> list[Debate]:
    """The debates of the sample site, and of a part of the corpora where they are at hand."""
    found = debates_of(ROOT / "content")
    if CORPORA:
        found += [one for one in debates_of(Path(CORPORA) / "hackernews") if len(one.documents) > 20][:20]
    return found


def debates_of(content: Path) -> list[Debate]:
    readers = {reader.NAME: reader for reader in all_readers()}
    settings = Settings()
    words = load_words((OWN_LAYOUTS,), "en").words
    assets = write_assets((OWN_LAYOUTS,), settings, words, lambda path, data: None)
    site = Site(settings, (OWN_LAYOUTS,), assets, "0", words, "")
    units = make_plan(content, all_readers()).units
    loaded = [one for unit in units for one in load_unit(unit, readers, settings)]
    return [of(one.debate, site) for one in loaded if not isinstance(one, Exception) and one.debate is not None]


def of(debate: Loaded, site: Site) -> Debate:
    texts = render_debate(debate, site, {}).texts
    documents = [Document(text.href, text.author, text.date, text.score, text.words) for text in texts]
    return Debate(debate.path, debate.title, documents, debate.summary.topics, debate.language)


@pytest.fixture(scope="module")
def stock() -> list[Debate]:
    return stock_debates()


@pytest.fixture(scope="module")
def stock_site(stock: list[Debate], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("stock") / "site", stock)


@pytest.fixture(scope="module")
def real() -> list[Debate]:
    return real_debates()


@pytest.fixture(scope="module")
def real_site(real: list[Debate], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("real") / "site", real, small=False)


def in_browser(
    page: Page, root: str, queries: Sequence[str], options: dict[str, object]
) -> list[tuple[int, list[str]]]:
    """For each query how many hits there are, and the addresses of those shown."""
    script = """async ([queries, options]) => {
        const answers = [];
        for (const query of queries) answers.push(await moothall.search(query, options));
        return answers.map(({ total, hits }) => [total, hits.map((hit) => hit.url)]);
    }"""
    index = "index.html" if root.startswith("file:") else ""
    return [
        (total, [unquote(url).removeprefix(root).replace(f"/{index}#", "/#") for url in urls])
        for total, urls in page.evaluate(script, [list(queries), options])
    ]


def test_python_finds_what_a_scan_finds_in_the_same_order(stock: list[Debate], stock_site: Path) -> None:
    archive, reference = Archive(stock_site), Reference(stock)
    for query in random_queries(stock, 300, seed=4):
        wanted = reference.search(query)
        found = search(archive, query, limit=10)
        assert (found.total, [unquote(hit.href) for hit in found.hits]) == (len(wanted), wanted[:10]), query


@pytest.mark.parametrize("sort", SORTS)
def test_python_sorts_as_a_scan_does(sort: str, stock: list[Debate], stock_site: Path) -> None:
    archive, reference = Archive(stock_site), Reference(stock)
    for query in random_queries(stock, 50, seed=11):
        wanted = reference.search(query, sort)
        assert [hit.href for hit in search(archive, query, limit=2000, sort=sort).hits] == wanted, query


def test_the_browser_finds_what_a_scan_finds_in_the_same_order(
    stock: list[Debate], stock_site: Path, chromium_page: Page, served: Callable[[Path], str]
) -> None:
    root, reference = served(stock_site), Reference(stock)
    chromium_page.goto(root + "search/")
    queries = random_queries(stock, 1000)
    found = in_browser(chromium_page, root, queries, {"limit": 2000, "excerpts": False})
    for query, (total, urls) in zip(queries, found, strict=True):
        wanted = reference.search(query)
        assert (total, urls) == (len(wanted), wanted), query


@pytest.mark.parametrize("sort", SORTS)
def test_the_browser_sorts_as_a_scan_does_from_the_disk(
    sort: str, stock: list[Debate], stock_site: Path, chromium_page: Page
) -> None:
    root, reference = stock_site.as_uri() + "/", Reference(stock)
    chromium_page.goto(root + "search/index.html")
    queries = random_queries(stock, 40, seed=12)
    found = in_browser(chromium_page, root, queries, {"limit": 2000, "sort": sort})
    assert [urls for _, urls in found] == [reference.search(query, sort) for query in queries]


def test_both_find_what_a_scan_finds_in_real_debates(
    real: list[Debate], real_site: Path, chromium_page: Page, served: Callable[[Path], str]
) -> None:
    root, reference, archive = served(real_site), Reference(real), Archive(real_site)
    chromium_page.goto(root + "search/")
    queries = random_queries(real, 1000, seed=5)
    found = in_browser(chromium_page, root, queries, {"limit": 10})
    for query, (total, urls) in zip(queries, found, strict=True):
        wanted = reference.search(query)
        assert (total, urls) == (len(wanted), wanted[:10]), query
        ours = search(archive, query, limit=10)
        assert (ours.total, [unquote(hit.href) for hit in ours.hits]) == (total, urls), query


def test_the_best_hits_of_a_common_word_are_those_of_all(tmp_path: Path, chromium_page: Page) -> None:
    documents = [
        Document(f"#c-{number}", "ada", "", None, f"{'ferry ' * (number % 7 + 1)}{'x ' * (number % 13)}")
        for number in range(1500)
    ]
    debates = [Debate("a/", "Tolls", documents)]
    site = write_site(tmp_path / "site", debates)
    archive, wanted = Archive(site), Reference(debates).search("ferry")
    term = archive.term("ferry")
    assert term is not None
    assert len(term.pieces) > 1
    found = search(archive, "ferry", limit=300)
    assert (found.total, [hit.href for hit in found.hits]) == (1500, wanted[:300])
    chromium_page.goto(site.as_uri() + "/search/index.html")
    loads: list[str] = []
    chromium_page.on("request", lambda request: loads.append(request.url))
    root = site.as_uri() + "/"
    assert in_browser(chromium_page, root, ["ferry"], {"limit": 10}) == [(1500, wanted[:10])]
    assert not [url for url in loads if "/pieces." in url]
    assert in_browser(chromium_page, root, ["ferry"], {"limit": 2000}) == [(1500, wanted)]


def test_a_misspelt_word_is_told_the_nearest_of_the_archive(
    tmp_path: Path, chromium_page: Page, served: Callable[[Path], str]
) -> None:
    texts = [
        "harbour ferry",
        "harbour ferry",
        "harbours fairy",
        "fairy harbours",
        "ferry",
        "Überfahrt Überfahrt",
        "überfahrt",
    ]
    documents = [Document(f"#c-{number}", "", "", None, text) for number, text in enumerate(texts)]
    site = write_site(tmp_path / "site", [Debate("a/", "Tolls", documents)])
    meant = {
        "harbor": "harbour",
        "hrabour": "harbour",
        "farry": "ferry",  # as near as fairy, and commoner
        "harbor ferry": "harbour ferry",
        "harbor farry nowhere": None,
        'harbor -toll "ferry" author:x': None,
        'harbor -toll "ferry" score:lots': 'harbour -toll "ferry" score:lots',
        "ubrefahrt": "uberfahrt",
        "xylophone": None,
        "tool": None,  # as short as the words that are not suggested
        "ferry nowhere*": None,
        "-harbor": None,
        "": None,
    }
    archive = Archive(site)
    assert {query: search(archive, query).meant for query in meant} == meant
    root = served(site)
    chromium_page.goto(root + "search/")
    script = "queries => Promise.all(queries.map(async (query) => (await moothall.search(query)).meant))"
    assert chromium_page.evaluate(script, [*meant]) == [*meant.values()]


def test_facets_count_topics_and_years_of_all_hits(stock: list[Debate], stock_site: Path, chromium_page: Page) -> None:
    chromium_page.goto(stock_site.as_uri() + "/search/index.html")
    wanted = set(Reference(stock).search("ferry"))
    hits = [(debate, one) for debate in stock for one in debate.documents if debate.path + one.href in wanted]
    topics = {name: sum(name in debate.topics for debate, _ in hits) for name in ("Public space", "C++", "税", "Tolls")}
    found = chromium_page.evaluate("moothall.find('ferry', {limit: 1, facets: true})")["facets"]
    assert {topic["name"]: topic["count"] for topic in found["topics"]} == topics
    assert [topic["count"] for topic in found["topics"]] == sorted(topics.values(), reverse=True)
    years = [one.date[:4] for _, one in hits]
    assert found["undated"] == years.count("")
    assert [(str(year["year"]), year["count"]) for year in found["years"]] == [
        (year, years.count(year)) for year in sorted(set(years) - {""})
    ]


def test_a_word_that_is_being_typed_is_also_a_beginning(stock_site: Path, chromium_page: Page) -> None:
    chromium_page.goto(stock_site.as_uri() + "/search/index.html")
    count = "(query) => moothall.find(query, {prefix: true}).then((found) => found.total)"
    whole = chromium_page.evaluate("moothall.find('harbour').then((found) => found.total)")
    assert chromium_page.evaluate(count, "harb") == whole > 0
    assert chromium_page.evaluate(count, "oddly harb") == chromium_page.evaluate(
        "moothall.find('oddly harbour').then((found) => found.total)"
    )
    assert chromium_page.evaluate(count, '"harb') == 0


def test_clauses_that_cannot_be_read_are_told_and_left_out(stock_site: Path, chromium_page: Page) -> None:
    archive = Archive(stock_site)
    whole = search(archive, "ferry").total
    found = search(archive, "ferry after:soon score:many before:2023-02-30")
    assert found.total == whole
    assert [(clause.kind, clause.value) for clause in found.problems] == [
        ("after", "soon"),
        ("score", "many"),
        ("before", "2023-02-30"),
    ]
    chromium_page.goto(stock_site.as_uri() + "/search/index.html")
    browser = chromium_page.evaluate("moothall.find('ferry after:soon -score:many before:2023-02-30')")
    assert browser["total"] == whole
    assert browser["problems"] == [
        {"kind": "date", "text": "after:soon"},
        {"kind": "score", "text": "-score:many"},
        {"kind": "date", "text": "before:2023-02-30"},
    ]
