"""From the path of a request to a file of the site; nothing outside of its folder is ever found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, unquote


@dataclass(frozen=True, slots=True)
class Place:
    """What an address stands for: a file, or another address; neither where there is nothing."""

    file: Path | None = None
    """To be sent."""
    data: bytes | None = None
    """What is to be sent in its place."""
    elsewhere: str | None = None
    """To be sent to, as it stands in a `Location`."""


def find(root: Path, base: str, target: str, preview: Mapping[str, bytes | None] = MappingProxyType({})) -> Place:
    """What `target`, the second word of a request, stands for in the site at `root`, whose address is `base`.

    Files that are in `preview`, by their paths below the root, count before those that are there.
    Folders have addresses that end in `/` and are their `index.html`; without the `/` they lead there, as on the hosts.
    """
    path = unquote(target.partition("#")[0].partition("?")[0])
    if path in ("", "/") and base != "/":
        return Place(elsewhere=base)
    if path == base.rstrip("/") and base != "/":
        return Place(elsewhere=base)
    if not path.startswith(base) or "\0" in path or "\\" in path:
        return Place()
    names = path.removeprefix(base).split("/")
    if ".." in names or "." in names or "" in names[:-1]:
        return Place()
    try:
        return _in_root(root, base, names, preview)
    except (OSError, RuntimeError):  # a name too long, links in a circle
        return Place()


def _in_root(root: Path, base: str, names: list[str], preview: Mapping[str, bytes | None]) -> Place:
    name = "/".join(names)
    file = root.joinpath(*names)
    if names[-1] and (f"{name}/index.html" in preview or (file.is_dir() and _inside(file, root))):
        return Place(elsewhere=f"{base}{quote(name)}/")
    if not names[-1]:
        file, name = file / "index.html", f"{name}index.html"
    if name in preview:
        data = preview[name]
        return Place() if data is None else Place(file=file, data=data)
    return Place(file=file) if file.is_file() and _inside(file, root) else Place()


def _inside(path: Path, root: Path) -> bool:
    """Whether the path, its links followed, lies in the root."""
    return path.resolve().is_relative_to(root.resolve())
