"""What is known of the programs that make the pages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from generator.versions import PACKAGES, versions

SHAPE_NO_PAGE = {"click", "rich", "watchfiles"}
"""Packages that talk to the user, not to readers."""


def test_every_package_that_shapes_a_page_is_among_them() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
    needed = {re.split(r"[^\w-]", name)[0].lower() for name in project["dependencies"]}
    assert needed - SHAPE_NO_PAGE <= set(PACKAGES)


def test_each_has_its_version() -> None:
    lines = versions().splitlines()
    assert [line.split()[0] for line in lines] == [*PACKAGES, "unicode", "moothall"]
    assert all(len(line.split()) == 2 for line in lines)
