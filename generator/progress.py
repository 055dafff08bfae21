"""How far a long piece of work is: a bar on a terminal, now and then a line elsewhere, nothing when quiet."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

EVERY = 5.0
"""Seconds between two lines where there is no terminal."""


@contextmanager
def show_progress(what: str, *, quiet: bool, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A function to be told how many more are done; `total` is how many there are to do, where that is known."""
    if quiet:
        yield lambda more: None
    elif sys.stderr.isatty():
        with _bar() as bar:
            task = bar.add_task(what, total=total)
            yield lambda more: bar.advance(task, more)
    else:
        yield _Lines(what)


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


class _Lines:
    def __init__(self, what: str) -> None:
        self._what = what
        self._done = 0
        self._next = time.monotonic() + EVERY

    def __call__(self, more: int) -> None:
        self._done += more
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + EVERY
            click.echo(f"{self._done:,} {self._what} …", err=True)
