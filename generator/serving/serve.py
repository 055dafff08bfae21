"""`moothall serve`: build, serve, watch, build again, until it is stopped."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TypeVar
from urllib.parse import urlsplit

from generator.build import build
from generator.config import read_settings
from generator.errors import MoothallError
from generator.options import Options
from generator.serving.building import Build, Builds, Say
from generator.serving.news import News
from generator.serving.previewing import Previews
from generator.serving.server import Served, SiteServer
from generator.serving.watching import Watcher

Changed = tuple[int, list[Path]]
"""Files that changed, with the number of the change."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Serving:
    """What the command line can choose."""

    options: Options
    """Of the builds."""
    host: str
    """The address to listen on."""
    port: int
    """0 for any that is free."""
    browser: bool
    """Whether to open the site in the user's browser."""


def serve(wanted: Serving, say: Say, build_site: Build = build) -> None:
    """Serves until the user stops it; `build_site` is what builds. Raises SettingsError when it cannot listen."""
    news = News()
    options = wanted.options
    builds = Builds(options, build_site, news, say)
    with _listening(wanted, news) as server:
        watcher = Watcher(options.site)
        try:
            builds.run(0)
            say(f"serving    {server.url} (Ctrl-C stops)")
            if server.open_to_others:
                say("note       everyone who reaches this machine can read it")
            if wanted.browser:
                webbrowser.open(server.url)
            previews = Previews(options, news)
            with _previewing(previews, watcher.changes) as changes:
                for number, paths in _changes(changes):
                    for path in paths:
                        say(f"changed    {_shown(path, options.site)}")
                    builds.run(number)
        except KeyboardInterrupt:
            say("stopped")
        finally:
            watcher.stop()
            builds.end()


@contextmanager
def _listening(wanted: Serving, news: News) -> Iterator[SiteServer]:
    server = SiteServer(wanted.host, wanted.port, Served(wanted.options.output, _base(wanted.options), news))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def _base(options: Options) -> str:
    """The path of `base_url`, so that the addresses in 404.html lead somewhere."""
    try:
        return urlsplit(read_settings(options.site, options.base_url).base_url).path or "/"
    except (MoothallError, ExceptionGroup):  # the first build says so
        return "/"


@contextmanager
def _previewing(previews: Previews, changed: SimpleQueue[Path]) -> Iterator[SimpleQueue[Changed]]:
    """Shows what `changed` before it is handed on to be built, in a thread that does not wait for builds."""
    waiting: SimpleQueue[Changed] = SimpleQueue()
    stopped = threading.Event()
    thread = threading.Thread(target=_preview, args=(previews, changed, waiting, stopped), daemon=True)
    thread.start()
    try:
        yield waiting
    finally:
        stopped.set()
        thread.join()


def _preview(
    previews: Previews, changed: SimpleQueue[Path], waiting: SimpleQueue[Changed], stopped: threading.Event
) -> None:
    number = 0
    while not stopped.is_set():
        paths = sorted(set(_taken(changed)))
        if not paths:
            previews.look_ahead()
            continue
        number += 1
        previews.show(number, paths)
        waiting.put((number, paths))


def _changes(waiting: SimpleQueue[Changed]) -> Iterator[Changed]:
    """What changed since the last build, as soon as something has."""
    while True:
        if taken := list(_taken(waiting)):
            yield taken[-1][0], sorted({path for _, paths in taken for path in paths})


def _taken(queue: SimpleQueue[T]) -> Iterator[T]:
    """All that is in the queue; for a second nothing may be, since an endless wait cannot be interrupted everywhere."""
    with suppress(Empty):
        yield queue.get(timeout=1)
        while True:
            yield queue.get_nowait()


def _shown(path: Path, site: Path) -> str:
    root = site.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
