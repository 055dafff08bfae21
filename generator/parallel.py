"""Who does the work: this process, several, or a cluster of machines, always behind `concurrent.futures.Executor`."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import TypeVar

from generator.cluster import SCHEME, open_cluster
from generator.errors import OutputError, SettingsError

A = TypeVar("A")
R = TypeVar("R")

EXECUTORS = ("auto", "serial", "processes")
"""What `--executor` takes beside the address of a cluster."""


class SerialExecutor(Executor):
    """Runs each task at once, in this process, as it is submitted."""

    def submit(self, fn: Callable[..., R], /, *args: object, **kwargs: object) -> Future[R]:
        """A future that is already done."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # a future carries whatever its task raised
            future.set_exception(error)
        return future


@dataclass(frozen=True, slots=True)
class Workers:
    """An executor for as long as there is work: what its workers have imported, they have for the next step too."""

    executor: Executor
    """Who does the work."""
    ahead: int
    """How many tasks are at most handed out before the first of them is done."""

    def map(self, work: Callable[[A], R], tasks: Iterable[A]) -> Iterator[R]:
        """As `map_ordered` has it."""
        return map_ordered(self.executor, work, tasks, self.ahead)


@contextmanager
def open_workers(spec: str, jobs: int | None, folders: Sequence[Path] = ()) -> Iterator[Workers]:
    """The executor that `spec` names, until the context ends; with `jobs` workers, or where that is None one per core.

    `auto` is `processes`, or `serial` where there is only one job to do at a time. A cluster has as many workers as it
    has; they must see `folders`. Raises SettingsError.
    """
    executor, number = _open(spec, jobs, folders)
    with executor:
        yield Workers(executor, 2 * number)


def warm_up(spec: str, jobs: int | None) -> None:
    """Lets workers that `open_workers` will be asked for begin to import what they need, while this process does."""
    if spec in ("auto", "processes") and (jobs or available_cores()) > 1:
        _context()


def _open(spec: str, jobs: int | None, folders: Sequence[Path]) -> tuple[Executor, int]:
    """The executor, and how many tasks it does at a time."""
    if spec.startswith(SCHEME):
        return open_cluster(spec, folders)
    if spec not in EXECUTORS:
        raise SettingsError(f'unknown executor "{spec}"', hint=f"one of {', '.join(EXECUTORS)}, {SCHEME}HOST:PORT")
    number = jobs or available_cores()
    if spec == "serial" or (spec == "auto" and number == 1):
        return SerialExecutor(), 1
    deaf = (signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a terminal; this one says what it means
    return ProcessPoolExecutor(number, mp_context=_context(), initializer=signal.signal, initargs=deaf), number


def map_ordered(executor: Executor, work: Callable[[A], R], tasks: Iterable[A], ahead: int) -> Iterator[R]:
    """`work(task)` for each task, in the tasks' order, with at most `ahead` unfinished so that memory stays flat.

    Raises what `work` raises, and OutputError when a worker dies.
    """
    waiting: deque[Future[R]] = deque()
    try:
        for task in tasks:
            waiting.append(executor.submit(work, task))
            if len(waiting) > ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenExecutor as cause:
        raise OutputError("a worker process died", hint="it may have run out of memory: try --jobs 1") from cause
    finally:
        for future in waiting:
            future.cancel()


def available_cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _context() -> BaseContext:
    """Workers are forked from a server that has imported what they need, and nothing else that this process has."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver, resource_tracker  # which not every system has

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["generator.work", "generator.search.writing"])
    resource_tracker.ensure_running()  # which would unblock the signal
    with _no_interrupt():
        forkserver.ensure_running()  # it imports them while this process looks for work
    return context


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """What is started meanwhile never hears Ctrl-C, which this process hears afterwards."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
