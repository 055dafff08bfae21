"""The wheel as strangers install it: it holds layouts and the files of a new site, and needs no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the wheel of this checkout is unpacked, as installers do."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(folder / "packages")
    return folder / "packages"


def test_a_new_site_is_started_built_and_checked_without_the_checkout(installed: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "generator", *arguments]
        settings = os.environ | {"PYTHONPATH": str(installed)}
        return subprocess.run(command, cwd=tmp_path, env=settings, check=True, capture_output=True, text=True).stdout

    assert run("--version").startswith("moothall ")
    assert run("new", "site").endswith("next   cd site && moothall build\n")
    assert "published  1 debate with 8 comments\n" in run("build", "--site", "site")
    assert run("check", "site").endswith(": nothing wrong\n")
