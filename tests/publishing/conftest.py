"""A small built site, a home without anybody's settings, and servers on loopback."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from tests.conftest import Folder, Outcome

SITE = """\
-- content/town/bench.thread.yaml --
title: The bench
comments: [{id: a, author: Di, body: Leave it}, {id: b, answers: a, author: Bo, body: Move it}]
"""
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Publisher:
    """Runs `moothall publish` in a process of its own, as the user of a home of its own."""

    site: Folder
    home: Path
    environment: dict[str, str]

    def __call__(self, *args: str, **environment: str) -> Outcome:
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        done = subprocess.run(
            [sys.executable, "-m", "generator", "publish", *args],
            cwd=self.site.path,
            env={**kept, "PYTHONPATH": str(ROOT), "HOME": str(self.home), **self.environment, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def built(folder: Folder) -> Folder:
    folder.write(SITE)
    assert folder.build("--quiet").code == 0
    return folder


@pytest.fixture
def publisher(built: Folder, tmp_path: Path) -> Publisher:
    home = tmp_path / "home"
    (home / ".ssh").mkdir(parents=True)
    return Publisher(built, home, {})


def said(outcome: Outcome) -> tuple[int, int, int]:
    """Numbers of files sent, deleted and unchanged."""
    assert (outcome.code, outcome.err) == (0, "")
    if "is as it should be" in outcome.out:
        return 0, 0, int(outcome.out.split("none of ")[1].split()[0])
    words = {line.split()[0]: int(line.split()[1].replace(",", "")) for line in outcome.out.splitlines()[:-1]}
    return words.get("sent", 0), words.get("deleted", 0), words.get("unchanged", 0)


@dataclass(slots=True)
class Sftp:
    """An SFTP server that knows one user's key."""

    root: Path
    host_key: Any
    port: int = 0
    breaks_after: int | None = None

    def address(self, path: str) -> str:
        return f"sftp://me@127.0.0.1:{self.port}/{path}"

    def introduce(self, home: Path) -> None:
        """Writes the host's key where the user keeps known ones."""
        line = f"[127.0.0.1]:{self.port} {self.host_key.export_public_key().decode()}"
        (home / ".ssh" / "known_hosts").write_text(line)


@pytest.fixture
def sftp(publisher: Publisher, tmp_path: Path) -> Iterator[Sftp]:
    (tmp_path / "sftp").mkdir()
    key = asyncssh.generate_private_key("ssh-ed25519")
    key.write_private_key(str(publisher.home / ".ssh" / "id_ed25519"))
    key.write_public_key(str(tmp_path / "authorized"))
    server = Sftp(tmp_path / "sftp", asyncssh.generate_private_key("ssh-ed25519"))

    class Files(asyncssh.SFTPServer):
        def open(self, path: bytes, pflags: int, attrs: Any) -> Any:
            if server.breaks_after is not None and pflags & asyncssh.FXF_WRITE:
                server.breaks_after -= 1
                if server.breaks_after < 0:
                    self.channel.get_connection().abort()
            return super().open(path, pflags, attrs)

    async def listen() -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_host_keys=[server.host_key],
            authorized_client_keys=str(tmp_path / "authorized"),
            sftp_factory=lambda channel: Files(channel, chroot=str(server.root)),
        )

    with _loop() as run:
        acceptor = run(listen())
        server.port = acceptor.get_port()
        yield server
        acceptor.close()
        run(acceptor.wait_closed())


class _loop:  # noqa: N801 - a context, like a function
    """An event loop in a thread of its own; gives a function that runs a coroutine there."""

    def __enter__(self) -> Callable[[Any], Any]:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return lambda coroutine: asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
