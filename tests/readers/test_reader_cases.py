"""Each folder `tests/readers/<format>/<case>/` is a test: its `input*` files read, against what stands beside them.

`expected.json` lists the threads as `inspect --json` shows them; `error.txt` holds the message where nothing can be
read. `REFRESH=1` writes them anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from generator.errors import SourceError
from generator.export.thread_json import thread_record
from generator.readers import READERS, Reader
from generator.sourcefile import read_head

HERE = Path(__file__).parent
CASES = sorted({path.parent for path in HERE.glob("*/*/input*")})
REFRESH = bool(os.environ.get("REFRESH"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.relative_to(HERE).as_posix())
def test_a_case_reads_as_expected(case: Path) -> None:
    inputs = sorted(case.glob("input*"))
    reader = next(reader for reader in READERS if case.parent.name == reader.NAME)
    try:
        records = [record for path in inputs for record in records_of(reader, path)]
    except SourceError as error:
        compare(case / "error.txt", str(error).replace(str(case), "").lstrip("/") + "\n")
        return
    compare(case / "expected.json", json.dumps(records, ensure_ascii=False, indent=1) + "\n")
    for path in inputs:
        assert [r.NAME for r in READERS if r.sniff(read_head(path), path)][:1] == [reader.NAME]


def records_of(reader: Reader, path: Path) -> list[object]:
    return [thread_record(thread) for thread in reader.read(path)]


def compare(expectation: Path, text: str) -> None:
    if REFRESH:
        for other in ("expected.json", "error.txt"):
            expectation.with_name(other).unlink(missing_ok=True)
        expectation.write_text(text, encoding="utf-8")
    assert expectation.exists(), f"got {text}"
    assert text == expectation.read_text(encoding="utf-8")
