"""Reads issues, pulls, comments, reviews and events as GitHub's REST API gives them."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from generator.model import Author, Comment, Note, Post
from generator.readers.github.account import Noun
from generator.readers.github.addresses import commit_page
from generator.readers.github.events import UNTOLD, closing_words, locking_words, words_of
from generator.readers.github.finds import Find
from generator.readers.github.people import author_of
from generator.readers.github.rest_shapes import Event, GitPerson, Label, Said, Topic, Votes, Words
from generator.readers.github.reviews import PENDING, lines_of, verdict
from generator.readers.github.talk import Start, Talk, known_id

_SPOKEN = re.compile(rb'"event"\s*:\s*"(?:commented|reviewed|line-commented|commit-commented)"')


def take(find: Find, talk: Talk) -> None:
    """Reads the find into the talk. Raises msgspec.DecodeError when it cannot be read."""
    if find.kind == "topic":
        _take_topic(find, talk)
    elif find.kind == "event":
        _take_event(find, talk)
    else:
        _take_words(find.raw, find.kind, find.path, talk)


def noun_of(find: Find) -> Noun:
    """What is lost when the find cannot be read."""
    if find.kind in ("topic", "graph"):
        return "post"
    return "comment" if find.kind != "event" or _SPOKEN.search(bytes(find.raw)) else "note"


def _take_topic(find: Find, talk: Talk) -> None:
    topic = msgspec.json.decode(find.raw, type=Topic)
    post = Post(
        author=author_of(topic.user, topic.author_association),
        published=talk.account.moment(topic.created_at, f"#{topic.number}", find.path),
        edited=None,  # `updated_at` is the last time that anything happened
        score=_score(topic.reactions),
        state="shown",
        body=topic.body or "",
        markup="gfm",
        link=topic.html_url,
    )
    notes = tuple(_notes(topic, find.path, talk))
    start = Start(topic.title, post, topic.html_url, topic.comments, topic.review_comments, notes=notes)
    talk.begin(start, find.path)


def _notes(topic: Topic, path: Path, talk: Talk) -> list[Note]:
    """What the issue has come to; the timeline, if there is one, tells the same with who and when."""
    labels = [label if isinstance(label, Label) else Label(label) for label in topic.labels or ()]
    texts = [words_of(Event(event="labeled", label=label)) for label in labels]
    texts += [words_of(Event(event="assigned", assignee=person)) for person in topic.assignees or ()]
    texts += [words_of(Event(event="milestoned", milestone=topic.milestone))] if topic.milestone else []
    texts += [locking_words(topic.active_lock_reason)] if topic.locked else []
    notes = [Note(None, None, text) for text in texts]
    what = f"#{topic.number}"
    if topic.merged_at:
        merged = talk.account.moment(topic.merged_at, what, path)
        notes.append(Note(author_of(topic.merged_by), merged, words_of(Event(event="merged"))))
    elif topic.closed_at:
        closed = talk.account.moment(topic.closed_at, what, path)
        notes.append(Note(author_of(topic.closed_by), closed, closing_words(topic.state_reason)))
    return notes


def _take_event(find: Find, talk: Talk) -> None:
    event = msgspec.json.decode(find.raw, type=Event)
    if event.event in UNTOLD:
        return
    if event.event in ("commented", "reviewed"):
        _take_words(find.raw, "comment" if event.event == "commented" else "review", find.path, talk)
    elif event.event in ("line-commented", "commit-commented"):
        for raw in event.comments or ():
            _take_words(raw, "line" if event.event == "line-commented" else "commit", find.path, talk)
    else:
        talk.notes[f"{event.event} {event.id or event.sha or find.place}"] = _note(event, find.path, talk)


def _note(event: Event, path: Path, talk: Talk) -> Note:
    by, date = author_of(event.actor), event.created_at
    if event.event == "committed":
        git = event.author or event.committer or GitPerson()
        by = Author(git.name) if git.name else None  # a name in Git is no account
        date = event.committer.date if event.committer else date
    source = event.source.issue if event.source else None
    return Note(
        author=by,
        published=talk.account.moment(date, f"event {event.id or event.sha or event.event}", path),
        text=words_of(event),
        link=(source.html_url if source else event.html_url) or commit_page(event.commit_url),
    )


def _take_words(raw: msgspec.Raw, kind: str, path: Path, talk: Talk) -> None:
    words = msgspec.json.decode(raw, type=Words)
    author = author_of(words.user, words.author_association)
    date = words.submitted_at or words.created_at
    id_ = known_id(kind, words.id) or talk.short_id(kind, author, date, words.body or "", path)
    if kind == "review" and (words.state or "").upper() == PENDING:
        talk.account.skip(id_.partition(" ")[2], "a review that was never submitted", path)
        return
    comment = Comment(
        id=id_,
        parent=_parent(words),
        depth=0,
        author=author,
        published=talk.account.moment(date, id_, path),
        edited=talk.account.moment(words.updated_at, id_, path) if kind == "comment" and _changed(words) else None,
        score=_score(words.reactions),
        state="shown",
        body=words.body or "",
        markup="gfm",
        link=words.html_url,
        subject=verdict(words.state, words.body) if kind == "review" else lines_of(words),
    )
    talk.say(comment, path)


def _parent(words: Words) -> str | None:
    """A reply answers the first comment on its lines; that one is part of a review."""
    if words.in_reply_to_id is not None:
        return f"line {words.in_reply_to_id}"
    return f"review {words.pull_request_review_id}" if words.pull_request_review_id is not None else None


def _changed(said: Said) -> bool:
    """Of comments on lines and reviews the date of the last change is no edit: it moves with every push."""
    return said.updated_at != said.created_at


def _score(votes: Votes | None) -> int | None:
    if votes is None or votes.up is None:
        return None
    return votes.up - (votes.down or 0)
