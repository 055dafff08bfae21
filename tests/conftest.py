"""Whole sites from one string, the command line run in this process, and a real browser."""

from __future__ import annotations

import functools
import http.server
import io
import os
import re
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from generator import progress
from generator.cli import main

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# The same examples on every machine, however slow it is today: speed is measured in bench/.
settings.register_profile("moothall", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("moothall")
progress.EVERY = float("inf")  # or a slow machine would say how far it is, amid what a test compares

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FILE = re.compile(r"^-- (\S.*) --\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of the command line left."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Folder:
    """A site under test."""

    path: Path

    def write(self, files: str) -> None:
        """Writes the files in a text in which a line `-- name --` stands above each."""
        parts = FILE.split(files)
        for name, text in zip(parts[1::2], parts[2::2], strict=True):
            file = self.path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def run(self, *args: str) -> Outcome:
        """Runs `moothall` with the site as the current folder, so that messages show paths as a user sees them."""
        out, err = io.StringIO(), io.StringIO()
        before, argv = Path.cwd(), sys.argv
        code = 0
        try:
            os.chdir(self.path)
            sys.argv = ["moothall", *args]
            with redirect_stdout(out), redirect_stderr(err):
                main()
        except SystemExit as exit_:
            code = exit_.code if isinstance(exit_.code, int) else 0
        finally:
            os.chdir(before)
            sys.argv = argv
        return Outcome(code, out.getvalue(), err.getvalue())

    def build(self, *args: str) -> Outcome:
        """Runs a build in this process alone."""
        return self.run("build", "--jobs", "1", *args)

    def page(self, name: str = "index.html") -> str:
        """A file of the output."""
        return (self.path / "output" / name).read_text(encoding="utf-8")

    def tree(self, output: str = "output") -> dict[str, bytes]:
        """Every file of the output."""
        root = self.path / output
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    return Folder(site)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The sample site of this repository, built once."""
    root = Path(__file__).parents[1]
    site = tmp_path_factory.mktemp("sample")
    shutil.copytree(root / "content", site / "content")
    shutil.copy(root / "site.yaml", site)
    built = Folder(site)
    outcome = built.build()
    missing = "comment 5110, which others answer, is not in the file [missing-parent]"
    assert outcome.err == f"warning: content/software/fork-or-wait.json:1: {missing}\n"
    assert outcome.code == 0
    return built


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one the test is skipped, or fails where MOOTHALL_NEED_BROWSER is set."""
    if not Path(CHROMIUM).exists():
        missing = pytest.fail if os.environ.get("MOOTHALL_NEED_BROWSER") else pytest.skip
        missing("there is no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        yield chromium
        chromium.close()


@pytest.fixture
def chromium_page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test for every error in its console and every request that leaves the machine."""
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: None if _is_local(request.url) else faults.append(f"asks {request.url}"))
    yield page
    found = list(faults)  # closing breaks off what is still loading, which is no fault of the page
    context.close()
    assert found == []


@pytest.fixture
def served() -> Iterator[Callable[[Path], str]]:
    """A function that serves a folder on loopback and gives its address."""
    servers = []

    def serve(root: Path) -> str:
        handler = functools.partial(_Quiet, directory=str(root))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield serve
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


def _is_local(url: str) -> bool:
    return url.startswith(("file:", "data:", "blob:", "http://127.0.0.1:"))
