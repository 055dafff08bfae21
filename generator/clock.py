"""How long each kind of work takes, in seconds that pass and in seconds of the processor.

Kinds may lie within one another: what passes counts for the innermost. Whoever does not ask gets a clock that stands.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

Times = dict[str, tuple[float, float]]
"""For each kind of work the seconds that passed, and those of the processor."""


class Clock:
    """Stands until it is read: nothing is measured, and next to nothing spent on not measuring it."""

    runs = False
    """Whether it measures."""

    def on(self, kind: str) -> AbstractContextManager[None]:
        """What is done within is work of this kind."""
        return _NOTHING

    def each(self, kind: str, items: Iterable[T]) -> Iterator[T]:
        """The items; what is done to get them is work of this kind."""
        return iter(items)

    def read(self) -> Times:
        """What has been measured since the last reading."""
        return {}


class RunningClock(Clock):
    """Measures this process."""

    runs = True

    def __init__(self) -> None:
        """Begins at nothing."""
        self._times: Times = {}
        self._kinds: list[str] = []
        self._since = _now()

    @contextmanager
    def on(self, kind: str) -> Iterator[None]:
        """What is done within is work of this kind."""
        self._enter()
        self._kinds.append(kind)
        try:
            yield
        finally:
            self._enter()
            self._kinds.pop()

    def each(self, kind: str, items: Iterable[T]) -> Iterator[T]:
        """The items; what is done to get them is work of this kind."""
        waiting = iter(items)
        while True:
            with self.on(kind):
                found = list(islice(waiting, 1))
            if not found:
                return
            yield found[0]

    def read(self) -> Times:
        """What has been measured since the last reading."""
        self._enter()
        times, self._times = self._times, {}
        return times

    def _enter(self) -> None:
        """Counts what has passed for the kind that was being done."""
        now = _now()
        if self._kinds:
            add(self._times, {self._kinds[-1]: (now[0] - self._since[0], now[1] - self._since[1])})
        self._since = now


def add(total: Times, times: Times) -> None:
    """Adds times to those in `total`."""
    for kind, (passed, spent) in times.items():
        before = total.get(kind, (0.0, 0.0))
        total[kind] = before[0] + passed, before[1] + spent


STANDING = Clock()
"""For whoever does not ask."""
_NOTHING = nullcontext()


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()
