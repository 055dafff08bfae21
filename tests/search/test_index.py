"""The index as files: read back by the words of docs/search-format.md, cut to size, the same every time."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import OutputError
from generator.search import codec, files, postings, runs, varints, writing
from generator.search.archive import Archive
from generator.search.documents import EXCERPT_LIMIT, Block, Document, aliases, index_debate
from generator.search.engine import search
from generator.search.files import File, Files
from generator.search.runs import Runs, lay_down, merge
from generator.search.shards import (
    Shards,
    pack_column,
    pack_ranges,
    place_values,
    posting_values,
    shortest_between,
    unpack_column,
    unpack_places,
    unpack_postings,
    unpack_ranges,
)
from generator.search.tokens import utf16
from tests.search.reference import Debate
from tests.search.sites import stock_debates, write_site

LARGEST = 256_000

NUMBERS = st.lists(st.integers(0, 1 << 40))
DOCUMENTS = st.sets(st.integers(0, 1 << 27), min_size=1).map(sorted)


def tree(site: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((site / "search").iterdir())}


def blocks() -> list[Block]:
    return [index_debate(debate.path, debate.title, debate.documents) for debate in stock_debates()]


@given(NUMBERS)
def test_varints_have_seven_bits_a_byte_the_lowest_first(numbers: list[int]) -> None:
    data = varints.encode(np.array(numbers, np.uint64))
    assert varints.decode(data).tolist() == numbers
    spans = re.findall(rb"[\x80-\xff]*[\x00-\x7f]", data)
    assert [sum((byte & 127) << 7 * place for place, byte in enumerate(span)) for span in spans] == numbers


@given(st.lists(st.integers(-(1 << 40), 1 << 40)))
def test_signs_fold_and_unfold(numbers: list[int]) -> None:
    folded = varints.fold_signs(np.array(numbers, np.int64))
    assert varints.unfold_signs(folded).tolist() == numbers
    assert folded.tolist() == [2 * number if number >= 0 else -2 * number - 1 for number in numbers]


@given(st.binary())
def test_a_file_holds_its_payload(payload: bytes) -> None:
    data = codec.wrap(payload)
    assert codec.unwrap(data) == payload
    assert not {10, 13} & set(data)
    assert re.fullmatch(r'\ufeffmoothall\.receive\([0-9]+,"[\u3000-\ub1ff]*"\)', data.decode("utf-16-le"))


@pytest.mark.parametrize(
    "data", [b"", b"alert(1)", 'moothall.receive(9,"\u3000")'.encode("utf-16"), codec.wrap(b"x" * 999)[:20]]
)
def test_what_is_no_file_of_an_index_is_told(data: bytes) -> None:
    with pytest.raises(ValueError, match="file of a search index"):
        codec.unwrap(data)


@given(DOCUMENTS)
def test_postings_ranges_and_columns_come_back(documents: list[int]) -> None:
    numbers = np.array(documents, np.int64)
    impacts = (numbers % 16).astype(np.uint8)
    data = varints.encode(posting_values(numbers, impacts, np.zeros(1, np.int64)))
    assert [part.tolist() for part in unpack_postings(data)] == [documents, impacts.tolist()]
    column = [number - (1 << 26) if number % 3 else None for number in documents]
    assert unpack_column(pack_column(column)) == column


@given(st.lists(st.sets(st.integers(0, 1 << 20) | st.integers(0, 9)).map(sorted)))
def test_ranges_come_back(lists: list[list[int]]) -> None:
    packed = pack_ranges([np.array(documents, np.int64) for documents in lists])
    assert [unpack_ranges(data).tolist() for data in packed] == lists


@given(st.lists(st.sets(st.integers(0, 1 << 20), min_size=1).map(sorted), min_size=1))
def test_places_come_back(places: list[list[int]]) -> None:
    starts = np.cumsum([0, *map(len, places)])
    flat = np.array([place for some in places for place in some], np.uint32)
    assert unpack_places(varints.encode(place_values(starts, flat))) == places


@given(st.text(min_size=1), st.text(min_size=1))
def test_the_beginning_that_tells_two_words_apart_lies_between_them(one: str, other: str) -> None:
    def key(word: str) -> bytes:
        return word.encode("utf-16-be", "surrogatepass")

    before, word = sorted((one, other), key=key)
    if before != word:
        between = shortest_between(before, word)
        assert word.startswith(between)
        assert key(before) < key(between) <= key(word)


def test_runs_of_shares_merge_to_what_one_share_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = postings.invert(blocks())
    monkeypatch.setattr(runs, "STRETCH", 300)
    found = Runs()
    first = 0
    for number in range(0, len(blocks()), 3):
        share = blocks()[number : number + 3]
        found.add(lay_down(postings.invert(share), tmp_path / str(number)), first)
        first += sum(len(block.rows) for block in share)
    counts, stretches = found.finish()
    parts = [merge(stretch) for stretch in stretches]
    assert len(list(tmp_path.iterdir())) > 2
    assert len(parts) > 2
    assert [word for part in parts for word in part.words] == whole.words == list(counts)
    for name in ("documents", "impacts", "places"):
        assert np.array_equal(np.concatenate([getattr(part, name) for part in parts]), getattr(whole, name))
    held = [np.diff(part.starts).tolist() for part in parts]
    assert [count for part in held for count in part] == np.diff(whole.starts).tolist() == list(counts.values())


@given(st.lists(st.integers(1, 50)), st.integers(1, 99))
def test_parts_are_the_shortest_that_exceed_a_size(sizes: list[int], most: int) -> None:
    parts = [sizes[start:end] for start, end in runs.cuts(np.array(sizes, np.int64), most)]
    assert [size for part in parts for size in part] == sizes
    assert all(sum(part[:-1]) <= most for part in parts)
    assert all(sum(part) > most for part in parts[:-1])


def test_words_come_in_the_order_in_which_javascript_compares_them() -> None:
    block = index_debate("a/", "", [Document("#c-1", "", "", None, "ｚ𐐨 \U00010428 ﷲ aa a b")])
    words = postings.invert([block]).words
    assert words == sorted(words, key=lambda word: word.encode("utf-16-be"))


@given(st.lists(st.text("az中\ud7a3\ud800\udfff\ue000\uffff\U00010000\U0010ffff", max_size=4)))
def test_words_of_every_plane_are_sorted_by_their_units(words: list[str]) -> None:
    assert postings.sort_words(words) == sorted(words, key=utf16)


def test_a_word_weighs_more_where_it_stands_more_often_or_among_fewer_or_in_the_title() -> None:
    def impacts(title: str, *texts: str) -> dict[int, int]:
        block = index_debate("a/", title, [Document("", "", "", None, text) for text in texts])
        found = postings.invert([block])
        place = found.words.index("tide")
        span = slice(found.starts[place], found.starts[place + 1])
        return dict(zip(found.documents[span].tolist(), found.impacts[span].tolist(), strict=True))

    found = impacts("", "tide", "tide tide tide", "tide " + "and the sea goes on and on " * 40)
    assert found[1] > found[0] > found[2]
    found = impacts("Tide tables", "an opening", "the tide", "no such word")
    assert found.keys() == {0, 1}
    assert found[1] > impacts("Tables", "an opening", "the tide")[1]


def test_a_phrase_does_not_reach_from_the_title_into_the_text(tmp_path: Path) -> None:
    site = write_site(
        tmp_path / "site", [Debate("a/", "Harbour tolls", [Document("#post", "", "", None, "are theft")])]
    )
    totals = {query: search(Archive(site), query).total for query in ('"harbour tolls"', '"are theft"', '"tolls are"')}
    assert totals == {'"harbour tolls"': 1, '"are theft"': 1, '"tolls are"': 0}


def test_words_beyond_the_part_kept_for_excerpts_are_found(tmp_path: Path) -> None:
    documents = [Document("#c-1", "", "", None, "x " * EXCERPT_LIMIT + "needle")]
    (hit,) = search(Archive(write_site(tmp_path / "site", [Debate("a/", "", documents)])), "needle").hits
    assert "needle" not in "".join(piece.text for piece in hit.pieces)


def test_rows_keep_what_hits_show_with_blanks_squeezed() -> None:
    comment = Document("2/#c-9", "ada", "2023-07-30T10:00:00Z", None, "one\n\n  two \udc80")
    block = index_debate("a/b/", "A\ntitle", [comment])
    assert (block.path, block.title, block.times) == ("a/b/", "A title", (1690711200,))
    assert [msgspec.json.decode(row) for row in block.rows] == [["2/#c-9", "ada", "2023-07-30", None, "one two ?"]]


def test_an_author_is_found_by_names() -> None:
    names = {
        "ada@harbour.example": ["ada harbour example", "ada"],
        "Bob Ross": ["bob ross", "bob", "ross"],
        "bob_ross": ["bob ross"],
        "@Łucja": ["lucja"],
        "": [],
        "🙂": ["🙂"],
    }
    assert {author: list(aliases(author)) for author in names} == names


def test_the_same_debates_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = (write_site(tmp_path / name, stock_debates()) for name in ("one", "other"))
    assert tree(one) == tree(other)


def test_workers_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "SHARE", 6000)
    monkeypatch.setattr(runs, "STRETCH", 500)
    kinds = ("serial", "processes")
    one, other = (write_site(tmp_path / kind, stock_debates(), small=False, executor=kind) for kind in kinds)
    assert len(list((tmp_path / "serial.scratch").glob("run*"))) > 2
    assert tree(one) == tree(other)


def test_files_are_named_by_their_kind_and_content(tmp_path: Path) -> None:
    kinds = {"manifest", "terms", "pieces", "places", "filters", "texts", "times", "scores", "spellings", "pages"}
    names = [name.split(".") for name in tree(write_site(tmp_path / "site", stock_debates())) if name != "index.html"]
    assert {kind for kind, _, _ in names} == kinds
    assert all(re.fullmatch("[a-z2-7]{6}", name) and suffix == "js" for _, name, suffix in names)


def test_two_files_of_one_name_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "NAME_LENGTH", 1)
    written: dict[str, bytes] = {}
    some = Files(written.__setitem__)
    names = [some.add("texts", File.of(bytes([number]))) for number in range(30)]
    assert names == [some.add("texts", File.of(bytes([number]))) for number in range(30)]
    assert len(set(names)) == 30
    assert [codec.unwrap(written[f"search/texts.{name}.js"]) for name in names] == [bytes([n]) for n in range(30)]


@pytest.mark.parametrize("count", [0, 1, 8, 9, 64, 65, 600])
def test_a_long_list_of_shards_comes_in_pages_of_pages(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PAGE", 8)
    monkeypatch.setattr(files, "PAGE_CUT", 5)
    written: dict[str, bytes] = {}
    entries = [(3 * number, f"{number:06}") for number in range(count)]
    top = Files(written.__setitem__).list(entries)
    found = []
    waiting = [top]
    while waiting:
        shards = waiting.pop(0)
        names = [shards.name(place) for place in range(len(shards.firsts))]
        assert len(names) <= 8
        if shards.pages:
            pages = [codec.unwrap(written[f"search/pages.{name}.js"]) for name in names]
            waiting += [msgspec.json.decode(page, type=Shards) for page in pages]
            assert shards.keys() == [page.keys()[0] for page in waiting[-len(names) :]]
        else:
            found += zip(shards.keys(), names, strict=True)
    assert found == entries


def test_giant_texts_names_and_lists_stay_below_the_largest_size(tmp_path: Path) -> None:
    chance = np.random.default_rng(1)
    letters = [*map(chr, range(0x4E00, 0x9FFF))]
    noise = "".join(letters[place] for place in chance.integers(0, len(letters), 200_000))
    nasty = Document("#c-1", noise, "", None, noise)
    crowd = [Document(f"#c-{n}", "ada", "", None, f"toll {n} " + "ferry " * (n % 50)) for n in range(20_000)]
    debates = [Debate("a/", noise, [nasty]), Debate("b/", "Tolls", crowd)]
    site = write_site(tmp_path / "site", debates, small=False)
    assert max(len(data) for name, data in tree(site).items() if name != "index.html") < LARGEST
    assert search(Archive(site), f"toll {19_999}").total == 1


def test_an_archive_without_debates_can_be_searched_all_the_same(tmp_path: Path) -> None:
    archive = Archive(write_site(tmp_path / "site", []))
    queries = ("ferry", "-ferry", '"a b"', "fer*", "author:x", "after:2020")
    assert {query: search(archive, query).total for query in queries} == dict.fromkeys(queries, 0)


def test_a_missing_damaged_or_foreign_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"search/index\.html: there is no search page \(build the site first\)"):
        Archive(tmp_path)
    site = write_site(tmp_path / "site", stock_debates(count=2))
    page = site / "search/index.html"
    for terms in site.glob("search/terms.*"):
        terms.write_bytes(b"x")
    with pytest.raises(OutputError, match=r"terms\.[a-z2-7]{6}\.js: the search index is incomplete or damaged"):
        search(Archive(site), "ferry")
    page.write_text("<html>")
    with pytest.raises(OutputError, match=r"the search page names no index \(build the site again\)"):
        Archive(site)
