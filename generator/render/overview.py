"""What a first page says about a talk before it begins: its course, its voices, its longest exchanges."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.debate import Debate
from generator.markup import plain
from generator.model import Comment, Timestamp
from generator.render.comments import CommentView, name_of
from generator.render.entry import shorten
from generator.render.exchanges import longest_exchanges
from generator.render.timeline import Timeline, timeline_of

EXCHANGES = 3
"""Exchanges pointed at."""
VOICES = 5
"""People named."""
FEWEST = 8
"""Comments of a debate that is worth an overview; a shorter one is read as a whole."""
EXCERPT = 90
"""Characters shown of a comment worth reading first."""

SPAN = 10
"""Width of a bar's place in the chart."""
HEIGHT = 40
"""Height of the chart."""

Link = Callable[[str], str]
"""The link, from the first page, to the comment with an id."""


@dataclass(frozen=True, slots=True)
class Column:
    """A bar of the chart."""

    href: str
    """Link to the first comment of its time."""
    start: Timestamp
    """When its time begins."""
    comments: int
    """Said in that time."""
    x: int
    """Its place."""
    height: int
    """Its height."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A timeline as a layout draws it."""

    width: int
    """Of the drawing; a bar's place in it is `SPAN` wide."""
    height: int
    """Of the drawing."""
    columns: tuple[Column, ...]
    """In order."""


@dataclass(frozen=True, slots=True)
class ExchangeView:
    """A long exchange between two people."""

    href: str
    """Link to its first comment."""
    names: tuple[str, str]
    """Who began, and who answered."""
    comments: int
    """Its length."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone who said much."""

    href: str
    """Link to their first comment."""
    name: str
    """As shown."""
    comments: int
    """Theirs."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """A comment that the curator holds to be worth reading first."""

    href: str
    """Link to it."""
    name: str
    """Its author; empty where unknown."""
    words: str
    """How it begins."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What there is to say; each part may be empty."""

    highlights: tuple[Highlight, ...]
    """In the curator's order."""

    chart: Chart | None
    """How the talk ran over time."""
    exchanges: tuple[ExchangeView, ...]
    """The longest, longest first."""
    voices: tuple[Voice, ...]
    """Those who wrote most, most first."""
    deepest: tuple[str, int]
    """Link to, and depth of, the deepest comment."""


def overview_of(debate: Debate, views: Mapping[str, CommentView], link: Link) -> Overview | None:
    """The overview of a debate that is long enough for one; `views` are its comments by their anchors."""
    comments = [comment for thread in debate.threads for comment in thread.comments]
    if len(comments) < FEWEST:
        return None
    timeline = timeline_of(comments)
    found = [one for thread in debate.threads for one in longest_exchanges(thread.comments, EXCHANGES)]
    found.sort(key=lambda one: -one.comments)
    deepest = max(comments, key=lambda comment: comment.depth)
    return Overview(
        highlights=tuple(_highlights(debate.summary.highlights, views, link)),
        chart=_chart(timeline, link) if timeline else None,
        exchanges=tuple(
            ExchangeView(link(one.first.id), (name_of(one.first.author), name_of(one.second.author)), one.comments)
            for one in found[:EXCHANGES]
        ),
        voices=tuple(_voices(comments, link)),
        deepest=(link(deepest.id), deepest.depth),
    )


def _highlights(anchors: Sequence[str], views: Mapping[str, CommentView], link: Link) -> Iterator[Highlight]:
    for anchor in anchors:
        view = views.get(anchor)
        if view is not None:
            words = shorten(plain(view.body), EXCERPT)
            yield Highlight(link(anchor.removeprefix("c-")), view.byline.name, words)


def _chart(timeline: Timeline, link: Link) -> Chart:
    columns = (
        Column(
            href=link(bar.first.id),
            start=bar.start,
            comments=bar.comments,
            x=bar.place * SPAN,
            height=max(round(bar.comments * HEIGHT / timeline.most), 2),
        )
        for bar in timeline.bars
    )
    return Chart(timeline.spans * SPAN, HEIGHT, tuple(columns))


def _voices(comments: Sequence[Comment], link: Link) -> Iterator[Voice]:
    """Those who wrote more than one comment, if more than two people wrote."""
    theirs: dict[str, list[Comment]] = {}
    for comment in comments:
        if comment.author is not None:
            theirs.setdefault(comment.author.handle, []).append(comment)
    if len(theirs) < 3:
        return
    for handle in sorted(theirs, key=lambda handle: (-len(theirs[handle]), handle))[:VOICES]:
        first, *others = theirs[handle]
        if others:
            yield Voice(link(first.id), name_of(first.author), len(others) + 1)
