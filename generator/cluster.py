"""An existing Dask cluster as an executor (https://distributed.dask.org/), for archives that outgrow one machine.

Workers get plain data and write pages themselves, so they have to see the site's folders under the same paths, on a
file system that all of them share. Dask does a task again when its worker is lost; when no worker is left for a while,
or one task loses several, the build ends.
"""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Executor, Future, InvalidStateError
from contextlib import suppress
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from urllib.parse import urlsplit

from generator import __version__
from generator.errors import OutputError, SettingsError
from generator.versions import versions

P = ParamSpec("P")
R = TypeVar("R")

SCHEME = "dask://"
"""What the address of a cluster begins with, in place of Dask's own `tcp://`."""
TIMEOUT = 10
"""Seconds in which a scheduler has to answer."""
PATIENCE = 60
"""Seconds without any worker after which the build ends."""
LOST = "the cluster has lost its scheduler or all of its workers"
"""Why it then ends."""


def open_cluster(spec: str, folders: Sequence[Path]) -> tuple[Executor, int]:
    """The cluster whose scheduler listens at `spec`, `dask://HOST:PORT`, and how many tasks it does at a time.

    Its workers must see `folders`. Raises SettingsError where the cluster cannot be used.
    """
    try:
        import distributed
    except ImportError as cause:
        hint = "pip install 'moothall[dask]'"
        raise SettingsError("a Dask cluster needs the package distributed", hint=hint) from cause
    for name in ("distributed", "distributed.client"):  # which have levels of their own
        logging.getLogger(name).setLevel(logging.CRITICAL)
    host, port = _parse(spec)
    try:
        _reach(host, port)
        connect: Any = distributed.Client
        client = connect(f"tcp://{spec.removeprefix(SCHEME).rstrip('/')}", timeout=TIMEOUT, set_as_default=False)
    except (OSError, ValueError) as cause:
        raise SettingsError(f"no Dask scheduler answers at {spec}", hint="see docs/scale.md") from cause
    try:
        workers = _check(client, spec, [str(folder.resolve()) for folder in folders])
    except BaseException:
        client.close()
        raise
    return ClusterExecutor(client), workers


def _parse(spec: str) -> tuple[str, int]:
    """Host and port of a scheduler. Raises SettingsError."""
    hint = "it looks like dask://HOST:8786"
    try:
        parts = urlsplit(spec)
        host, port = parts.hostname, parts.port
    except ValueError as cause:
        raise SettingsError(f"{spec} is not the address of a cluster", hint=hint) from cause
    if not host or not port or parts.path.strip("/"):
        raise SettingsError(f"{spec} is not the address of a cluster", hint=hint)
    return host, port


def _reach(host: str, port: int) -> None:
    """Raises OSError or ValueError where nobody listens; a client that could not connect would be left half alive."""
    with socket.create_connection((host, port), TIMEOUT):
        pass


def _check(client: Any, spec: str, folders: list[str]) -> int:
    """How many tasks all workers do at a time. Raises SettingsError if any of them cannot do ours."""
    try:
        client.wait_for_workers(1, timeout=TIMEOUT)
    except TimeoutError as cause:
        raise SettingsError(
            f"the cluster at {spec} has no workers", hint="start some: dask worker HOST:PORT"
        ) from cause
    try:
        answers: dict[str, tuple[list[str], list[str]]] = client.run(look, folders)
    except Exception as cause:  # Dask tells so what a worker meets while it unpacks a function
        hint = "install it where they run: pip install 'moothall[dask]'"
        raise SettingsError(f"the workers of {spec} cannot run Moothall {__version__}", hint=hint) from cause
    for worker, (theirs, unseen) in sorted(answers.items()):
        for other, own in zip(theirs, _programs(), strict=False):
            if other != own:
                hint = f"here it is {own}: install the same everywhere"
                raise SettingsError(f"the worker {worker} has {other}", hint=hint)
        if unseen:
            hint = "all workers need the site, and Moothall itself, on a file system that they share"
            raise SettingsError(f"the worker {worker} does not see {unseen[0]}", hint=hint)
    return sum(client.nthreads().values())


def look(folders: Sequence[str]) -> tuple[list[str], list[str]]:
    """What a worker is: the programs that its pages would be made by, and which of the folders it does not see."""
    return _programs(), [folder for folder in folders if not Path(folder).is_dir()]


def _programs() -> list[str]:
    """Names with versions, Moothall's first; a digest of its code, in which equal versions may differ, last."""
    return [f"Moothall {__version__}", *versions().splitlines()]


class ClusterExecutor(Executor):
    """Submits to a cluster, and gives up when nobody is left to do the work."""

    def __init__(self, client: Any) -> None:
        """The client is closed with the executor."""
        self._client: Any = client
        self._executor: Executor = client.get_executor(pure=False)
        self._waiting: set[Future[Any]] = set()
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """A future whose errors are ours where the cluster itself fails."""
        promised: Future[R] = Future()
        self._waiting.add(promised)
        promised.add_done_callback(self._waiting.discard)
        self._executor.submit(fn, *args, **kwargs).add_done_callback(lambda future: _pass_on(future, promised))
        return promised

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Lets go of the cluster, which lives on."""
        self._over.set()
        self._watcher.join()
        self._executor.shutdown(wait=False)
        self._client.close()

    def _watch(self) -> None:
        idle = 0
        while not self._over.wait(1):
            idle = 0 if self._has_workers() else idle + 1
            if idle >= PATIENCE:
                for promised in [*self._waiting]:
                    _fail(promised, LOST)

    def _has_workers(self) -> bool:
        try:
            return self._client.scheduler is not None and bool(self._client.nthreads())
        except (OSError, TimeoutError, CancelledError):
            return False


def _pass_on(future: Future[R], promised: Future[R]) -> None:
    """What became of a task of the cluster becomes of what was promised."""
    from distributed import KilledWorker

    with suppress(InvalidStateError):
        try:
            promised.set_result(future.result())
        except KilledWorker:
            _fail(promised, "several workers of the cluster died while they did one task")
        except CancelledError:  # by the client, when its scheduler is gone
            _fail(promised, LOST)
        except Exception as error:  # a future carries whatever its task raised
            promised.set_exception(error)


def _fail(promised: Future[R], message: str) -> None:
    hint = "they may have run out of memory; what they have done is in the cache: build again"
    with suppress(InvalidStateError):
        promised.set_exception(OutputError(message, hint=hint))
