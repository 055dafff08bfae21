"""Errors with the lines around them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import SummaryError
from generator.serving.mistakes import as_text, mistake_of

TEN = "".join(f"line {number}\n" for number in range(1, 11))
CASES = {
    "in the middle": (TEN, 5, ["      2 | line 2", "      3 | line 3", "      4 | line 4", ">     5 | line 5"], 7),
    "at the start": (TEN, 1, [">     1 | line 1", "      2 | line 2"], 4),
    "at the end": (TEN, 10, ["      7 | line 7"], 4),
    "after the end": ("a\n", 3, ["      1 | a"], 1),
    "an empty line": ("\n", 1, [">     1 |"], 1),
    "a long line": ("a" * 300, 1, [f">     1 | {'a' * 200}…"], 1),
    "control characters": ("a\x1b[31mb", 1, [">     1 | a�[31mb"], 1),
}


@pytest.mark.parametrize(("text", "line", "first", "number"), CASES.values(), ids=CASES.keys())
def test_lines_around_a_mistake_are_shown(text: str, line: int, first: list[str], number: int, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text)
    shown = list(as_text([mistake_of(SummaryError("wrong", path, line, 2, "right it"))]))
    assert shown[0] == f"error: {path}:{line}:2: wrong (right it)"
    assert shown[1 : 1 + len(first)] == first
    assert len(shown) == 1 + number


def test_files_that_are_no_text_show_none(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(b"\x1f\x8b\x00\xff")
    for path in (tmp_path / "a.gz", tmp_path / "absent", tmp_path):
        assert list(as_text([mistake_of(SummaryError("wrong", path))])) == [f"error: {path}:1: wrong"]


def test_a_mistake_may_have_no_place() -> None:
    assert list(as_text([mistake_of(SummaryError("wrong", line=None))])) == ["error: wrong"]
