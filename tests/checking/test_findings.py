"""Whole checks as data: each file of `cases/` holds the files of a built site and what `moothall check` says of it.

`REFRESH=1` writes what it says into the files, to be read line by line.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import FILE, Folder

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_check_says_what_is_wrong_and_where(case: Path, folder: Folder) -> None:
    text, expected = case.read_text(encoding="utf-8").split("-- expected.txt --\n")
    folder.write(text)
    parts = FILE.split(text)
    arguments = dict(zip(parts[1::2], parts[2::2], strict=True)).get("args", "").split()
    outcome = folder.run("check", *arguments)
    if os.environ.get("REFRESH"):
        case.write_text(f"{text}-- expected.txt --\n{outcome.out}", encoding="utf-8")
        return
    assert outcome.out == expected
    assert outcome.err == ""
    assert outcome.code == (0 if expected.endswith(": nothing wrong\n") else 1)
