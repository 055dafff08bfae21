"""Ctrl-C, which a terminal sends to every process of a command, while workers are still on their way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import os, signal, sys
from generator.parallel import open_workers, warm_up

if __name__ == "__main__":
    heard = []
    signal.signal(signal.SIGINT, lambda *_: heard.append(True))
    warm_up("processes", 2)
    os.killpg(0, signal.SIGINT)
    with open_workers("processes", 2) as workers:
        print(*workers.map(abs, [-1, 2]), len(heard))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal as POSIX does")
def test_only_the_command_hears_it(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    done = subprocess.run(
        [sys.executable, script],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        start_new_session=True,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.stdout, done.stderr, done.returncode) == ("1 2 1\n", "", 0)
