"""`moothall serve`: build, serve, watch, build again, until it is stopped."""

from __future__ import annotations

import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from generator.build import Options, build
from generator.config import read_settings
from generator.english import count
from generator.errors import MoothallError, flatten
from generator.model import Problem
from generator.progress import show_progress
from generator.report import Report
from generator.serving.mistakes import Mistake, as_text, mistake_of
from generator.serving.news import News
from generator.serving.server import Served, SiteServer
from generator.serving.watching import Watcher
from generator.storage import WORK

Say = Callable[[str], None]
"""Puts a line on the terminal."""


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


def serve(wanted: Serving, say: Say) -> None:
    """Serves until the user stops it. Raises SettingsError when it cannot listen."""
    news = News()
    options = wanted.options
    with _listening(wanted, news) as server:
        watcher = Watcher(options.site)
        try:
            known = _build(options, news, say, frozenset())
            say(f"serving    {server.url} (Ctrl-C stops)")
            if server.open_to_others:
                say("note       everyone who reaches this machine can read it")
            if wanted.browser:
                webbrowser.open(server.url)
            for changed in _changes(watcher.changes):
                for path in changed:
                    say(f"changed    {_shown(path, options.site)}")
                known = _build(options, news, say, known)
        except KeyboardInterrupt:
            say("stopped")
        finally:
            watcher.stop()


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


def _build(options: Options, news: News, say: Say, known: frozenset[Problem]) -> frozenset[Problem]:
    """Builds once, tells the terminal and the open pages, gives what oddities were told; `known` ones are not again."""
    report = Report()
    start = time.perf_counter()
    try:
        with show_progress("debates", quiet=False) as progress:
            published = build(options, report, progress)
        report.write(options.site / WORK / "report.json")
        mistakes = [mistake_of(error) for error in report.errors]
    except (MoothallError, ExceptionGroup) as error:
        published, mistakes = False, [mistake_of(one) for one in flatten(error)]
        if not mistakes:
            raise
    except Exception as fault:  # one bad file must not end the session of someone who writes
        message = f"a fault in Moothall: {type(fault).__name__}: {fault}"
        published, mistakes = False, [Mistake(message, "", "please report it with the source", ())]
    _tell(report, mistakes, say, known)
    if published:
        news.built()
        spent = time.perf_counter() - start
        say(f"built      {count(report.threads, 'debate')} in {spent:.1f} s ({report.rendered:,} rendered anew)")
    else:
        news.failed(mistakes)
        say("nothing was published; the last good site stays")
    return frozenset(report.problems) if published else known.union(report.problems)


def _tell(report: Report, mistakes: list[Mistake], say: Say, known: frozenset[Problem]) -> None:
    for problem in report.problems:
        if problem not in known:
            say(f"warning: {problem.path}:{problem.line or 1}: {problem.message} [{problem.kind}]")
    for line in as_text(mistakes):
        say(line)


def _changes(queue: SimpleQueue[Path]) -> Iterator[list[Path]]:
    """What changed since the last build, as soon as something has."""
    while True:
        try:
            paths = {queue.get(timeout=1)}  # without an end a wait cannot be interrupted on every system
        except Empty:
            continue
        while not queue.empty():
            paths.add(queue.get())
        yield sorted(paths)


def _shown(path: Path, site: Path) -> str:
    root = site.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
