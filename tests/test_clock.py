"""Clocks: the innermost kind of work gets what passes, and a clock that stands gets nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from generator import clock as module
from generator.clock import STANDING, RunningClock, Times, add


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> RunningClock:
    """One on which a second passes from one look to the next, half of it the processor's."""
    ticks = count()
    monkeypatch.setattr(module, "_now", lambda: ((tick := float(next(ticks))), tick / 2))
    return RunningClock()


def test_what_passes_counts_for_the_innermost_kind(clock: RunningClock) -> None:
    with clock.on("pages"):
        with clock.on("markup"):
            pass
        with clock.on("markup"):
            pass
    assert clock.read() == {"pages": (3.0, 1.5), "markup": (2.0, 1.0)}


def test_what_lies_between_counts_for_nothing(clock: RunningClock) -> None:
    with clock.on("index"):
        pass
    with clock.on("writing"):
        pass
    assert clock.read() == {"index": (1.0, 0.5), "writing": (1.0, 0.5)}
    assert clock.read() == {}


def test_work_that_fails_counts_too(clock: RunningClock) -> None:
    with pytest.raises(OSError, match="full"), clock.on("writing"):
        raise OSError("full")
    assert clock.read() == {"writing": (1.0, 0.5)}


def test_items_count_only_while_they_are_made(clock: RunningClock) -> None:
    def items() -> Iterator[str]:
        yield "a"
        yield "b"

    assert [(item, clock.read()) for item in clock.each("reading", items())] == [
        ("a", {"reading": (1.0, 0.5)}),
        ("b", {"reading": (1.0, 0.5)}),
    ]
    assert clock.read() == {"reading": (1.0, 0.5)}


def test_a_clock_that_stands_measures_nothing() -> None:
    with STANDING.on("pages"), STANDING.on("markup"):
        assert list(STANDING.each("reading", "ab")) == ["a", "b"]
    assert STANDING.read() == {}
    assert not STANDING.runs


def test_times_add_up() -> None:
    total: Times = {"index": (1.0, 0.5)}
    add(total, {"index": (2.0, 1.0), "data": (1.0, 1.0)})
    assert total == {"index": (3.0, 1.5), "data": (1.0, 1.0)}
