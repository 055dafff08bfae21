"""A debate's own feed: its newest comments, each with what it answers (Atom, RFC 4287; threading, RFC 4685)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.debate import Debate, Entry
from generator.model import Timestamp, When
from generator.render.atom import NO_DATE, date, identity, render_feed
from generator.render.comments import CommentView, PostView
from generator.render.entry import shorten
from generator.render.passages import Passage
from generator.render.site import Site, address_of

TITLE_LENGTH = 80
"""Characters of a comment that stand for a title, since comments have none."""


@dataclass(frozen=True, slots=True)
class Item:
    """A comment, or an opening post, as the layout sees it."""

    id: str
    """A name that stays."""
    title: str
    """Who says it, and its first words."""
    author: str
    """The name to show."""
    published: str
    """When it was written; empty where that is not known."""
    updated: str
    """When it was last changed."""
    page: str
    """The address of its page."""
    address: str
    """Its own."""
    answers: tuple[str, str] | None
    """Id and address of what it answers; None for an opening post."""
    replies: int
    """Comments that answer it."""
    body: Markup
    """Safe HTML; its links are relative to the page."""


@dataclass(frozen=True, slots=True)
class _Kin:
    """What the words of a comment do not tell."""

    answers: str
    """The anchor of what it answers; empty for the debate as a whole."""
    replies: int


def debate_feed(
    debate: Debate, passages: Sequence[Passage], words: Mapping[str, str], entry: Entry, site: Site
) -> tuple[str, bytes]:
    """The file, beside the debate's first page; `words` are those of its pages, by where they stand after its address.

    Without a `base_url` its addresses stay relative to the debate's.
    """
    base = address_of(site, debate.path) or "./"
    said = [(passage.page, view) for passage in passages for view in _views(passage) if view.body]
    said.sort(key=lambda one: -_moment(one[1]))
    places = {view.anchor: passage.page for passage in passages for view in _views(passage)}
    kin = dict(_kin(debate, places))
    unknown = site.words.text("unknown")
    items = []
    for page, view in said[: site.settings.feed_entries]:
        answered = kin[view.anchor].answers if isinstance(view, CommentView) else None
        items.append(
            Item(
                id=identity(site, debate.path, view.anchor),
                title=_title(view, words.get(f"{page}#{view.anchor}", ""), unknown),
                author=view.byline.name or unknown,
                published=date(view.published) if isinstance(view.published, Timestamp) else "",
                updated=date(_changed(view)),
                page=base + page,
                address=f"{base}{page}#{view.anchor}",
                answers=None if answered is None else _reference(debate, answered, places, base, site),
                replies=kin[view.anchor].replies,
                body=view.body,
            )
        )
    updated = max((item.updated for item in items), default=NO_DATE)
    values = {"id": identity(site, debate.path), "base": base, "updated": updated, "items": items}
    return f"{debate.path}feed.xml", render_feed(site, "debate_feed.xml", debate=debate, entry=entry, **values)


def _views(passage: Passage) -> Iterator[PostView | CommentView]:
    if passage.post is not None:
        yield passage.post
    yield from passage.comments


def _kin(debate: Debate, places: Mapping[str, str]) -> Iterator[tuple[str, _Kin]]:
    """The anchor of every comment and opening post, and what stands around it."""
    for number, thread in enumerate(debate.threads, 1):
        post = "post" if number == 1 else f"post-{number}"
        replies = Counter(comment.parent for comment in thread.comments if comment.state != "missing")
        yield post, _Kin("", replies[None])
        above = post if post in places else ""
        for comment in thread.comments:
            answered = above if comment.parent is None else f"c-{comment.parent}"
            yield f"c-{comment.id}", _Kin(answered, replies[comment.id])


def _reference(debate: Debate, anchor: str, places: Mapping[str, str], base: str, site: Site) -> tuple[str, str]:
    fragment = f"#{anchor}" if anchor else ""
    return identity(site, debate.path, anchor), f"{base}{places.get(anchor, '')}{fragment}"


def _title(view: PostView | CommentView, words: str, unknown: str) -> str:
    return shorten(f"{view.byline.name or unknown}: {words}", TITLE_LENGTH)


def _changed(view: PostView | CommentView) -> When | None:
    return view.edited if isinstance(view.edited, Timestamp) else view.published


def _moment(view: PostView | CommentView) -> float:
    when = view.published if isinstance(view.published, Timestamp) else view.edited
    return when.at.timestamp() if isinstance(when, Timestamp) else float("-inf")
