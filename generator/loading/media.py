"""Copies of pictures kept beside a source, in a folder `_media`, found by the last part of their address."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from generator.debate import Medium
from generator.model import Thread

FOLDER = "_media"
"""Name of the folder; what begins with `_` is no thread source."""
SUFFIXES = (".png", ".webp")
"""Kinds of pictures that can be published: free hosts serve them, and no script can hide in them."""

_ADDRESS = re.compile(r"""[^\s()<>"'\[\]]+""")


def find_media(threads: Iterable[Thread]) -> tuple[Medium, ...]:
    """The copies of the pictures that the threads' words name."""
    found: dict[str, Medium] = {}
    for thread in threads:
        copies = _copies(thread.source.parent / FOLDER)
        if copies:
            bodies = [thread.post.body] if thread.post else []
            bodies += [comment.body for comment in thread.comments]
            for name in _named(bodies, copies):
                path = copies[_last_part(name)]
                found.setdefault(name, Medium(name, path, hashlib.sha256(path.read_bytes()).hexdigest()))
    return tuple(found.values())


def _copies(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        return {}
    return {path.name: path for path in sorted(folder.iterdir()) if path.suffix in SUFFIXES}


def _named(bodies: Iterable[str], copies: dict[str, Path]) -> list[str]:
    return [name for body in bodies for name in _ADDRESS.findall(body) if _last_part(name) in copies]


def _last_part(address: str) -> str:
    return unquote(address.partition("?")[0].rpartition("/")[2])
