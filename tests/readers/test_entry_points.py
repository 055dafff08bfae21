"""A package of its own adds a reader: an example, laid out as `pip install --target` does, is found and used."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLE = Path(__file__).parent / "example_package"


def test_an_installed_package_adds_its_reader(tmp_path: Path) -> None:
    installed, site = tmp_path / "installed", tmp_path / "site"
    shutil.copytree(EXAMPLE, installed)
    (site / "content").mkdir(parents=True)
    (site / "content/chat.irc").write_text("#mill\n<ada> Shall we?\n<bo> Yes.\n", encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(installed), str(ROOT)])}
    command = [sys.executable, "-m", "generator", "build", "--jobs", "1"]
    done = subprocess.run(command, cwd=site, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    page = (site / "output/chat/index.html").read_text(encoding="utf-8")
    assert page.count('<article class="comment"') == 2
    assert "<h1" in page
    assert "#mill" in page
