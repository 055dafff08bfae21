"""Workers that stay from one build to the next."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.errors import OutputError
from generator.options import Options
from generator.serving.crew import Crew


@pytest.fixture
def crew() -> Iterator[Crew]:
    crew = Crew(Options(Path(), Path(), executor="processes", jobs=1))
    yield crew
    crew.dismiss()


def number(crew: Crew) -> int:
    with crew.at_work() as workers:
        return next(workers.map(_number, [0]))


def test_builds_have_the_same_workers(crew: Crew) -> None:
    assert number(crew) == number(crew) != os.getpid()


def test_others_take_the_place_of_those_that_died(crew: Crew) -> None:
    before = number(crew)
    with pytest.raises(OutputError, match="a worker process died"), crew.at_work() as workers:
        list(workers.map(_die, [0]))
    assert number(crew) != before


def test_workers_leave_it_to_others_to_hear_of_ctrl_c(crew: Crew) -> None:
    with crew.at_work() as workers:
        assert next(workers.map(_hears, [0])) == signal.SIG_IGN


def _number(_: int) -> int:
    return os.getpid()


def _die(_: int) -> None:
    os._exit(1)


def _hears(_: int) -> object:
    return signal.getsignal(signal.SIGINT)
