"""Turns the items of one thread into a thread."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from html import unescape

from generator.model import Author, Comment, Post, Problem, Skipped, State, Thread, Timestamp
from generator.readers.hackernews.joining import Group, Told
from generator.readers.hackernews.polls import body_of_poll
from generator.readers.hackernews.shapes import Item, above, is_comment, is_option
from generator.tree import reading_order
from generator.urls import slug

_SITE = "https://news.ycombinator.com/item?id="
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_LAST = 1 << 63


def to_thread(group: Group) -> Thread:
    """The thread that the items are, with a key as in a file of many."""
    by_id = {told.item.id: told for told in group.told}
    start = by_id.get(group.root)
    story = None if start is None or is_comment(start.item) or is_option(start.item) else start
    title = _title(story.item) if story else None
    problems: list[Problem] = []
    return Thread(
        source=(start or group.told[0]).first,
        key=f"{slug(title) if title else 'item'}-{group.root}",
        id=str(group.root),
        platform="hackernews",
        title=title,
        post=_post(story, group, problems) if story else None,
        comments=_comments(group, story is not None, problems),
        link=f"{_SITE}{group.root}",
        declared=story.item.descendants if story else None,
        more=_absent(story.item, by_id, group) if story else 0,
        problems=tuple(problems),
        skipped=tuple(_skipped(group, story is not None)),
    )


def _title(item: Item) -> str | None:
    """The API calls a title HTML, but ampersands stand in it bare as well as in entities."""
    return _ENTITY.sub(lambda entity: unescape(entity[0]), item.title or "").strip() or None


def _post(story: Told, group: Group, problems: list[Problem]) -> Post:
    item = story.item
    state = _state(item)
    body = _words(item)
    options = [told.item for told in group.told if is_option(told.item)]
    if options or item.parts:
        body, lacking = body_of_poll(item, body, options)
        if lacking:
            _report(problems, "missing-options", story, f"poll {item.id} lacks {lacking} of its options")
    return Post(
        author=Author(item.by) if item.by else None,
        published=_moment(story, problems),
        edited=None,
        score=item.score,
        state=state,
        body=body if state == "shown" else "",
        markup="html",
        url=item.url or None if state == "shown" else None,
        link=f"{_SITE}{item.id}",
    )


def _comments(group: Group, has_story: bool, problems: list[Problem]) -> tuple[Comment, ...]:
    by_id = {told.item.id: told for told in group.told}
    rank = {kid: place for told in group.told for place, kid in enumerate(told.item.kids or ())}
    told = sorted(
        (told for told in group.told if is_comment(told.item)),
        key=lambda told: (rank.get(told.item.id, _LAST), told.item.id),
    )
    comments = []
    for one in told:
        answered = _answered(one.item, group.root, has_story)
        comments.append(_comment(one, answered, _absent(one.item, by_id, group), problems))
        if above(one.item) is None:
            _report(problems, "missing-parent", one, f"comment {one.item.id} does not say what it answers")
    ordered, cut = reading_order(comments)
    for id_ in cut:
        _report(problems, "cycle", by_id[int(id_)], f"comment {id_} answers its own answers: it was put at the top")
    for comment in ordered:
        if comment.state == "missing":
            message = f"comment {comment.id}, which others answer, is not in the file"
            problems.append(Problem("missing-parent", message, group.told[0].path))
    return ordered


def _answered(item: Item, root: int, has_story: bool) -> str | None:
    """Id of the comment answered; None for the story, be it in the file or known to be one by name only."""
    answered = above(item)
    if answered is None or (answered == root and (has_story or item.story == root)):
        return None
    return str(answered)


def _comment(told: Told, parent: str | None, more: int, problems: list[Problem]) -> Comment:
    item = told.item
    state = _state(item)
    return Comment(
        id=str(item.id),
        parent=parent,
        depth=0,
        author=Author(item.by) if item.by else None,
        published=_moment(told, problems),
        edited=None,
        score=item.score,
        state=state,
        body=_words(item) if state == "shown" else "",
        markup="html",
        link=f"{_SITE}{item.id}",
        more=more,
    )


def _words(item: Item) -> str:
    """The text, where `<p>` stands between paragraphs, with one before the first of several too."""
    text = item.text or ""
    return f"<p>{text}" if "<p>" in text and not text.startswith("<p") else text


def _state(item: Item) -> State:
    """Of what is dead the site shows the author but not the words; of what is deleted neither."""
    if item.deleted:
        return "deleted"
    if item.dead:
        return "hidden"
    if item.text or item.title or item.url:
        return "shown"
    return "hidden" if item.by else "deleted"


def _moment(told: Told, problems: list[Problem]) -> Timestamp | None:
    if told.item.time is None:
        return None
    try:
        return Timestamp(datetime.fromtimestamp(told.item.time, UTC))
    except (ValueError, OverflowError, OSError):
        _report(problems, "bad-date", told, f"item {told.item.id} has a time that is none: {told.item.time}")
        return None


def _absent(item: Item, here: Collection[int], group: Group) -> int:
    """How many of its answers are nowhere in the files."""
    return len({kid for kid in item.kids or () if kid not in here and kid not in group.elsewhere})


def _skipped(group: Group, has_story: bool) -> Iterator[Skipped]:
    for told in group.told:
        item = told.item
        if is_comment(item):
            reason = "told again: the last one was kept"
            yield from [Skipped(told.path, str(item.id), reason)] * (told.times - 1)
        elif is_option(item) and not has_story:
            yield Skipped(told.path, str(item.id), f"an option of poll {above(item)}, which is not in the file")


def _report(problems: list[Problem], kind: str, told: Told, message: str) -> None:
    problems.append(Problem(kind, message, told.path, told.line))
