"""Shells complete commands, options and values, as `docs/commands.md` tells how to set up; each shell is asked."""

from __future__ import annotations

import os
import re
import shutil
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


@pytest.fixture
def shells(tmp_path: Path) -> dict[str, str]:
    """Settings under which shells find `moothall`, and no files of the user's own."""
    command = tmp_path / "bin/moothall"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m generator "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "TERM": "dumb"}


SCRIPTS = {
    "bash": """
        {line}
        complete -p moothall > /dev/null && COMP_WORDS=({words}) COMP_CWORD={last} && _moothall_completion moothall
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """,
    "fish": "{line}\ncomplete -C '{words}'",
    # zsh completes only at a terminal: one zsh types into another the words, Tab, and before them what prints the last.
    "zsh": """
        zmodload zsh/zpty
        zpty typing zsh -f -i
        zpty -w typing 'bindkey -e; autoload -Uz compinit && compinit -u -D; {line}'
        zpty -w typing 'last() {{ print "last:${{@[-1]}}:" }}; PS1=rea""dy'
        zpty -r -m typing seen '*ready*'
        zpty -n -w typing $'{words}\\t\\x01last \\r'
        zpty -r -m typing seen '*last:[a-z-]*:*'
        print -r -- ${{${{seen##*last:}}%%:*}}
        zpty -d typing
    """,
}
"""For each shell, what prints the completions of the last of some words, as it shows them."""


@pytest.mark.parametrize("shell", SCRIPTS)
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("moothall che", "check"),
        ("moothall publish --dr", "--dry-run"),
        ("moothall check --host cl", "cloudflare"),
    ],
)
def test_the_line_in_the_docs_makes_the_shell_complete(
    shell: str, words: str, offered: str, shells: dict[str, str]
) -> None:
    if not shutil.which(shell):  # Moothall needs none of them, and few machines have all
        pytest.skip(f"there is no {shell} on this machine")
    docs = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    (line,) = re.findall(rf"^\| {shell}\b.*`([^`]+_source moothall[^`]*)` \|$", docs, re.MULTILINE)
    values = {"words": words, "last": words.count(" ")}
    script = SCRIPTS[shell].format(line=line.replace("\\|", "|"), **values)
    assert told(shell, "-c", script, **shells).split()[0] == offered
