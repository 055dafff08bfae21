"""Mails that are read together have their addresses and their summaries, whatever folder they lie in."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.conftest import Folder

CASES = Path(__file__).parents[1] / "readers" / "mail_together"


def threads(folder: Folder) -> dict[str, dict[str, object]]:
    return {
        name.removesuffix("/thread.json"): json.loads(data)
        for name, data in folder.tree().items()
        if name.endswith("/thread.json")
    }


def test_both_folders_of_a_maildir_are_one_source(folder: Folder) -> None:
    shutil.copytree(CASES / "maildir" / "files", folder.path / "content" / "mill.talk")
    assert folder.build().err == ""
    told = threads(folder)
    assert list(told) == ["mill.talk/the-well-c892ed"]
    assert len(told["mill.talk/the-well-c892ed"]["comments"]) == 2  # type: ignore[arg-type]


def test_months_keep_a_thread_together_and_take_summaries_for_all_and_for_one(folder: Folder) -> None:
    shutil.copytree(CASES / "months" / "files", folder.path / "content" / "mill")
    folder.write("-- content/mill.yaml --\ntopics: [mills]\n")
    folder.write("-- content/mill/2021-January/snow-d31cd4.yaml --\ntitle: Deep snow\n")
    assert folder.build().err == ""
    told = threads(folder)
    assert {address: one["title"] for address, one in told.items()} == {
        "mill/2020-December/new-year-386e9a": "New year",
        "mill/2021-January/snow-d31cd4": "Deep snow",
    }
    assert all(b"mills" in folder.tree()[f"{address}/index.html"] for address in told)


def test_a_mail_alone_has_its_own_address_and_several_that_of_their_folder(folder: Folder) -> None:
    letters = folder.path / "content" / "letters"
    letters.mkdir()
    shutil.copy(CASES / "letters" / "files" / "b.eml", letters)
    folder.write("-- content/letters/b.yaml --\ntitle: One\n")
    assert folder.build().err == ""
    assert {address: one["title"] for address, one in threads(folder).items()} == {"letters/b": "One"}
    (letters / "b.yaml").unlink()
    shutil.copy(CASES / "letters" / "files" / "a.eml", letters)
    folder.write("-- content/letters/the-well-c892ed.yaml --\ntitle: Two\n")
    assert folder.build().err == ""
    assert {address: one["title"] for address, one in threads(folder).items()} == {"letters/the-well-c892ed": "Two"}
