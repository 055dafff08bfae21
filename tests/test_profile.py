"""`moothall build --profile`: where the time went, told in words, and nothing else changed by it."""

from __future__ import annotations

import re

import pytest
from conftest import Folder

from generator.commands.profile import KINDS, STEPS, profile_lines
from generator.report import Report

SITE = """-- content/town/square.thread.yaml --
title: The square
comments:
- {id: a, author: ada, published: 2023-07-30, body: "Who took the **benches**?"}
- {id: b, answers: a, author: bo, published: 2023-08, body: "The council."}
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_step_and_kind_of_work_is_told_once(jobs: str, folder: Folder) -> None:
    folder.write(SITE)
    out = folder.build("--profile", "--quiet", "--jobs", jobs).out
    steps, _, work = out.partition("\n\n")
    assert re.findall(r"^(\w+) +\d+\.\d\d  ", steps, re.MULTILINE) == list(STEPS)
    assert re.findall(r"^(\w+) +\d+\.\d\d +\d+\.\d\d  ", work, re.MULTILINE) == list(KINDS)


def test_a_build_that_has_nothing_to_do_tells_of_no_work(folder: Folder) -> None:
    report = Report(seconds={"settings": 0.25, "compare": 0.5})
    assert list(profile_lines(report, 1.0)) == [
        "step       seconds",
        "settings      0.25  site.yaml read",
        "compare       0.50  looked whether anything has changed since the last build",
        "the rest      0.25  the site measured, this told",
        "in all        1.00",
    ]


def test_work_is_told_in_seconds_and_in_those_of_the_processor() -> None:
    report = Report(work={"writing": (2.0, 0.5), "reading": (1.0, 1.0)})
    assert list(profile_lines(report, 4.0))[4:] == [
        "work       seconds  of a processor  (sums over all workers)",
        "reading       1.00            1.00  sources read into threads",
        "writing       2.00            0.50  files written",
        "in all        3.00            1.50",
    ]


def test_measuring_changes_no_byte(folder: Folder) -> None:
    folder.write(SITE)
    folder.build("--no-cache", "--profile")
    measured = folder.tree()
    folder.build("--no-cache")
    assert folder.tree() == measured
