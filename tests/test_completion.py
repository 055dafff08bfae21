"""Shells complete commands, options and values, as `docs/commands.md` tells how to set up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def told(*command: str, **settings: str) -> str:
    """What a program started in the checkout says; completion is for programs, and so written as bytes."""
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("moothall ch", ["plain,check"]),
        ("moothall check --ho", ["plain,--host"]),
        ("moothall check --host c", ["plain,cloudflare", "plain,codeberg"]),
        ("moothall inspect ", ["file,"]),
    ],
)
def test_words_are_completed(words: str, offered: list[str]) -> None:
    asked = {"_MOOTHALL_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    assert told(sys.executable, "-m", "generator", **asked).splitlines() == offered


def test_the_line_for_bash_sets_completion_up() -> None:
    line = f'eval "$(_MOOTHALL_COMPLETE=bash_source {sys.executable} -m generator)" && complete -p moothall'
    assert told("bash", "-c", line) == "complete -o nosort -F _moothall_completion moothall\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_docs_have_a_line_for_every_shell(shell: str) -> None:
    assert f"_MOOTHALL_COMPLETE={shell}_source moothall" in (ROOT / "docs/commands.md").read_text(encoding="utf-8")
