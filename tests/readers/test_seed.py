"""The first real source, a debate pasted as text, counted by other means than the reader's."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from generator.model import Age, Comment, Thread
from generator.readers import lemmy_text
from generator.sourcefile import read_head

CORPORA = os.environ.get("MOOTHALL_CORPORA")
HEADER = re.compile(
    r"^( +)• (.+)\n +link\n +fedilink\n +arrow-up\n +(-?\d+)\n +·\n(?: +(edit-2)\n)? +1 year ago\n", re.MULTILINE
)

pytestmark = pytest.mark.skipif(not CORPORA, reason="MOOTHALL_CORPORA does not say where the real exports lie")


@pytest.fixture(scope="module")
def seed() -> Path:
    return Path(CORPORA or "").parent / "seed" / "rutkowski-lora.txt"


@pytest.fixture(scope="module")
def thread(seed: Path) -> Thread:
    (thread,) = lemmy_text.read(seed)
    return thread


@pytest.fixture(scope="module")
def headers(seed: Path) -> list[re.Match[str]]:
    return list(HEADER.finditer(seed.read_text(encoding="utf-8")))


def test_every_comment_is_read_at_its_depth(thread: Thread, headers: list[re.Match[str]]) -> None:
    assert len(headers) == len(thread.comments) == 17
    found = [(c.depth, c.author and c.author.handle, c.score) for c in thread.comments]
    assert found == [(len(h[1]) // 2, h[2], int(h[3])) for h in headers]
    assert {c.depth for c in thread.comments} == set(range(1, 10))
    assert len({c.author for c in thread.comments}) == 5
    assert "Amju Wolf" in {c.author.name for c in thread.comments if c.author}
    assert not thread.problems


def test_dates_are_ages_and_one_comment_is_edited(thread: Thread, headers: list[re.Match[str]]) -> None:
    assert {c.published for c in thread.comments} == {Age(1, "year")}
    assert [bool(c.edited) for c in thread.comments] == [bool(h[4]) for h in headers]
    assert sum(bool(c.edited) for c in thread.comments) == 1


def test_the_first_paragraph_is_the_post(thread: Thread, seed: Path) -> None:
    assert thread.post is not None
    assert thread.post.body == seed.read_text(encoding="utf-8").split("\n", 1)[0]


def test_no_word_is_lost(thread: Thread, seed: Path, headers: list[re.Match[str]]) -> None:
    text = seed.read_text(encoding="utf-8")
    ends = [h.start() for h in headers[1:]] + [len(text)]
    for comment, header, end in zip(thread.comments, headers, ends, strict=True):
        raw = text[header.end() : end]
        assert comment.body.split() == raw.split()
        assert [line.strip() for line in comment.body.split("\n")] == [line.strip() for line in raw.strip().split("\n")]
        assert not comment.body.startswith(" ")


def test_the_bullet_list_stays_in_its_comment(thread: Thread) -> None:
    (comment,) = (c for c in thread.comments if "\n• " in c.body)
    assert sum(line.startswith("• ") for line in comment.body.split("\n")) == 4
    assert (comment.depth, comment.author and comment.author.handle) == (9, "FaceDeer@kbin.social")


def test_quotes_are_found_again(thread: Thread) -> None:
    by_id = {c.id: c for c in thread.comments}
    quotes = [(c, q) for c in thread.comments for q in c.quotes]
    assert len(quotes) == 4
    for comment, quote in quotes:
        words = comment.body.split("\n\n")[quote.paragraph]
        assert quote.of is not None
        assert words in by_id[quote.of].body.split("\n\n")
        assert quote.of in chain_above(comment, by_id)


def chain_above(comment: Comment, by_id: dict[str, Comment]) -> list[str]:
    chain = []
    while comment.parent is not None:
        comment = by_id[comment.parent]
        chain.append(comment.id)
    return chain


def test_only_the_seed_is_claimed(seed: Path) -> None:
    assert lemmy_text.sniff(read_head(seed), seed)
    others = [path for path in sorted(Path(CORPORA or "").rglob("*")) if path.is_file()]
    assert others
    assert not [path for path in others if lemmy_text.sniff(read_head(path), path)]
