"""The wheel as strangers install it: in an environment that has what the wheel asks for, and without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path, PurePosixPath

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def needed(one: Distribution) -> Iterator[Distribution]:
    """What installers would bring along, extras not: from the environment of the tests, so without a network."""
    waiting, known = [one], set()
    while waiting:
        for line in waiting.pop().requires or ():
            requirement = Requirement(line)
            wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            name = canonicalize_name(requirement.name)
            if wanted and name not in known:
                known.add(name)
                waiting.append(distribution(name))
                yield waiting[-1]


def linked(one: Distribution, packages: Path) -> None:
    """Shows an installed distribution to the environment whose packages lie there."""
    tops = {PurePosixPath(file).parts[0] for file in one.files or ()} - {"..", "__pycache__"}
    for name in sorted(tops):
        (packages / name).symlink_to(Path(str(one.locate_file(name))))


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`moothall` from the wheel of this checkout, in a fresh environment."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "fresh", with_pip=False)
    python = folder / "fresh/bin/python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    (packages,) = folder.glob("fresh/lib/python*/site-packages")
    (own,) = Distribution.discover(name="moothall", path=[str(packages)])
    for one in needed(own):
        linked(one, packages)
    return folder / "fresh/bin/moothall"


def test_a_new_site_is_started_built_checked_and_published(command: Path, tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}

    def run(*words: str, folder: str = "site") -> list[str]:
        done = subprocess.run([command, *words], cwd=tmp_path / folder, env=clean, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    assert run("--version", folder="")[0].startswith("moothall ")
    assert run("new", "site", folder="")[-1] == "next   cd site && moothall build"
    assert run("build")[1] == "published  1 debate with 8 comments"
    assert run("check")[-1].endswith(": nothing wrong")
    assert run("search", "clock")[0]
    assert run("publish", "../public")[-1] == "published  ../public"
    assert (tmp_path / "public/village/church-clock/index.html").is_file()
