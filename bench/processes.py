"""Runs a command and samples it with all its descendants: seconds, processor seconds, and memory."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from resource import RUSAGE_CHILDREN, getrusage

import psutil

PAUSE = 0.1
"""Seconds between samples."""


@dataclass(slots=True)
class Run:
    """What a command took."""

    seconds: float = 0.0
    """Wall time."""
    samples: list[tuple[float, int]] = field(default_factory=list)
    """Now and then: seconds since the start, and bytes of memory of all processes. Memory is the proportional set size:
    pages that processes share are counted once."""
    processors: dict[int, float] = field(default_factory=dict)
    """For each process the processor seconds that it was last seen to have used."""
    reaped: float = 0.0
    """Processor seconds of the command, and of those descendants whose end it waited for."""

    @property
    def processor_seconds(self) -> float:
        """Of all processes: exact where the command waits for all of them, else a few samples' worth too little."""
        return max(sum(self.processors.values()), self.reaped)

    def peak(self, begin: float = 0.0, end: float = float("inf")) -> int:
        """The most memory that all processes had together between two moments, in bytes."""
        return max((memory for moment, memory in self.samples if begin <= moment <= end), default=0)


def run(command: Sequence[str]) -> Run:
    """Runs a command to its end; what it prints goes to standard error. Raises CalledProcessError."""
    result = Run()
    before = _reaped()
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=sys.stderr) as process:  # noqa: S603 - our own command
        first = psutil.Process(process.pid)
        while process.poll() is None:
            _sample(first, time.perf_counter() - start, result)
            with suppress(subprocess.TimeoutExpired):
                process.wait(PAUSE)
    result.seconds = time.perf_counter() - start
    result.reaped = _reaped() - before
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return result


def _reaped() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _sample(first: psutil.Process, moment: float, result: Run) -> None:
    memory = 0
    with suppress(psutil.Error):
        for process in (first, *first.children(recursive=True)):
            with suppress(psutil.Error):
                times = process.cpu_times()
                result.processors[process.pid] = times.user + times.system
                memory += process.memory_full_info().pss
    result.samples.append((moment, memory))
