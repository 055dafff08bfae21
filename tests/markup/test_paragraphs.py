"""The numbering of paragraphs that quotes refer to."""

from __future__ import annotations

import pytest

from generator.markup import paragraphs

CASES = [
    ("", []),
    ("one", ["one"]),
    ("one\ntwo\n\nthree", ["one\ntwo", "three"]),
    ("\n\none\n \t\n\ntwo\n\n", ["one", "two"]),
    ("one\r\n\r\ntwo", ["one", "two"]),
    ("  indented\n\n\xa0\n\nlast", ["  indented", "last"]),
]


@pytest.mark.parametrize(("body", "blocks"), CASES)
def test_blank_lines_part_paragraphs(body: str, blocks: list[str]) -> None:
    assert paragraphs(body) == blocks
