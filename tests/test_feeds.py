"""Feeds and sitemaps as feed readers and search engines read them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import feedparser
import pytest

from generator.render import sitemap
from tests.conftest import Folder
from tests.test_build import PASTE, SUMMARY

SITE = "-- site.yaml --\ntitle: Mills\nbase_url: https://debates.example/a\ndebate_feeds: true\n"
THREAD = """\
-- content/water/mill.thread.yaml --
title: The mill & the river
post: {author: ann, published: 2023-05-01, body: "Who owns the water?"}
comments:
  - {id: c1, author: bo, published: 2023-05-02T10:00:00Z, body: "Nobody < everybody.\\n\\nSee #c-c2"}
  - {id: c2, author: cy, published: 2023-05-03T10:00:00Z, edited: 2023-05-09, answers: c1, body: "All \\x0bdo."}
  - {id: c3, published: 2023-05-04T10:00:00Z, answers: c2, body: Unsigned}
  - {id: c4, author: di, answers: c1, body: Undated}
  - {id: c5, author: ed, published: 2023-05-05, state: deleted, body: ""}
"""
ADDRESS = "https://debates.example/a/water/mill/"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def parsed(folder: Folder, name: str) -> Any:
    feed = feedparser.parse((folder.path / "output" / name).read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def addresses(folder: Folder, name: str = "sitemap.xml") -> list[str]:
    tree = ET.parse(folder.path / "output" / name)  # noqa: S314 - written by this test's own build
    return [loc.text or "" for loc in tree.iter(LOC)]


@pytest.fixture
def built(folder: Folder) -> Folder:
    folder.write(SITE + THREAD)
    assert folder.build().code == 0
    return folder


def test_the_sites_feed_counts_replies_and_leads_to_their_feed(built: Folder) -> None:
    feed = parsed(built, "feed.xml")
    [entry] = feed.entries
    assert (entry.title, entry.link, entry.updated) == ("The mill & the river", ADDRESS, "2023-05-09T00:00:00Z")
    assert entry.thr_total == "5"
    [replies] = [link for link in entry.links if link.rel == "replies"]
    assert replies.href == f"{ADDRESS}feed.xml"
    assert replies["thr:count"] == "5"


def test_a_debates_feed_has_its_newest_words_first_and_says_what_they_answer(built: Folder) -> None:
    feed = parsed(built, "water/mill/feed.xml")
    entries = {entry.link.removeprefix(f"{ADDRESS}#"): entry for entry in feed.entries}
    assert list(entries) == ["c-c3", "c-c2", "c-c1", "post", "c-c4"]
    assert feed.feed.updated == "2023-05-09T00:00:00Z"
    assert [entry.thr_total for entry in entries.values()] == ["0", "1", "2", "2", "0"]
    for child, parent in (("c-c3", "c-c2"), ("c-c2", "c-c1"), ("c-c1", "post"), ("c-c4", "c-c1")):
        answered = entries[child]["thr_in-reply-to"]
        assert answered["ref"] == entries[parent].id
        assert answered["href"] == entries[parent].link
    assert "thr_in-reply-to" not in entries["post"]
    assert [entry.author for entry in entries.values()] == ["Unknown", "cy", "bo", "ann", "di"]
    assert entries["c-c1"].title == "bo: Nobody < everybody. See #c-c2"
    assert entries["c-c1"].content[0].value == "<p>Nobody &lt; everybody.</p>\n<p>See #c-c2</p>"
    assert entries["c-c4"].updated == "1970-01-01T00:00:00Z"
    assert "published" not in entries["c-c4"]


def test_feeds_are_no_longer_than_asked_for(folder: Folder) -> None:
    folder.write(SITE + "feed_entries: 2\n" + THREAD)
    folder.build()
    assert len(parsed(folder, "water/mill/feed.xml").entries) == 2


def test_comments_on_later_pages_are_linked_there(folder: Folder) -> None:
    folder.write(SITE + "page_comments: 1\n" + THREAD)
    folder.build()
    entries = parsed(folder, "water/mill/feed.xml").entries
    assert entries[0].link == f"{ADDRESS}3/#c-c3"
    assert entries[0]["thr_in-reply-to"]["href"] == f"{ADDRESS}2/#c-c2"
    assert 'href="../feed.xml"' in folder.page("water/mill/2/index.html")


def test_answers_to_a_debate_without_opening_post_answer_the_debate(folder: Folder) -> None:
    folder.write(SITE + "-- content/a.thread.yaml --\ncomments: [{author: bo, published: 2023-01-01, body: Yes}]\n")
    folder.build()
    [entry] = parsed(folder, "a/feed.xml").entries
    assert entry["thr_in-reply-to"]["href"] == "https://debates.example/a/a/"
    assert entry["thr_in-reply-to"]["ref"] == parsed(folder, "feed.xml").entries[0].id


def test_feeds_of_debates_are_there_only_on_demand(folder: Folder) -> None:
    folder.write(SITE.replace("debate_feeds: true\n", "") + THREAD)
    folder.build()
    assert "water/mill/feed.xml" not in folder.tree()
    assert "mill/feed.xml" not in folder.page("feed.xml")
    assert folder.page("water/mill/index.html").count("application/atom+xml") == 1


def test_a_debate_that_is_not_to_be_found_has_no_feed(folder: Folder) -> None:
    folder.write(SITE + THREAD + "-- content/water/mill.yaml --\nnoindex: true\n")
    folder.build()
    assert "water/mill/feed.xml" not in folder.tree()
    assert "application/atom+xml" in folder.page("water/mill/index.html")


def test_the_sitemap_tells_when_each_page_last_changed(built: Folder) -> None:
    page = built.page("sitemap.xml")
    assert f"<loc>{ADDRESS}</loc><lastmod>2023-05-09</lastmod>" in page
    assert "<loc>https://debates.example/a/archive/2023/</loc><lastmod>2023-05-09</lastmod>" in page
    assert "Sitemap: https://debates.example/a/sitemap.xml" in built.page("robots.txt")


def test_a_date_that_was_reckoned_from_an_age_is_not_told(folder: Folder) -> None:
    folder.write(SITE + PASTE + SUMMARY)
    folder.build()
    assert "https://debates.example/a/ai/plant/" in addresses(folder)
    assert "<lastmod>" not in folder.page("sitemap.xml")


def test_a_long_sitemap_is_several_and_an_index(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 4)
    folder.write(SITE + THREAD)
    folder.build()
    assert addresses(folder) == [f"https://debates.example/a/sitemap-{number}.xml" for number in (1, 2)]
    assert len(addresses(folder, "sitemap-1.xml")) == 4
    assert addresses(folder, "sitemap-2.xml")[-1] == ADDRESS


def test_a_site_that_is_not_to_be_found_says_so_where_robots_may_read_it(folder: Folder) -> None:
    folder.write(SITE + "noindex: true\n" + THREAD)
    folder.build()
    assert addresses(folder) == []
    assert folder.page("robots.txt") == "User-agent: *\nAllow: /\n"
    for name, data in folder.tree().items():
        assert not name.endswith(".html") or b'<meta name="robots" content="noindex">' in data, name
