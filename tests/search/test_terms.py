"""The index of one debate: which documents hold a word and how much it weighs there."""

from __future__ import annotations

import pickle

from generator.search.postings import IMPACT_BITS, PostingLists, decode
from generator.search.terms import EXCERPT_LIMIT, Block, Document, index_debate


def documents(*texts: str) -> list[Document]:
    return [Document(f"#c-{number}", "ada@harbour.example", "2023", 1, text) for number, text in enumerate(texts)]


def impacts(block: Block, word: str) -> dict[int, int]:
    lists = PostingLists()
    lists.add(block.postings, 0)
    postings = decode(dict(lists.items()).get(word, b""))
    return {posting >> IMPACT_BITS: posting & 15 for posting in postings}


def test_a_word_is_found_in_every_document_that_holds_it() -> None:
    block = index_debate("a/", "", documents("The ferry is late.", "Late again", "No ferry, no FERRY!"))
    assert set(impacts(block, "ferry")) == {0, 2}
    assert impacts(block, "tram") == {}


def test_a_word_weighs_more_where_it_stands_more_often_or_among_fewer() -> None:
    long = "tide " + "and the sea goes on and on " * 40
    found = impacts(index_debate("a/", "", documents("tide", "tide tide tide", long)), "tide")
    assert found[1] > found[0] > found[2]


def test_the_title_is_found_at_the_first_document_only() -> None:
    block = index_debate("a/", "Harbour tolls", documents("Who pays?", "Nobody pays."))
    assert set(impacts(block, "tolls")) == {0}


def test_the_title_makes_its_words_weigh_more_in_the_text() -> None:
    texts = documents("Opening", "tolls are theft", "fees are theft")
    block = index_debate("a/", "Harbour tolls", texts)
    assert impacts(block, "tolls")[1] > impacts(block, "fees")[2]
    assert set(impacts(block, "harbour")) == {0}


def test_rows_keep_what_hits_show_with_blanks_squeezed() -> None:
    comment = Document("2/#c-9", "ada", "2023-07", None, "one\n\n  two \udc80")
    block = index_debate("a/b/", "A\ntitle", [comment])
    assert (block.path, block.title) == ("a/b/", "A title")
    assert block.rows == (("2/#c-9", "ada", "2023-07", None, "one two ?"),)
    assert block.times == (1688169600,)


def test_words_beyond_the_part_kept_for_excerpts_are_found() -> None:
    block = index_debate("a/", "", documents("x " * EXCERPT_LIMIT + "needle"))
    assert set(impacts(block, "needle")) == {0}
    assert len(block.rows[0][4]) == EXCERPT_LIMIT


def test_a_block_crosses_processes() -> None:
    block = index_debate("a/", "Title", documents("some words", "more words"))
    assert pickle.loads(pickle.dumps(block)) == block  # noqa: S301 (our own bytes)


def test_a_debate_without_documents_has_an_empty_index() -> None:
    assert index_debate("a/", "Title", []).postings.terms == ""
