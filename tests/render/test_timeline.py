"""The course of a talk as bars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.timeline import BARS, FEWEST, timeline_of
from tests.render.threads import dated


@pytest.mark.parametrize(
    ("hours", "spans", "starts"),
    [
        ([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 2], 13, "2024-05-01T10:00Z"),
        ([0, *range(1, 11), 24], 25, "2024-05-01T10:00Z"),
        ([0, *range(1, 11), 24 * 20], 21, "2024-05-01"),
        ([0, *range(1, 11), 24 * 100], 15, "2024-04-29"),
        ([0, *range(1, 11), 24 * 365], 13, "2024-05"),
        ([0, *range(1, 11), 24 * 365 * 20], 21, "2024"),
    ],
)
def test_spans_are_as_long_as_the_talk_needs(hours: list[float], spans: int, starts: str) -> None:
    timeline = timeline_of(dated(*hours))
    assert timeline
    assert (timeline.spans, timeline.bars[0].start.iso()) == (spans, starts)


def test_each_bar_leads_to_the_first_comment_of_its_time() -> None:
    comments = dated(*[48, 49], *[0] * 10, 72)
    timeline = timeline_of(comments)
    assert timeline
    assert [(bar.place, bar.comments, bar.first.id) for bar in timeline.bars] == [
        (0, 10, "n2"),
        (16, 2, "n0"),
        (24, 1, "n12"),
    ]


@pytest.mark.parametrize(
    "comments",
    [
        dated(*range(FEWEST - 1)),
        dated(*[3] * 30),
        dated(*range(30), approximate=True),
        dated(*range(30), precision="year"),
        dated(*range(13), precision="day")[:12],
    ],
    ids=["too few", "at one time", "reckoned from ages", "known to the year", "on one day"],
)
def test_there_is_no_chart_of_what_is_not_known(comments: list) -> None:  # type: ignore[type-arg]
    assert timeline_of(comments) is None


@given(st.lists(st.floats(0, 24 * 365 * 100), min_size=FEWEST, max_size=40))
def test_every_comment_is_in_one_bar(hours: list[float]) -> None:
    timeline = timeline_of(dated(*hours))
    if timeline is not None:
        assert sum(bar.comments for bar in timeline.bars) == len(hours)
        assert [bar.place for bar in timeline.bars] == sorted({bar.place for bar in timeline.bars})
        assert timeline.bars[0].place == 0
        assert timeline.bars[-1].place == timeline.spans - 1 < BARS
