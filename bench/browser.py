"""Asks a search engine in headless Chromium, and counts what that moves: a new browser context for each query."""

from __future__ import annotations

import os
import shutil
import statistics
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"


@dataclass(frozen=True, slots=True)
class Engine:
    """A search engine on a site."""

    page: str
    """The page that has it loaded, below the site's root."""
    ask: str
    """A function in JavaScript: from a query to a promise of how many hits there are, ten of them with excerpts."""
    folders: tuple[str, ...]
    """Where the index and the engine lie; what is loaded from elsewhere is the page."""


MOOTHALL = Engine("search/", "async (query) => (await moothall.search(query)).total", ("search/", "assets/"))
PAGEFIND = Engine(
    "pagefind.html",
    """async (query) => {
      const { results } = await engine.search(query);
      await Promise.all(results.slice(0, 10).map((result) => result.data()));
      return results.length;
    }""",
    ("pagefind/",),
)
PAGEFIND_PAGE = """<!doctype html><html lang="en"><title>Pagefind</title>
<script type="module">import * as engine from "./pagefind/pagefind.js"; window.engine = engine;</script>"""
"""A page that has nothing but Pagefind loaded: our own forbid WebAssembly."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one query took."""

    total: int
    """Hits."""
    moved: int
    """Bytes of scripts and index files, those of the engine included."""
    page: int
    """Bytes of the page that has the engine, its style sheets and pictures."""
    milliseconds: float
    """From the call, on a loaded page, to ten hits with their excerpts."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What several queries took."""

    answers: Sequence[Answer]
    """At least one."""

    @property
    def moved(self) -> tuple[float, float]:
        """Kilobytes in the median and at worst."""
        moved = [answer.moved / 1000 for answer in self.answers]
        return statistics.median(moved), max(moved)

    @property
    def spent(self) -> tuple[float, float]:
        """Milliseconds in the median and at worst."""
        spent = [answer.milliseconds for answer in self.answers]
        return statistics.median(spent), max(spent)

    @property
    def empty(self) -> int:
        """Queries without a hit."""
        return sum(answer.total == 0 for answer in self.answers)


def ask(site: Path, engine: Engine, queries: Sequence[str]) -> Asked:
    """Asks each query on a local server and in a new context."""
    with _served(site) as (address, sent), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        answers = [_ask(browser, address, sent, engine, query) for query in queries]
        browser.close()
    return Asked(answers)


def _ask(browser: Browser, address: str, sent: list[tuple[str, int]], engine: Engine, query: str) -> Answer:
    sent.clear()
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + engine.page, wait_until="networkidle")
    timed = f"""async (query) => {{
      const start = performance.now();
      const total = await ({engine.ask})(query);
      return [total, performance.now() - start];
    }}"""
    total, milliseconds = page.evaluate(timed, query)
    context.close()
    moved = sum(size for path, size in sent if path.startswith(engine.folders) and not path.endswith(_PAGE_FILES))
    return Answer(total, moved, sum(size for _, size in sent) - moved, milliseconds)


_PAGE_FILES = ("/", ".html", ".css", ".svg", ".ico")


@contextmanager
def _served(root: Path) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """The address of a folder on loopback, and a list that grows by the path and the size of each file sent."""
    sent: list[tuple[str, int]] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Counting, sent, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/", sent
    server.shutdown()
    server.server_close()


class _Counting(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # as real servers do; or each body waits 40 ms for the head to be acknowledged

    def __init__(self, sent: list[tuple[str, int]], *args: Any, **options: Any) -> None:
        self._sent = sent
        super().__init__(*args, **options)

    def copyfile(self, source: IO[bytes], outputfile: IO[bytes]) -> None:  # type: ignore[override]
        data = source.read()
        self._sent.append((self.path.lstrip("/"), len(data)))
        outputfile.write(data)

    def log_message(self, *args: object) -> None:
        pass
