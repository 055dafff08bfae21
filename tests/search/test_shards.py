"""The index as files: read back by the words of docs/search-format.md, cut to size, the same every time."""

from __future__ import annotations

import base64
import json
import random
import re
from hashlib import sha256

import pytest

from generator.search import shards
from generator.search.postings import decode
from generator.search.shards import write_shards
from generator.search.terms import Block, Document, index_debate
from generator.search.tokens import tokenise

LARGEST = 256_000


def debates(seed: int, count: int) -> list[Block]:
    chance = random.Random(seed)  # noqa: S311 (a fixed seed, not a secret)
    words = ["".join(chance.choices("abcdeéß東京한", k=chance.randint(1, 4))) for _ in range(400)]
    blocks = []
    for number in range(count):
        documents = [
            Document(
                f"#c-{n}", "ada", f"20{n % 90 + 10}", n - 5 if n % 3 else None, " ".join(chance.choices(words, k=30))
            )
            for n in range(chance.randint(0, 20))
        ]
        blocks.append(index_debate(f"lists/{number:04}/", "Tolls", documents))
    return blocks


def written(blocks: list[Block]) -> tuple[dict[str, bytes], dict[str, object]]:
    files: dict[str, bytes] = {}

    def write(path: str, data: bytes) -> None:
        assert path not in files
        files[path] = data

    return files, value(files, write_shards(blocks, write))


def value(files: dict[str, bytes], path: str) -> object:
    found = re.fullmatch(rb"moothall\.receive\((.*)\)\n", files[path], re.DOTALL)
    assert found
    return json.loads(found[1])


def kind(files: dict[str, bytes], manifest: dict[str, object], name: str) -> list[tuple[object, object]]:
    return [(first, value(files, f"search/{name}.{digest}.js")) for first, digest in manifest[name]]


def postings(files: dict[str, bytes], manifest: dict[str, object]) -> dict[str, list[int]]:
    lists: dict[str, list[int]] = {}
    for _, (words, packed) in kind(files, manifest, "terms"):
        data, terms = base64.b64decode(packed), words.split(" ")
        sizes, data = leading_varints(data, len(terms))
        for term, size in zip(terms, sizes, strict=True):
            lists.setdefault(term, []).extend(decode(data[:size]))
            data = data[size:]
        assert not data
    return lists


def leading_varints(data: bytes, count: int) -> tuple[list[int], bytes]:
    ends = [place + 1 for place, byte in enumerate(data) if byte < 128][:count]
    starts = [0, *ends][:count]
    spans = [data[start:end] for start, end in zip(starts, ends, strict=True)]
    numbers = [sum((byte & 127) << 7 * place for place, byte in enumerate(span)) for span in spans]
    return numbers, data[ends[-1] if ends else 0 :]


def test_every_word_of_every_text_is_in_the_index_and_nothing_else() -> None:
    blocks = debates(1, 40)
    files, manifest = written(blocks)
    expected: dict[str, set[int]] = {}
    number = 0
    for block in blocks:
        for place, row in enumerate(block.rows):
            for word in tokenise(row[4] + (" " + block.title if place == 0 else "")):
                expected.setdefault(word, set()).add(number)
            number += 1
    found = {word: {posting >> 4 for posting in numbers} for word, numbers in postings(files, manifest).items()}
    assert found == expected
    assert manifest["documents"] == number


def test_texts_hold_all_rows_in_order() -> None:
    blocks = debates(2, 60)
    files, manifest = written(blocks)
    rows = []
    for first, runs in kind(files, manifest, "texts"):
        assert first == len(rows)
        rows += [(path, title, *row) for path, title, run in runs for row in run]
    assert rows == [(block.path, block.title, *row) for block in blocks for row in block.rows]


def test_files_are_named_by_their_content_and_end_in_js() -> None:
    files, _ = written(debates(3, 30))
    for path, data in files.items():
        assert re.fullmatch(r"search/(manifest|terms|texts|dates|scores)\.[0-9a-f]{10}\.js", path)
        assert sha256(data).hexdigest().startswith(path.split(".")[1])


def test_the_same_debates_give_the_same_bytes() -> None:
    assert written(debates(4, 30)) == written(debates(4, 30))


def test_shards_keep_to_their_size_and_a_long_list_has_shards_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "TERM_CUT", 400)
    monkeypatch.setattr(shards, "TEXT_CUT", 2000)
    blocks = debates(5, 100)
    whole = postings(*written(blocks))
    files, manifest = written(blocks)
    firsts = [str(first) for first, _ in manifest["terms"]]
    assert len(set(firsts)) < len(firsts)
    assert firsts == sorted(firsts, key=lambda term: term.encode("utf-16-be"))
    assert postings(files, manifest) == whole
    for path, data in files.items():
        if "terms" in path or "dates" in path:
            assert len(data) < 400 + 100
        if "texts" in path:
            assert len(data) < 2000 + 100


def test_giant_texts_names_and_lists_stay_below_the_largest_size() -> None:
    nasty = Document("#c-1", "\x00" * 400_000, "", None, "\x00\x01" * 200_000 + "🙂" * 200_000)
    crowd = [Document(f"#c-{n}", "ada", "", None, f"toll {n}") for n in range(120_000)]
    files, _ = written([index_debate("a/", "x" * 400_000, [nasty]), index_debate("b/", "Tolls", crowd)])
    assert max(map(len, files.values())) < LARGEST


def test_an_archive_without_debates_has_a_manifest_all_the_same() -> None:
    files, manifest = written([])
    assert manifest == {"version": 1, "documents": 0, "terms": [], "texts": [], "dates": [], "scores": []}
    assert len(files) == 1
