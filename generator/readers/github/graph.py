"""Reads issues, pulls and discussions, with all that is in them, as GitHub's GraphQL API gives them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.model import Note, Post
from generator.readers.github.addresses import page_of
from generator.readers.github.events import closing_words, locking_words, words_of
from generator.readers.github.finds import Find
from generator.readers.github.graph_shapes import Connection, GraphTopic, Parts
from generator.readers.github.graph_words import score_of, take_words, waiting_in
from generator.readers.github.people import Person, author_of
from generator.readers.github.rest_shapes import Event, Label
from generator.readers.github.talk import Start, Talk


def take(find: Find, talk: Talk) -> None:
    """Reads the find into the talk. Raises msgspec.DecodeError when not even its lists of comments can be told."""
    parts = msgspec.json.decode(find.raw, type=Parts)
    try:
        topic = msgspec.json.decode(find.raw, type=GraphTopic)
        talk.begin(_start(topic, parts, find, talk), find.path)
    except msgspec.DecodeError as cause:
        topic = GraphTopic()
        talk.account.unreadable("post", find.place or ".", str(cause), find.path)
    comments = parts.comments if parts.comment_data is None else parts.comment_data
    waiting = [
        *waiting_in(comments, f"{find.place}.comments", "comment"),
        *waiting_in(parts.reviews, f"{find.place}.reviews", "review"),
        *waiting_in(parts.review_threads, f"{find.place}.reviewThreads", "thread"),
    ]
    take_words(waiting, topic, find, talk)


def _start(topic: GraphTopic, parts: Parts, find: Find, talk: Talk) -> Start:
    told = topic.body is not None or topic.body_html is not None or topic.author is not msgspec.UNSET
    part = parts.comments if isinstance(parts.comments, Connection) else Connection(total_count=parts.comment_count)
    return Start(
        title=topic.title,
        post=_post(topic, find, talk) if told else None,
        link=page_of(topic.url),
        comments=part.total_count,
        unended=part.page_info.has_next_page if part.page_info else None,
        notes=tuple(_notes(topic, find, talk)),
    )


def _post(topic: GraphTopic, find: Find, talk: Talk) -> Post:
    edited = topic.last_edited_at or None
    return Post(
        author=author_of(topic.author, topic.author_association),
        published=talk.account.moment(topic.created_at, "the post", find.path),
        edited=talk.account.moment(edited, "the post", find.path),
        score=score_of(topic),
        state="shown",
        body=(topic.body if topic.body is not None else topic.body_html) or "",
        markup="gfm" if topic.body is not None or topic.body_html is None else "html",
        link=page_of(topic.url),
    )


def _notes(topic: GraphTopic, find: Find, talk: Talk) -> Iterator[Note]:
    """What the thread has come to."""
    for one in waiting_in(topic.labels, "", ""):
        label = msgspec.json.decode(one.raw, type=Label | str)
        named = Label(label) if isinstance(label, str) else label
        yield Note(None, None, words_of(Event(event="labeled", label=named)))
    for one in waiting_in(topic.assignees, "", ""):
        person = msgspec.json.decode(one.raw, type=Person | str)
        assignee = Person(person) if isinstance(person, str) else person
        yield Note(None, None, words_of(Event(event="assigned", assignee=assignee)))
    if topic.milestone:
        yield Note(None, None, words_of(Event(event="milestoned", milestone=topic.milestone)))
    if topic.category and topic.category.name:
        yield Note(None, None, f"began this under {topic.category.name}")
    if topic.locked:
        yield Note(None, None, locking_words(topic.active_lock_reason))
    if topic.answer:
        chosen = talk.account.moment(topic.answer_chosen_at, "the choice of the answer", find.path)
        yield Note(author_of(topic.answer_chosen_by), chosen, "chose an answer", topic.answer.url)
    if topic.merged_at:
        merged = talk.account.moment(topic.merged_at, "the merge", find.path)
        yield Note(author_of(topic.merged_by), merged, words_of(Event(event="merged")))
    elif topic.closed_at:
        closed = talk.account.moment(topic.closed_at, "the end", find.path)
        yield Note(None, closed, closing_words(topic.state_reason))
