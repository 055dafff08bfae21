"""Where to publish, from what stands on the command line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from generator.errors import SettingsError
from generator.publishing.remote import RemoteStore
from generator.publishing.store import FolderStore, Store

BRANCH = "gh-pages"
"""Where GitHub Pages looks, unless the target names another branch."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a git repository."""

    name: str
    """Without `refs/heads/`."""
    url: str | None
    """The repository; None for `origin` of the one that the site lies in."""


def branch_of(target: str) -> Branch | None:
    """The branch that `branch:NAME` or `git+URL#NAME` names; None for targets of other kinds. Raises SettingsError."""
    if target.startswith("git+"):
        url, _, name = target.removeprefix("git+").partition("#")
        path = Path(url.removeprefix("file://"))
        branch = Branch(name or BRANCH, str(path.resolve()) if url and path.exists() else url)
    elif target.startswith("branch:"):
        branch = Branch(target.removeprefix("branch:"), None)
    else:
        return None
    if not re.fullmatch(r"(?!.*(\.\.|//|/\.|\.lock(/|$)))[\w][\w./+-]*(?<![./])", branch.name) or branch.url == "":
        raise SettingsError(f'"{target}" names no branch', hint="like branch:gh-pages or git+URL#gh-pages")
    return branch


def open_store(target: str, output: Path) -> Store:
    """The folder or remote store that `target` names. Raises SettingsError and OutputError."""
    if "://" in target and not target.startswith("file://"):
        return RemoteStore(target)
    folder = Path(target.removeprefix("file://")).expanduser()
    place, built = folder.resolve(), output.resolve()
    if place.is_relative_to(built) or built.is_relative_to(place):
        raise SettingsError("the target and the built site lie in one another", folder, hint="name another folder")
    if folder.exists() and not folder.is_dir():
        raise SettingsError("the target is a file, not a folder", folder)
    return FolderStore(folder)
