"""The files of a new site, and how they come into its folder without harm to what is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from generator import __version__
from generator.config import SETTINGS_FILE, Settings
from generator.errors import OutputError, SettingsError
from generator.schema import json_schema
from generator.starting.settings import settings_text
from generator.summary import Summary

CIS = {"github": ".github/workflows/publish.yml", "gitlab": ".gitlab-ci.yml"}
"""The services that can build and publish a site, each with the file it reads."""

_FILES = Path(__file__).parent / "files"
_SCHEMAS: dict[str, tuple[type, str, str]] = {
    "schemas/site.schema.json": (Settings, "Settings of a site", "site.yaml"),
    "schemas/summary.schema.json": (Summary, "Summary of the article that a debate is about", "summaries"),
}
"""The shape that each schema is made of, its title, and what it is for."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file of a new site."""

    name: str
    """Its path in the site."""
    about: str
    """What it is for, in a few words."""
    kept: bool
    """Whether one was there already, and stayed as it was."""


def start_site(folder: Path, ci: str | None, *, force: bool = False) -> list[Written]:
    """Writes a new site into `folder`, with a file for one of `CIS` if it is named.

    With `force` the folder may have files: they stay as they are, but for the schemas, which are always made anew.
    Raises SettingsError for a folder that has more than a `.git` otherwise, OutputError where it cannot be written.
    """
    try:
        if folder.exists() and not folder.is_dir():
            raise SettingsError("this is a file, not a folder", folder)
        if not force and folder.exists() and any(path.name != ".git" for path in folder.iterdir()):
            raise SettingsError("the folder is not empty", folder, hint="with --force what is in it stays as it is")
        return [_write(folder, name, about, text) for name, about, text in _files(folder, ci)]
    except OSError as cause:
        raise OutputError(f"cannot be written: {cause.strerror}", Path(cause.filename or folder)) from cause


def _files(folder: Path, ci: str | None) -> Iterator[tuple[str, str, str]]:
    """The name of each file, what it is for, and its text."""
    yield SETTINGS_FILE, "the settings, each with its default", settings_text(_title(folder))
    yield "content/village/church-clock.thread.yaml", "a debate to learn from", _own("church-clock.thread.yaml")
    yield "content/village/church-clock.yaml", "what it is about, every key explained", _own("church-clock.yaml")
    for name, (shape, title, files) in _SCHEMAS.items():
        data = msgspec.json.format(msgspec.json.encode(json_schema(shape, title)), indent=1)
        yield name, f"lets an editor complete and check {files}", data.decode() + "\n"
    yield ".gitignore", "keeps what is built out of git", _own("gitignore")
    if ci is not None:
        yield CIS[ci], "builds, checks and publishes on every push", _own(f"{ci}.yml").replace("VERSION", __version__)


def _own(name: str) -> str:
    return (_FILES / name).read_text(encoding="utf-8")


def _title(folder: Path) -> str:
    """A title from the name of the folder: `mill-talk` is Mill talk."""
    words = " ".join(folder.resolve().name.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:] or Settings().title


def _write(folder: Path, name: str, about: str, text: str) -> Written:
    path = folder / name
    if path.exists() and name not in _SCHEMAS:
        return Written(name, about, kept=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return Written(name, about, kept=False)
