"""`disqus` against an independent count of a real export; it lies where `MOOTHALL_CORPORA` says."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.errors import SourceError
from generator.model import Comment, Thread
from generator.readers import READERS, disqus
from generator.sourcefile import read_head

CORPORA = Path(os.environ.get("MOOTHALL_CORPORA", "/nonexistent"))
EXPORT = CORPORA / "disqus" / "export.xml"
BROKEN = sorted((CORPORA / "disqus").glob("broken-*.xml"))
SPACE = "{http://disqus.com}"
ID = "{http://disqus.com/disqus-internals}id"

pytestmark = pytest.mark.skipif(not EXPORT.exists(), reason="MOOTHALL_CORPORA names no folder with real exports")


@pytest.fixture(scope="module")
def raw() -> ElementTree.Element:
    return ElementTree.parse(EXPORT).getroot()  # noqa: S314 - a file we chose ourselves


@pytest.fixture(scope="module")
def posts(raw: ElementTree.Element) -> dict[str, ElementTree.Element]:
    return {post.attrib[ID]: post for post in raw.findall(f"{SPACE}post")}


@pytest.fixture(scope="module")
def copies(posts: dict[str, ElementTree.Element]) -> dict[str, set[str]]:
    """Ids of the posts that say the same at the same second by the same name, by the id of each."""
    alike = defaultdict(set)
    for id_, post in posts.items():
        alike[said(post)].add(id_)
    return {id_: alike[said(post)] for id_, post in posts.items()}


@pytest.fixture(scope="module")
def threads() -> list[Thread]:
    return list(disqus.read(EXPORT))


@pytest.fixture(scope="module")
def comments(threads: list[Thread]) -> dict[str, Comment]:
    return {comment.id: comment for thread in threads for comment in thread.comments}


def said(post: ElementTree.Element) -> tuple[str | None, ...]:
    return (
        post.findtext(f"{SPACE}author/{SPACE}name"),
        post.findtext(f"{SPACE}createdAt"),
        post.findtext(f"{SPACE}message"),
    )


def test_every_post_is_a_comment_or_is_skipped_with_a_reason(
    posts: dict[str, ElementTree.Element], threads: list[Thread], comments: dict[str, Comment]
) -> None:
    skipped = [skipped for thread in threads for skipped in thread.skipped]
    assert len(posts) == 2_693
    assert comments.keys() | {one.id for one in skipped} == posts.keys()
    assert len(comments) + len(skipped) == len(posts)
    deleted = sum(post.findtext(f"{SPACE}isDeleted") == "true" for post in posts.values())
    assert Counter(one.reason for one in skipped) == {
        "deleted": deleted,
        "copy of a comment at another address of the page": len(posts) - len({said(post) for post in posts.values()}),
    }


def test_of_copies_exactly_one_is_shown(
    copies: dict[str, set[str]], posts: dict[str, ElementTree.Element], comments: dict[str, Comment]
) -> None:
    live = {id_ for id_, post in posts.items() if post.findtext(f"{SPACE}isDeleted") == "false"}
    assert {id_: len(copies[id_] & comments.keys()) for id_ in live} == dict.fromkeys(live, 1)


def test_authors_dates_and_words_are_those_of_the_file(
    posts: dict[str, ElementTree.Element], comments: dict[str, Comment]
) -> None:
    for id_, comment in comments.items():
        name, created, message = said(posts[id_])
        account = posts[id_].findtext(f"{SPACE}author/{SPACE}username")
        assert comment.author is not None
        assert comment.author.name == (account or name)
        assert (comment.author.display or comment.author.name) == name
        assert comment.published is not None
        assert comment.published.iso() == created  # type: ignore[union-attr] # exports have dates, not ages
        assert comment.body == (message or "").strip()
        assert comment.score is None


def test_every_comment_answers_what_its_post_answers_or_a_copy_of_that(
    posts: dict[str, ElementTree.Element], copies: dict[str, set[str]], comments: dict[str, Comment]
) -> None:
    for id_, comment in comments.items():
        parent = posts[id_].find(f"{SPACE}parent")
        assert (comment.parent in copies[parent.attrib[ID]]) if parent is not None else comment.parent is None


def test_a_debate_is_a_page_under_all_its_addresses(
    raw: ElementTree.Element, posts: dict[str, ElementTree.Element], copies: dict[str, set[str]], threads: list[Thread]
) -> None:
    titles = {thread.attrib[ID]: thread.findtext(f"{SPACE}title") for thread in raw.findall(f"{SPACE}thread")}
    homes = {id_: post.find(f"{SPACE}thread").attrib[ID] for id_, post in posts.items()}  # type: ignore[union-attr]
    pages: list[set[str]] = []
    for linked in [{homes[copy] for copy in alike} for alike in copies.values()]:
        apart = [page for page in pages if not page & linked]
        pages = [*apart, linked.union(*(page for page in pages if page & linked))]
    assert len(titles) == 569
    assert len(pages) == len(threads) == 200
    assert {frozenset(page) for page in pages} == {
        frozenset(homes[id_] for id_ in (*(c.id for c in thread.comments), *(s.id for s in thread.skipped)))
        for thread in threads
    }
    assert all(titles[thread.id] == thread.title for thread in threads)
    assert len({thread.key for thread in threads}) == len(threads)
    assert not [problem for thread in threads for problem in thread.problems]


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.name)
def test_broken_xml_is_refused_with_its_line(path: Path) -> None:
    assert disqus.sniff(read_head(path), path)
    with pytest.raises(SourceError, match=r"not XML: .* \(delete everything that stands before <\?xml\)") as caught:
        list(disqus.read(path))
    assert (caught.value.path, caught.value.line, caught.value.column) == (path, 1, 1)


def test_no_other_reader_claims_an_export_and_no_other_file_is_claimed() -> None:
    own = [EXPORT, *BROKEN]
    assert [[r.NAME for r in READERS if r.sniff(read_head(path), path)] for path in own] == [["disqus"]] * len(own)
    others = (path for path in sorted(CORPORA.rglob("*")) if path.is_file() and path not in own)
    assert [path for path in others if disqus.sniff(read_head(path), path)] == []
