"""Folders that are read as one: `mail_together/<case>/files/` against `expected.json`, which `REFRESH=1` writes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from generator.export.thread_json import thread_record
from generator.readers import mail
from generator.sourcefile import read_head

HERE = Path(__file__).parent / "mail_together"


@pytest.mark.parametrize("case", sorted(HERE.iterdir()), ids=lambda case: case.name)
def test_the_files_of_a_folder_are_one_source(case: Path) -> None:
    paths = sorted(path for path in case.rglob("files/**/*") if path.is_file())
    assert all(mail.sniff(read_head(path), path) for path in paths)
    assert len({mail.identify(read_head(path), path) for path in paths}) == 1
    threads = list(mail.read_together(paths))
    places = [f"{thread.source.relative_to(case).as_posix()}/{thread.key}" for thread in threads]
    told = {"places": places, "threads": [thread_record(thread) for thread in threads]}
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("REFRESH"):
        (case / "expected.json").write_text(text, encoding="utf-8")
    assert text == (case / "expected.json").read_text(encoding="utf-8")
