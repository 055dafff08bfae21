from __future__ import annotations

from generator.ancestors import ancestors

PARENTS = {"a": None, "b": "a", "c": "b", "d": "a", "x": "y", "y": "x", "z": "gone"}


def test_everything_above_is_found_once() -> None:
    assert ancestors(["c", "d"], PARENTS) == {"a", "b"}


def test_circles_and_absent_parents_end_the_way() -> None:
    assert ancestors(["x", "z", "unknown"], PARENTS) == {"x", "y", "gone"}


def test_a_way_may_be_very_long() -> None:
    assert len(ancestors(["5000"], {str(n): str(n - 1) for n in range(1, 5_001)})) == 5_000
