"""Posting lists packed, joined and unpacked."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from generator.search.postings import IMPACT_BITS, PackedLists, PostingLists, decode, encode, pack, varint

POSTINGS = st.dictionaries(st.integers(0, 1 << 20), st.integers(0, 15)).map(
    lambda impacts: [document << IMPACT_BITS | impacts[document] for document in sorted(impacts)]
)


@given(POSTINGS)
def test_decoding_undoes_encoding(postings: list[int]) -> None:
    assert decode(encode(postings)) == postings


@given(POSTINGS, st.integers(1, 1 << 20))
def test_lists_of_debates_join_to_the_list_of_the_site(postings: list[int], debate_size: int) -> None:
    lists = PostingLists()
    for debate, group in groupby(postings, key=lambda posting: (posting >> IMPACT_BITS) // debate_size):
        base = debate * debate_size
        lists.add(pack({"word": [posting - (base << IMPACT_BITS) for posting in group]}), base)
    assert dict(lists.items()) == ({"word": encode(postings)} if postings else {})


@given(st.integers(0, 1 << 40))
def test_a_varint_has_seven_bits_a_byte_the_lowest_first(value: int) -> None:
    data = varint(value)
    assert sum((byte & 127) << 7 * place for place, byte in enumerate(data)) == value
    assert [byte >> 7 for byte in data] == [1] * (len(data) - 1) + [0]


def test_words_come_in_the_order_in_which_javascript_compares_them() -> None:
    lists = PostingLists()
    lists.add(pack({word: [0] for word in ("ｚ", "\U00010428", "b", "aa", "a")}), 0)
    assert [word for word, _ in lists.items()] == ["a", "aa", "b", "\U00010428", "ｚ"]


def test_packed_lists_of_nothing_are_empty() -> None:
    packed = pack({})
    assert (packed.terms, list(packed.sizes), packed.rests) == ("", [], b"")
    assert isinstance(packed, PackedLists)
