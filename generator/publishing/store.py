"""A place that holds files: what publishing needs of one, and a folder as the plainest of them."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from generator.errors import OutputError
from generator.publishing.tree import File

PART = ".moothall-part"
"""Ends the name of a file that is being written."""


class Store(Protocol):
    """A target of files. Every method raises OutputError when the target does not let it."""

    name: str
    """What messages call it."""
    workers: int
    """How many files may be sent at a time."""

    def read(self, name: str) -> bytes | None:
        """The content of a file, or None where there is none."""

    def present(self) -> dict[str, int] | None:
        """Sizes of all files by name; None where listing them would take a request for every folder."""

    def is_empty(self) -> bool:
        """Whether nothing at all lies there."""

    def has(self, name: str) -> bool:
        """Whether a file of this name lies there."""

    def write(self, name: str, data: bytes) -> None:
        """Writes a file that no browser keeps."""

    def send(self, file: File) -> None:
        """Puts a file there, in place of what was there, as whole as the target can."""

    def delete(self, name: str) -> None:
        """Deletes a file; it may be gone already."""

    def tidy(self, folders: Iterable[str]) -> None:
        """Removes those of the folders that are empty, deepest first."""


class FolderStore:
    """A folder of this machine, or one that is mounted."""

    workers = 1

    def __init__(self, folder: Path) -> None:
        """`folder` need not exist."""
        self.name = str(folder)
        self._folder = folder

    def read(self, name: str) -> bytes | None:
        """See Store."""
        with self._explained(name):
            try:
                return (self._folder / name).read_bytes()
            except FileNotFoundError:
                return None

    def present(self) -> dict[str, int]:
        """See Store."""
        sizes = {}
        with self._explained(""):
            for parent, _, names in os.walk(self._folder):
                for name in names:
                    path = Path(parent, name)
                    sizes[path.relative_to(self._folder).as_posix()] = path.lstat().st_size
        return sizes

    def is_empty(self) -> bool:
        """See Store."""
        with self._explained(""):
            return not self._folder.exists() or not any(self._folder.iterdir())

    def has(self, name: str) -> bool:
        """See Store."""
        return os.path.lexists(self._folder / name)

    def write(self, name: str, data: bytes) -> None:
        """See Store."""
        with self._explained(name), self._whole(name) as part:
            part.write_bytes(data)

    def send(self, file: File) -> None:
        """See Store."""
        with self._explained(file.name), self._whole(file.name) as part:
            shutil.copyfile(file.path, part)

    def delete(self, name: str) -> None:
        """See Store."""
        with self._explained(name):
            (self._folder / name).unlink(missing_ok=True)

    def tidy(self, folders: Iterable[str]) -> None:
        """See Store."""
        for folder in folders:
            with contextlib.suppress(OSError):
                (self._folder / folder).rmdir()

    @contextlib.contextmanager
    def _whole(self, name: str) -> Iterator[Path]:
        """A path to write to, that takes the name once all is written."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}{PART}")
        try:
            yield part
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise

    @contextlib.contextmanager
    def _explained(self, name: str) -> Iterator[None]:
        try:
            yield
        except OSError as cause:
            raise OutputError(f"cannot be written: {cause.strerror}", self._folder / name) from cause


def emptied(deleted: Iterable[str], kept: Iterable[str]) -> list[str]:
    """Folders that held what is deleted and hold nothing of what is kept, deepest first."""
    gone, still = _folders(deleted), _folders(kept)
    return sorted(gone - still, key=lambda folder: (-folder.count("/"), folder))


def _folders(names: Iterable[str]) -> set[str]:
    parents: set[PurePosixPath] = set()
    for parent in {PurePosixPath(name).parent for name in names}:
        parents.update((parent, *parent.parents))
    return {parent.as_posix() for parent in parents if parent.parts}
