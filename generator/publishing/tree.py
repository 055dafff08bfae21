"""The built site as a list of files with their digests."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from generator.errors import SettingsError
from generator.storage import MARKER


@dataclass(frozen=True, slots=True)
class File:
    """A file to be published."""

    name: str
    """Its path below the site's root, with slashes."""
    path: Path
    """Where it lies."""
    size: int
    """Bytes."""
    digest: str
    """SHA-256, in hexadecimal."""


def read_tree(folder: Path) -> tuple[File, ...]:
    """Every file of the site in `folder`, by name. Raises SettingsError where no site was built."""
    if not (folder / MARKER).is_file():
        raise SettingsError("there is no built site", folder, hint="run moothall build first")
    files = []
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent, name)
            data = path.read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            files.append(File(path.relative_to(folder).as_posix(), path, len(data), digest))
    return tuple(sorted(files, key=lambda file: file.name))
