"""Builds on a real Dask cluster: a scheduler and workers on this machine, of which some are killed in the middle."""

from __future__ import annotations

import importlib
import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from pathlib import Path

import pytest
from distributed import Client, KilledWorker

from generator import __version__, cluster
from generator.errors import OutputError, SettingsError
from generator.parallel import open_workers
from generator.versions import versions
from tests.conftest import Folder

ROOT = Path(__file__).parents[1]
DEBATES = 240
"""So many that a worker is killed long before the last of its share is rendered."""
TALK = "-- content/many/talk-{0}.thread.yaml --\ncomments: [{{id: a, author: bo, body: {1}}}]\n"
LOST = "the cluster has lost its scheduler or all of its workers"
HINT = "they may have run out of memory; what they have done is in the cache: build again"


class Cluster:
    """Starts and stops what a cluster is made of."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._stack, self._folder = stack, folder
        place = str(folder / "scheduler.json")
        options = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", place, "--no-dashboard", "--no-show")
        self.scheduler = self._start("dask_scheduler", *options)
        with Client(scheduler_file=place, timeout=60, set_as_default=False) as client:  # which waits for the file
            self.address = client.scheduler.address.removeprefix("tcp://")

    def _start(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{program}", *arguments]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        with (self._folder / "log").open("ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=self._folder)
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process

    def add_workers(self, number: int) -> list[subprocess.Popen[bytes]]:
        """Workers that end with their processes, since no nanny starts them again."""
        with Client(self.address, set_as_default=False) as client:
            before = len(client.nthreads())
            options = ("--nthreads", "1", "--no-nanny", "--no-dashboard")
            workers = [self._start("dask_worker", self.address, *options) for _ in range(number)]
            client.wait_for_workers(before + number, timeout=60)
        return workers


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster with one worker."""
    with ExitStack() as stack:
        running = Cluster(stack, tmp_path_factory.mktemp("cluster"))
        running.add_workers(1)
        yield running


def wait_for(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_build_survives_a_worker_and_gives_the_same_bytes(folder: Folder, dask: Cluster) -> None:
    folder.write("".join(TALK.format(number, f"'{'Word ' * 500}{number}'") for number in range(DEBATES)))
    assert folder.build("--no-cache").code == 0
    (lost,) = dask.add_workers(1)
    command = [sys.executable, "-m", "generator", "build", "--quiet", "--no-cache", "--output", "far"]
    command += ["--executor", f"dask://{dask.address}", "--report", "far.json"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=folder.path, env=environment, stderr=subprocess.PIPE) as build:
        staging = folder.path / ".moothall/far.new/many"
        wait_for(lambda: staging.is_dir() and len([*staging.iterdir()]) > DEBATES // 20)
        lost.kill()
        assert build.communicate()[1] == b""
        assert build.returncode == 0
    assert folder.tree("far") == folder.tree()
    report = json.loads((folder.path / "far.json").read_text())
    assert (report["threads"], report["rendered"]) == (DEBATES, DEBATES)


def test_no_folder_goes_from_one_output_to_the_next(folder: Folder, dask: Cluster) -> None:
    for word in ("First", "Second", "Third"):
        folder.write("".join(TALK.format(number, word if number == 0 else "Same") for number in range(3)))
        assert folder.build("--quiet", "--executor", f"dask://{dask.address}").code == 0
        assert not [*(folder.path / ".moothall").glob("*.spare-*")]
    assert folder.build("--quiet", "--no-cache", "--output", "clean").code == 0
    assert folder.tree() == folder.tree("clean")


def test_a_build_ends_when_no_worker_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with ExitStack() as stack:
        dying = Cluster(stack, tmp_path)
        (worker,) = dying.add_workers(1)
        with open_workers(f"dask://{dying.address}", None) as workers:
            assert workers.ahead == 2
            waiting = workers.executor.submit(time.sleep, 600)
            worker.kill()
            with pytest.raises(OutputError) as caught:
                waiting.result(timeout=60)
    assert str(caught.value) == f"{LOST} ({HINT})"


def test_a_task_that_kills_its_workers_is_not_tried_for_ever() -> None:
    task: Future[int] = Future()
    promised: Future[int] = Future()
    task.set_exception(KilledWorker("a task", None, 4))
    cluster._pass_on(task, promised)
    assert str(promised.exception()) == f"several workers of the cluster died while they did one task ({HINT})"


def test_what_a_task_raises_is_raised(dask: Cluster) -> None:
    with open_workers(f"dask://{dask.address}", None) as workers, pytest.raises(ZeroDivisionError):
        workers.executor.submit(divmod, 1, 0).result(timeout=60)


def refused(spec: str, *folders: Path) -> str:
    with pytest.raises(SettingsError) as caught, open_workers(spec, None, folders):
        pass
    return str(caught.value)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "[::1]:1", "no host:1"])
def test_nobody_answers(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "TIMEOUT", 0.2)
    assert refused(f"dask://{address}") == f"no Dask scheduler answers at dask://{address} (see docs/scale.md)"


@pytest.mark.parametrize("address", ["", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:0", "[::1:1", ":8786", "a:1/b"])
def test_an_address_is_malformed(address: str) -> None:
    message = f"dask://{address} is not the address of a cluster (it looks like dask://HOST:8786)"
    assert refused(f"dask://{address}") == message


def test_a_cluster_without_workers_and_then_no_scheduler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ExitStack() as stack:
        empty = Cluster(stack, tmp_path)
        wait = Client.wait_for_workers
        monkeypatch.setattr(Client, "wait_for_workers", lambda client, number, timeout: wait(client, number, 0.1))
        message = f"the cluster at dask://{empty.address} has no workers (start some: dask worker HOST:PORT)"
        assert refused(f"dask://{empty.address}") == message
        with cluster.ClusterExecutor(Client(empty.address, set_as_default=False)) as executor:
            waiting = executor.submit(divmod, 1, 1)
            empty.scheduler.kill()
            with pytest.raises(OutputError) as caught:
                waiting.result(timeout=60)
    assert str(caught.value) == f"{LOST} ({HINT})"
    assert not logging.getLogger("distributed.client").isEnabledFor(logging.ERROR)


def test_dask_is_not_installed(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    outcome = folder.build("--executor", "dask://127.0.0.1:8786")
    message = "error: a Dask cluster needs the package distributed (pip install 'moothall[dask]')"
    assert (outcome.code, outcome.err.strip()) == (2, message)


class Absent:
    """A function of a module that no worker has."""

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return importlib.import_module, ("absent",)


def test_a_worker_cannot_run_moothall(dask: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "look", Absent())
    hint = "install it where they run: pip install 'moothall[dask]'"
    message = f"the workers of dask://{dask.address} cannot run Moothall {__version__} ({hint})"
    assert refused(f"dask://{dask.address}") == message


def test_a_worker_has_another_version(dask: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "__version__", "99")
    message = refused(f"dask://{dask.address}")
    assert message.startswith("the worker tcp://127.0.0.1:")
    assert message.endswith(f" has Moothall {__version__} (here it is Moothall 99: install the same everywhere)")


def test_a_worker_has_another_parser(dask: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    name, version = (line := versions().splitlines()[0]).split()
    monkeypatch.setattr(cluster, "versions", lambda: versions().replace(version, "99", 1))
    hint = f"here it is {name} 99: install the same everywhere"
    assert refused(f"dask://{dask.address}").endswith(f" has {line} ({hint})")


def test_a_worker_does_not_see_the_site(dask: Cluster, tmp_path: Path) -> None:
    message = refused(f"dask://{dask.address}", tmp_path, tmp_path / "elsewhere")
    hint = "all workers need the site, and Moothall itself, on a file system that they share"
    assert message.endswith(f" does not see {(tmp_path / 'elsewhere').resolve()} ({hint})")
