"""Stores that fsspec knows: S3 and what speaks its protocol, Google Cloud Storage, SFTP, and a few dozen more.

The address is fsspec's; credentials come from where each kind looks for them. Needs the extra `moothall[publish]`.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from generator.errors import OutputError, SettingsError
from generator.mediatypes import cache_control, media_type
from generator.publishing.addresses import without_secrets
from generator.publishing.failures import explain
from generator.publishing.store import PART
from generator.publishing.tree import File

EXTRA = 'pip install "moothall[publish]" brings what S3, Google Cloud Storage and SFTP need'


def _s3(name: str) -> dict[str, Any]:
    return {"ContentType": media_type(name), "CacheControl": cache_control(name)}


def _gcs(name: str) -> dict[str, Any]:
    return {"content_type": media_type(name), "fixed_key_metadata": {"cache_control": cache_control(name)}}


def _nothing(name: str) -> dict[str, Any]:
    return {}


OBJECT_STORES: dict[str, Callable[[str], dict[str, Any]]] = {
    "s3": _s3,
    "s3a": _s3,
    "gs": _gcs,
    "gcs": _gcs,
    "az": _nothing,
    "abfs": _nothing,
    "memory": _nothing,
}
"""Protocols of stores that write whole files or none, have no folders and list everything at once; how each is told the
type and the age of a file."""
SSH = ("sftp", "ssh")
"""Protocols that go over SSH."""


class RemoteStore:
    """A place that an address names. See Store for what its methods promise."""

    def __init__(self, address: str) -> None:
        """Connects. Raises SettingsError for an address of no known kind, OutputError when it cannot be reached."""
        self.name = without_secrets(address)
        self._protocol = address.partition("://")[0]
        self._files, self._root = self._open(address)
        self._folders = self._protocol not in OBJECT_STORES
        self.workers = 1 if self._folders else 16  # of other backends nobody knows whether they can do several
        if self._protocol in SSH:
            self.workers = 8  # of the ten channels that a connection has by default

    def read(self, name: str) -> bytes | None:
        """See Store."""
        with self._explained():
            try:
                return bytes(self._files.cat_file(self._at(name)))
            except FileNotFoundError:
                if not self._folders:
                    self._files.ls(self._bucket())  # a bucket that is not there looks the same until it is listed
                return None

    def present(self) -> dict[str, int] | None:
        """See Store."""
        if self._folders:
            return None
        with self._explained():
            found = self._files.find(self._root, detail=True)
        start = len(self._root) + 1
        return {path[start:]: int(facts["size"]) for path, facts in found.items()}

    def is_empty(self) -> bool:
        """See Store."""
        with self._explained():
            try:
                return not self._files.ls(self._root, detail=False)
            except FileNotFoundError:
                return True

    def has(self, name: str) -> bool:
        """See Store."""
        with self._explained():
            return bool(self._files.exists(self._at(name)))

    def write(self, name: str, data: bytes) -> None:
        """See Store."""
        with self._explained(), self._whole(name) as place:
            self._files.pipe_file(place, data, **self._facts(name))

    def send(self, file: File) -> None:
        """See Store."""
        with self._explained(), self._whole(file.name) as place:
            self._files.put_file(str(file.path), place, **self._facts(file.name))

    def delete(self, name: str) -> None:
        """See Store."""
        with self._explained(), contextlib.suppress(FileNotFoundError):
            self._files.rm_file(self._at(name))

    def tidy(self, folders: Iterable[str]) -> None:
        """See Store."""
        remove = self._files.rm if self._protocol in SSH else self._files.rmdir  # which does nothing in sshfs
        for folder in folders if self._folders else ():
            with contextlib.suppress(Exception):  # one that is not empty stays; each backend has its own words for it
                remove(self._at(folder))

    def _open(self, address: str) -> tuple[Any, str]:
        fsspec = _module("fsspec")
        logging.getLogger().addHandler(logging.NullHandler())  # backends log, on the terminal, what they raise as well
        with self._explained():
            try:
                if self._protocol in SSH:
                    return _open_ssh(address)
                files, root = fsspec.url_to_fs(address)
                return files, root.rstrip("/")
            except ImportError as cause:
                raise SettingsError(f"{self.name}: {cause}", hint=EXTRA) from cause
            except ValueError as cause:
                raise SettingsError(f"{self.name}: {cause}", hint="docs/commands/publish.md lists targets") from cause

    def _facts(self, name: str) -> dict[str, Any]:
        return {} if self._folders else OBJECT_STORES[self._protocol](name)

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}" if self._root else name

    def _bucket(self) -> str:
        return self._root.partition("/")[0]

    @contextlib.contextmanager
    def _whole(self, name: str) -> Iterator[str]:
        """A place to write to, that takes the name once all is written, where that can be done."""
        place = self._at(name)
        if self._folders:
            self._files.makedirs(place.rpartition("/")[0], exist_ok=True)
        if self._protocol not in SSH:
            yield place
            return
        folder, slash, last = place.rpartition("/")
        part = f"{folder}{slash}.{last}{PART}"
        yield part
        self._files.mv(part, place)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (OutputError, SettingsError):
            raise
        except Exception as cause:  # every backend has its own tree of errors
            message, hint = explain(cause)
            raise OutputError(f"{self.name}: {message}", hint=hint) from cause


def _open_ssh(address: str) -> tuple[Any, str]:
    """SFTP to hosts that the user's known_hosts knows, which the backend would not ask for by itself."""
    ssh = _module("sshfs").SSHFileSystem
    _, _, path = address.partition("://")[2].partition("/")
    options = ssh._get_kwargs_from_urls(address)
    home = path.startswith("~/")
    return ssh(**options, known_hosts=(), connect_timeout=20), (path[2:] if home else f"/{path}").rstrip("/")


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as cause:
        raise SettingsError(f"targets of this kind need {name}", hint=EXTRA) from cause
