"""Notices when what a site is made of changes: its settings, its content, its layouts."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from queue import SimpleQueue

from watchfiles import Change, DefaultFilter, watch

from generator.config import SETTINGS_FILE
from generator.sourcefile import is_scratch

FOLDERS = ("content", "layouts")
"""Folders of a site that are watched with all that is in them; they may come and go."""


class Watcher:
    """Watches from its making until it is stopped. Paths that changed come out of the queue `changes`."""

    def __init__(self, site: Path) -> None:
        self.changes: SimpleQueue[Path] = SimpleQueue()
        self._site = site.resolve()
        self._stopped = threading.Event()
        self._moved = threading.Event()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._watch_top, self._watch_folders)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Watches no longer."""
        self._stopped.set()
        self._moved.set()
        for thread in self._threads:
            thread.join()

    def _watch_top(self) -> None:
        """The settings, and whether there are folders to watch: not recursively, since output/ lies here as well."""
        for paths in _changed([self._site], self._stopped, recursive=False):
            names = {path.name for path in paths}
            self._tell(path for path in paths if path.name in (SETTINGS_FILE, *FOLDERS))
            if names.intersection(FOLDERS):
                self._moved.set()

    def _watch_folders(self) -> None:
        known: list[Path] | None = None
        while not self._stopped.is_set():
            self._moved.clear()
            folders = [folder for name in FOLDERS if (folder := self._site / name).is_dir()]
            if not folders:
                self._moved.wait()
            for paths in _changed(folders, self._moved, recursive=True) if folders else ():
                if known is not None and known != folders:
                    self._tell(folder for folder in folders if folder not in known)  # files may have come in between
                known = folders
                self._tell(paths)

    def _tell(self, paths: Iterable[Path]) -> None:
        for path in paths:
            self.changes.put(path)


def _changed(paths: list[Path], stop: threading.Event, *, recursive: bool) -> Iterator[list[Path]]:
    """Paths that changed, shortly after they did, until the event is set; now and then none."""
    for changes in watch(
        *paths,
        watch_filter=_is_kept,
        stop_event=stop,
        recursive=recursive,
        rust_timeout=500,
        yield_on_timeout=True,
    ):
        come = {Path(path) for change, path in changes if change is Change.added}
        yield sorted({Path(path) for _, path in changes} - {path for path in come if not path.exists()})


def _is_kept(change: Change, path: str) -> bool:
    """Whether it is a file that someone keeps, not one that an editor writes while it is open."""
    return not is_scratch(Path(path).name) and _EDITORS(change, path)


_EDITORS = DefaultFilter()
