"""Running git, whose words become errors of ours."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import OutputError, SettingsError
from generator.publishing.addresses import without_secrets

# What a user set for files they edit changes bytes, or leaves some out.
_AS_THEY_ARE = ("core.autocrlf=false", "core.excludesFile=/dev/null", "core.attributesFile=/dev/null", "gc.auto=0")


@dataclass(frozen=True, slots=True)
class Git:
    """A repository, and the folder that stands for its files."""

    folder: Path
    """The folder of the repository itself."""
    work: Path
    """Where its files lie."""
    run_in: Path
    """The current folder of git, to which addresses of remotes may be relative."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Added to that of the process."""

    def __call__(self, *args: str, given: bytes = b"") -> str:
        """What git answers. Raises OutputError with the line in which git says what is wrong."""
        return run_git([*self._here(), *args], self.run_in, self.environment, given)

    def follow(self, *args: str, told: Callable[[str], None], given: bytes = b"") -> None:
        """Runs git and tells each line of what it says as soon as it says it. Raises OutputError as a call does."""
        said = []
        with tempfile.TemporaryFile() as words:
            words.write(given)
            words.seek(0)
            with subprocess.Popen(  # noqa: S603 - a list of words, no shell
                ["git", *self._here(), *args],  # noqa: S607 - the user's own
                cwd=self.run_in,
                env=_environment(self.environment),
                stdin=words,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,  # which also ends a line where git goes back to its start
                encoding="utf-8",
                errors="replace",
            ) as running:
                for line in running.stdout or ():
                    said.append(line)
                    told(line)
        if running.returncode:
            raise _failure("".join(said))

    def _here(self) -> list[str]:
        settings = [part for setting in _AS_THEY_ARE for part in ("-c", setting)]
        return [*settings, f"--git-dir={self.folder}", f"--work-tree={self.work}"]


def run_git(args: list[str], folder: Path, environment: Mapping[str, str] | None = None, given: bytes = b"") -> str:
    """What `git ARGS` answers in `folder`. Raises OutputError, or SettingsError where there is no git."""
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, no shell
            ["git", *args],  # noqa: S607 - the user's own
            cwd=folder,
            env=_environment(environment or {}),
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as cause:
        raise SettingsError("publishing to a branch needs git", hint="install it") from cause
    if done.returncode:
        raise _failure(done.stderr.decode(errors="replace"))
    return done.stdout.decode(errors="replace").strip()


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C", **more}


def _failure(words: str) -> OutputError:
    return OutputError(f"git: {without_secrets(_reason(words))}")


def _reason(words: str) -> str:
    """The line that says most: what the other side rejects, or what git holds fatal."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    for mark in ("! [", "fatal:", "ERROR:", "error:"):
        for line in lines:
            if line.startswith(mark):
                return line.removeprefix(mark).strip() if mark != "! [" else line.removeprefix("! ")
    return lines[-1] if lines else "failed without a word"
