"""Reads the comments, reviews and comments on lines of one thread as GraphQL nests them.

In the IETF's archive a review tells who gave it and its comments do not; comments there have no ids.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from generator.model import Author, Comment, State
from generator.readers.github.addresses import anchor_of
from generator.readers.github.finds import Find
from generator.readers.github.graph_shapes import Connection, Entry, GraphTopic, GraphWords, ReviewThread, Things
from generator.readers.github.people import author_of
from generator.readers.github.reviews import PENDING, lines_of, verdict
from generator.readers.github.talk import Talk, known_id

_FOLDED = ("outdated", "resolved", "duplicate")
"""Reasons for which GitHub folds a comment away that is none the worse; it is shown here, and the reason said."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something in a list that is yet to be read."""

    kind: str
    """`comment`, `review`, `line`, or `thread`: the comments on the same lines."""
    raw: msgspec.Raw
    """Its JSON."""
    place: str
    """As `jq` writes it."""
    parent: str | None = None
    """Kind and id of what it answers, where that is told by its place."""
    by: Author | None = None
    """Who wrote it, where it does not say so itself."""
    lines: str | None = None
    """The file and lines that it is about, where it does not say so itself."""


def waiting_in(
    things: Things,
    place: str,
    kind: str,
    parent: str | None = None,
    by: Author | None = None,
    lines: str | None = None,
) -> Iterator[Waiting]:
    """What is in the list at `place`; GraphQL gives null for what one may not see."""
    if isinstance(things, Connection):
        edges = [edge.node for edge in things.edges or ()]
        items, place = (edges, f"{place}.edges") if things.nodes is None else (things.nodes, f"{place}.nodes")
    else:
        items = things or []
    for number, raw in enumerate(items):
        if bytes(raw) != b"null":
            yield Waiting(kind, raw, f"{place}[{number}]", parent, by, lines)


def take_words(waiting: list[Waiting], topic: GraphTopic, find: Find, talk: Talk) -> None:
    """Reads what waits, and what is in it, into the talk; reports what cannot be read."""
    waiting.reverse()
    while waiting:
        at = waiting.pop()
        try:
            inside = _take_thread(at) if at.kind == "thread" else _take(at, topic, find, talk)
            waiting += list(inside)[::-1]
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as cause:
            talk.account.unreadable("comment", at.place, str(cause), find.path)


def score_of(entry: Entry) -> int | None:
    """Votes where there are any, else thumbs up less thumbs down."""
    if entry.upvote_count is not None or entry.reaction_groups is None:
        return entry.upvote_count
    counts = {group.content: group.users or group.reactors for group in entry.reaction_groups}
    up, down = (counts.get(thumb) or Connection() for thumb in ("THUMBS_UP", "THUMBS_DOWN"))
    return (up.total_count or 0) - (down.total_count or 0)


def _take_thread(at: Waiting) -> Iterator[Waiting]:
    thread = msgspec.json.decode(at.raw, type=ReviewThread)
    return waiting_in(thread.comments, f"{at.place}.comments", "line", lines=lines_of(thread))


def _take(at: Waiting, topic: GraphTopic, find: Find, talk: Talk) -> Iterator[Waiting]:
    """Takes in one comment, and gives what is in it."""
    words = msgspec.json.decode(at.raw, type=GraphWords)
    author = author_of(words.author, words.author_association) or at.by
    id_ = _id_of(words, author, at, find, talk)
    if (words.state or "").upper() == PENDING:
        talk.account.skip(id_.partition(" ")[2], "a review that was never submitted", find.path)
        return
    talk.say(_comment(words, author, id_, at, topic, find, talk), find.path)
    replies = words.replies if words.reply_data is None else words.reply_data
    _expect(id_, replies, words.reply_count, talk)
    yield from waiting_in(replies, f"{at.place}.replies", at.kind, id_)
    yield from waiting_in(words.comments, f"{at.place}.comments", "line", id_, author)


def _id_of(words: GraphWords, author: Author | None, at: Waiting, find: Find, talk: Talk) -> str:
    """By number where it is told, so that REST and GraphQL give a comment the same id."""
    node = known_id(at.kind, words.id)
    number = known_id(at.kind, words.database_id or anchor_of(words.url))
    id_ = number or node
    if id_ is None:
        id_ = talk.short_id(at.kind, author, words.created_at or words.submitted_at, _body_of(words), find.path)
    if node:
        talk.aliases[node] = id_
    return id_


def _comment(
    words: GraphWords, author: Author | None, id_: str, at: Waiting, topic: GraphTopic, find: Find, talk: Talk
) -> Comment:
    state = _state_of(words)
    edited = words.last_edited_at or None
    if words.last_edited_at is msgspec.UNSET and at.kind == "comment" and "discussion" not in find.around.holder:
        edited = words.updated_at if words.updated_at != words.created_at else None
    return Comment(
        id=id_,
        parent=_parent_of(words, at),
        depth=0,
        author=author,
        published=talk.account.moment(words.submitted_at or words.created_at, id_, find.path),
        edited=talk.account.moment(edited, id_, find.path),
        score=score_of(words),
        state=state,
        body=_body_of(words) if state == "shown" else "",
        markup="gfm" if words.body is not None or words.body_html is None else "html",
        link=words.url,
        subject=_subject_of(words, at, topic),
    )


def _parent_of(words: GraphWords, at: Waiting) -> str | None:
    if words.reply_to and words.reply_to.id:
        return known_id(at.kind, words.reply_to.id) or at.parent
    if at.parent is None and words.pull_request_review and words.pull_request_review.id:
        return known_id("review", words.pull_request_review.id)
    return at.parent


def _body_of(words: GraphWords) -> str:
    return (words.body if words.body is not None else words.body_html) or ""


def _state_of(words: GraphWords) -> State:
    if words.deleted_at:
        return "deleted"
    hidden = words.is_minimized and (words.minimized_reason or "").lower() not in _FOLDED
    return "hidden" if hidden else "shown"


def _subject_of(words: GraphWords, at: Waiting, topic: GraphTopic) -> str | None:
    reason = f" as {words.minimized_reason.lower()}" if words.minimized_reason else ""
    answer = words.is_answer or (topic.answer is not None and topic.answer.id and topic.answer.id == words.id)
    told = (
        verdict(words.state, words.body) if at.kind == "review" else lines_of(words) or at.lines,
        "chosen as the answer" if answer else None,
        f"{'marked' if _state_of(words) == 'shown' else 'hidden'}{reason}" if words.is_minimized else None,
    )
    return ", ".join(filter(None, told)) or None


def _expect(id_: str, replies: Things, count: int | None, talk: Talk) -> None:
    """Notes how many replies there should be."""
    if isinstance(replies, Connection):
        more = replies.page_info is not None and replies.page_info.has_next_page
        count = replies.total_count if replies.total_count is not None else -1 if more else None
    if count is not None:
        talk.expected[id_] = count
