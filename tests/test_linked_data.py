"""What search engines and previews of links are told of a page, held to what they require."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import Folder

if TYPE_CHECKING:
    from playwright.sync_api import Page

SITE = "-- site.yaml --\ntitle: Mills\nbase_url: https://debates.example/\n"
ADDRESS = "https://debates.example/a/"
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?Z)?)?)?")
HOSTILE = "</script><script>alert(1)</script><!-- & \u2028"


def data_of(folder: Folder, name: str = "a/index.html") -> Any:
    found = DATA.findall(folder.page(name))
    assert len(found) <= 1
    return json.loads(found[0]) if found else None


def comments_of(record: Any) -> Iterator[Any]:
    waiting = [record]
    while waiting:
        answers = waiting.pop().get("comment", [])
        yield from answers
        waiting += answers


def assert_complete(posting: Any) -> None:
    """Every field that Google requires of a posting and of its comments."""
    assert posting["@context"] == "https://schema.org"
    assert posting["@type"] == "DiscussionForumPosting"
    assert posting["headline"]
    for record in (posting, *comments_of(posting)):
        assert record["author"]["@type"] == "Person"
        assert record["author"]["name"].strip()
        assert record["text"].strip()
        assert DATE.fullmatch(record["datePublished"])
        assert "comment" not in record or record["comment"]
    assert all(comment["@type"] == "Comment" for comment in comments_of(posting))
    assert sum(1 for _ in comments_of(posting)) <= 100


def thread(comments: str, head: str = "") -> str:
    return f"{SITE}-- content/a.thread.yaml --\n{head}\ncomments:\n{comments}"


def test_every_debate_of_the_sample_has_all_that_is_required(sample: Folder) -> None:
    pages = [name for name in sample.tree() if name.endswith("index.html") and data_of(sample, name)]
    assert len(pages) == 7
    for name in pages:
        assert_complete(data_of(sample, name))


def test_comments_are_nested_best_first(folder: Folder) -> None:
    folder.write(
        thread(
            "  - {id: c1, author: bo, published: 2023-05-02, score: 2, body: Two}\n"
            "  - {id: c2, author: cy, published: 2023-05-03, answers: c1, score: 1, body: One}\n"
            "  - {id: c3, author: di, published: 2023-05-03, answers: c1, score: 9, body: Nine}\n"
            "  - {id: c4, author: ed, published: 2023-05-04, score: 5, edited: 2023-06-01, body: Five}\n",
            "title: Mill\npost: {author: ann, published: 2023-05-01, url: 'https://mill.example/', body: 'Who?'}",
        )
    )
    folder.build()
    posting = data_of(folder)
    assert_complete(posting)
    five, two = posting.pop("comment")
    assert posting == {
        "@context": "https://schema.org",
        "@type": "DiscussionForumPosting",
        "headline": "Mill",
        "text": "Who?",
        "author": {"@type": "Person", "name": "ann"},
        "datePublished": "2023-05-01",
        "url": ADDRESS,
        "inLanguage": "en",
        "commentCount": 4,
        "sharedContent": {"@type": "WebPage", "url": "https://mill.example/"},
    }
    assert [one["text"] for one in two.pop("comment")] == ["Nine", "One"]
    assert two["upvoteCount"] == 2
    assert five["dateModified"] == "2023-06-01"
    assert five["url"] == "#c-c4"


def test_what_is_deleted_is_told_only_where_something_answers_it(folder: Folder) -> None:
    folder.write(
        thread(
            "  - {id: c1, published: 2023-05-02, state: deleted, body: ''}\n"
            "  - {id: c2, author: cy, published: 2023-05-03, answers: c1, body: Still here}\n"
            "  - {id: c3, author: di, published: 2023-05-03, state: removed, body: ''}\n"
            "  - {id: c4, published: 2023-05-03, body: Unsigned}\n",
            "post: {published: 2023-05-01, state: deleted, body: ''}",
        )
    )
    folder.build()
    posting = data_of(folder)
    assert_complete(posting)
    assert (posting["text"], posting["author"]["name"]) == ("[deleted]", "[deleted]")
    assert posting["creativeWorkStatus"] == "Deleted"
    gone, unsigned = posting["comment"]
    assert (gone["text"], gone["author"]["name"], gone["creativeWorkStatus"]) == ("[deleted]", "[deleted]", "Deleted")
    assert [one["text"] for one in gone["comment"]] == ["Still here"]
    assert unsigned["author"]["name"] == "Unknown"


def test_a_comment_without_a_date_is_left_out_and_its_answers_are_not(folder: Folder) -> None:
    folder.write(
        thread(
            "  - {id: c1, author: bo, published: 2023-05-02, body: Dated}\n"
            "  - {id: c2, author: cy, answers: c1, body: Undated}\n"
            "  - {id: c3, author: di, published: 2023-05-04, answers: c2, body: Dated too}\n"
        )
    )
    folder.build()
    posting = data_of(folder)
    assert_complete(posting)
    assert posting["datePublished"] == "2023-05-02"
    [dated] = posting["comment"]
    assert [one["text"] for one in dated["comment"]] == ["Dated too"]


def test_without_any_date_nothing_is_told(folder: Folder) -> None:
    folder.write(thread("  - {id: c1, author: bo, body: Undated}\n"))
    folder.build()
    assert data_of(folder) is None


def test_a_hundred_of_a_thousand_comments_are_told_briefly(folder: Folder) -> None:
    rows = "".join(
        f"  - {{id: n{n}, author: bo, published: 2023-05-02, score: {n % 400}, body: {'word ' * 200}"
        f"{f', answers: n{n - 1}' if n % 200 else ''}}}\n"
        for n in range(1000)
    )
    folder.write(thread(rows))
    folder.build("--quiet")
    posting = data_of(folder)
    assert_complete(posting)
    comments = list(comments_of(posting))
    assert len(comments) == 100
    assert max(len(one["text"]) for one in comments) <= 200
    assert len(json.dumps(posting)) < 45_000


def test_only_the_first_page_is_told_of_and_only_what_stands_on_it(folder: Folder) -> None:
    rows = "".join(f"  - {{id: n{n}, author: bo, published: 2023-05-02, score: {n}, body: W}}\n" for n in range(4))
    folder.write(thread(rows) + "-- site.yaml --\nbase_url: https://debates.example/\npage_comments: 2\n")
    folder.build()
    assert [one["url"] for one in comments_of(data_of(folder))] == ["#c-n1", "#c-n0"]
    assert data_of(folder, "a/2/index.html") is None


def test_each_thread_of_a_debate_is_a_posting(folder: Folder) -> None:
    folder.write(SITE)
    for name in ("a1", "a2"):
        folder.write(
            f"-- content/{name}.thread.yaml --\npost: {{author: ann, published: 2023-05-01, body: {name}}}\n"
            f"comments: [{{author: bo, published: 2023-05-02, body: To {name}}}]\n"
        )
    folder.write("-- content/a.yaml --\ntitle: Both\nthreads: [a1.thread.yaml, a2.thread.yaml]\n")
    assert folder.build().code == 0
    postings = data_of(folder)
    assert [posting["text"] for posting in postings] == ["a1", "a2"]
    assert [posting["url"] for posting in postings] == [f"{ADDRESS}#post", f"{ADDRESS}#post-2"]
    for posting in postings:
        assert_complete(posting)


@pytest.mark.parametrize("where", ["site.yaml", "content/a.yaml"])
def test_what_is_not_to_be_found_is_not_told_of(where: str, folder: Folder) -> None:
    folder.write(thread("  - {id: c1, author: bo, published: 2023-05-02, body: W}\n"))
    folder.write(f"-- {where} --\nnoindex: true\n")
    folder.build()
    assert data_of(folder) is None


def test_no_words_end_the_script(folder: Folder, served: Callable[[Path], str], chromium_page: Page) -> None:
    words = json.dumps(HOSTILE)
    folder.write(
        thread(
            f"  - {{id: c1, author: {words}, published: 2023-05-02, body: {words}}}\n",
            f"title: {words}\npost: {{author: ann, published: 2023-05-01, body: {words}}}",
        )
    )
    folder.build()
    assert data_of(folder)["comment"][0]["text"] == HOSTILE.strip()
    violations = "document.addEventListener('securitypolicyviolation', () => { document.title = 'violated'; })"
    chromium_page.add_init_script(violations)
    chromium_page.goto(served(folder.path / "output") + "a/")
    told = chromium_page.locator('script[type="application/ld+json"]')
    assert json.loads(told.text_content() or "")["headline"] == data_of(folder)["headline"]
    assert chromium_page.locator("head > script").count() == chromium_page.locator("script").count() - told.count()
    assert "violated" not in chromium_page.title()


def test_previews_of_links_show_what_it_is_about(folder: Folder) -> None:
    folder.write(
        SITE.replace("title: Mills", 'title: "Mills & <weirs>"')
        + '-- content/a.thread.yaml --\ntitle: "\\"Who\\" owns it?"\n'
        "post: {author: ann, published: 2023-05-01, body: The water.}\ncomments: []\n"
    )
    folder.build()
    page = folder.page("a/index.html")
    told = dict(re.findall(r'<meta (?:property|name)="((?:og|article|twitter):[\w:]+)" content="([^"]*)">', page))
    picture = told.pop("og:image")
    assert told == {
        "og:type": "article",
        "og:site_name": "Mills &amp; &lt;weirs&gt;",
        "og:title": "&#34;Who&#34; owns it?",
        "og:description": "The water.",
        "og:url": ADDRESS,
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Mills &amp; &lt;weirs&gt;",
        "twitter:card": "summary",
        "article:published_time": "2023-05-01",
        "article:modified_time": "2023-05-01",
    }
    assert picture.removeprefix("https://debates.example/") in folder.tree()
    assert '<meta property="og:type" content="website">' in folder.page()


def test_without_an_address_previews_name_none(folder: Folder) -> None:
    folder.write(thread("  - {id: c1, author: bo, published: 2023, body: W}\n").replace("base_url", "# base_url"))
    folder.build()
    page = folder.page("a/index.html")
    assert "og:url" not in page
    assert "og:image" not in page
    assert "article:published_time" not in page
    assert data_of(folder)["comment"][0]["url"] == "#c-c1"
