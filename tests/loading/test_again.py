"""Plans brought up to date: as if all had been planned anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.loading import Plan, make_plan, plan_again
from generator.readers import READERS
from tests.conftest import Folder
from tests.test_build import mailed

SITE = f"""\
-- content/bench.thread.yaml --
comments: [{{author: Di, body: Leave it}}]
-- content/bench.yaml --
title: The bench
-- content/both.yaml --
threads: [one.thread.yaml, two.thread.yaml]
-- content/one.thread.yaml --
comments: [{{author: Di, body: One}}]
-- content/two.thread.yaml --
comments: [{{author: Bo, body: Two}}]
-- content/torn.yaml --
tittle: Torn
-- content/torn.thread.yaml --
comments: [{{author: Bo, body: Torn}}]
-- content/list.mbox --
{mailed("m1", "Mail one.")}
"""
ENOUGH = {
    "a summary": "-- content/bench.yaml --\ntitle: The old bench\n",
    "a source": "-- content/bench.thread.yaml --\ncomments: [{author: Di, body: Leave it where it is}]\n",
    "both": "-- content/bench.yaml --\ndraft: true\n-- content/two.thread.yaml --\ncomments: [{body: x}]\n",
    "a summary of several": "-- content/both.yaml --\ntitle: A\nthreads: [one.thread.yaml, two.thread.yaml]\n",
}
TOO_LITTLE = {
    "a summary that comes": "-- content/one.yaml --\ntitle: One\n",
    "a source that comes": "-- content/new.thread.yaml --\ncomments: [{body: x}]\n",
    "other sources": "-- content/both.yaml --\nthreads: [one.thread.yaml]\n",
    "another format": "-- content/list.mbox --\nNo mail\n",
    "an empty source": "-- content/bench.thread.yaml --\n\n",
    "a mended summary": "-- content/torn.yaml --\ntitle: Whole\n",
}


def planned(folder: Folder) -> Plan:
    return make_plan(folder.path / "content", READERS)


def edited(files: str, folder: Folder) -> list[Path]:
    folder.write(files)
    return [folder.path / line.split()[1] for line in files.splitlines() if line.startswith("-- ")]


@pytest.mark.parametrize("edit", ENOUGH.values(), ids=ENOUGH.keys())
def test_an_edit_changes_the_plan_as_if_all_was_planned_anew(edit: str, folder: Folder) -> None:
    folder.write(SITE)
    before = planned(folder)
    again = plan_again(before, edited(edit, folder), READERS)
    assert again is not None
    assert again.units == planned(folder).units != before.units
    assert [str(error) for error in again.errors] == [str(error) for error in planned(folder).errors]


@pytest.mark.parametrize("edit", TOO_LITTLE.values(), ids=TOO_LITTLE.keys())
def test_what_may_concern_other_files_asks_for_a_new_plan(edit: str, folder: Folder) -> None:
    folder.write(SITE)
    before = planned(folder)
    assert plan_again(before, edited(edit, folder), READERS) is None


def test_what_is_gone_asks_for_a_new_plan(folder: Folder) -> None:
    folder.write(SITE)
    before = planned(folder)
    for name in ("bench.yaml", "two.thread.yaml"):
        (folder.path / "content" / name).unlink()
        assert plan_again(before, [folder.path / "content" / name], READERS) is None


def test_a_summary_that_breaks_is_told_until_it_is_mended(folder: Folder) -> None:
    folder.write(SITE)
    before = planned(folder)
    broken = plan_again(before, edited("-- content/bench.yaml --\ntittle: A\n", folder), READERS)
    assert broken is not None
    assert [error.path.name for error in broken.errors if error.path] == ["torn.yaml", "bench.yaml"]
    mended = plan_again(broken, edited("-- content/bench.yaml --\ntitle: The bench\n", folder), READERS)
    assert mended == before
