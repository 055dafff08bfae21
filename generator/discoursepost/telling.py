"""The posts of a topic told apart: the opening post, comments, small actions, and what is not for the public.

Discourse shows a topic flat, but keeps whom a post answers. That is its tree: an answer to the topic, or to its first
post, answers the opening post.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.discoursepost.actions import deed_of, link_of
from generator.discoursepost.captures import Capture, newest
from generator.discoursepost.cooked import attachments_of
from generator.discoursepost.fields import author_of, likes_of, state_of, words_of
from generator.discoursepost.place import Place
from generator.discoursepost.shapes import SMALL_ACTION, WHISPER
from generator.discoursepost.site import post_address
from generator.model import Comment, Note, Post, Problem, Skipped, Timestamp
from generator.moments import parse_moment
from generator.tree import reading_order


@dataclass(frozen=True, slots=True)
class Telling:
    """What the posts of a topic tell."""

    post: Post | None
    """The opening post; None when it is not among them."""
    comments: tuple[Comment, ...]
    """In reading order."""
    notes: tuple[Note, ...]
    """The small actions."""
    problems: tuple[Problem, ...]
    """Oddities."""
    skipped: tuple[Skipped, ...]
    """What is not for the public, and what was captured more than once."""


def tell(captures: Iterable[Capture], topic: int | None, base: str | None) -> Telling:
    """What captured posts of the topic with this id tell, in any order; `base` is the forum's address."""
    kept, skipped = newest(captures)
    problems: list[Problem] = []
    said = [capture for capture in kept if capture.entry.post_type not in (SMALL_ACTION, WHISPER)]
    answers = [capture for capture in said if capture.entry.post_number != 1]
    actions = [capture for capture in kept if capture.entry.post_type == SMALL_ACTION]
    whispers = [capture for capture in kept if capture.entry.post_type == WHISPER]
    opening = next((capture for capture in said if capture.entry.post_number == 1), None)
    place = Place(base, topic, {capture.entry.post_number: str(capture.entry.id) for capture in answers})
    return Telling(
        post=_post(opening, place, problems) if opening else None,
        comments=_comments(answers, {capture.entry.post_number for capture in actions}, place, problems),
        notes=tuple(_note(capture, place, problems) for capture in actions),
        problems=tuple(problems),
        skipped=(*skipped, *(Skipped(one.path, str(one.entry.id), "a whisper among the staff") for one in whispers)),
    )


def _comments(
    answers: Sequence[Capture], actions: set[int], place: Place, problems: list[Problem]
) -> tuple[Comment, ...]:
    if not answers:
        return ()
    path = answers[0].path
    ordered, cut = reading_order(_comment(capture, actions, place, problems) for capture in answers)
    problems += (Problem("cycle", f"post {id_} answers itself over its ancestors", path) for id_ in cut)
    absent = (comment.id.removeprefix(_ABSENT) for comment in ordered if comment.state == "missing")
    problems += (
        Problem("missing-parent", f"post {number}, which others answer, is not in the file", path) for number in absent
    )
    return ordered


_ABSENT = "number-"
"""Begins the id of a tombstone: of a post that is not there, only the number is known."""


def _comment(capture: Capture, actions: set[int], place: Place, problems: list[Problem]) -> Comment:
    entry = capture.entry
    state = state_of(entry)
    body, markup = words_of(entry, state, place)
    return Comment(
        id=str(entry.id),
        parent=_parent(entry.reply_to_post_number, actions, place),
        depth=0,
        author=author_of(entry),
        published=_moment(entry.created_at, capture, problems),
        edited=_moment(entry.updated_at, capture, problems) if (entry.version or 1) > 1 else None,
        score=likes_of(entry),
        state=state,
        body=body,
        markup=markup,
        link=post_address(place.base, place.topic, entry.topic_slug, entry.post_number),
        subject="accepted answer" if entry.accepted_answer else None,
        attachments=attachments_of(entry.cooked or "") if state == "shown" else (),
    )


def _post(capture: Capture, place: Place, problems: list[Problem]) -> Post:
    entry = capture.entry
    state = state_of(entry)
    body, markup = words_of(entry, state, place)
    return Post(
        author=author_of(entry),
        published=_moment(entry.created_at, capture, problems),
        edited=_moment(entry.updated_at, capture, problems) if (entry.version or 1) > 1 else None,
        score=likes_of(entry),
        state=state,
        body=body,
        markup=markup,
        link=post_address(place.base, place.topic, entry.topic_slug, entry.post_number),
        attachments=attachments_of(entry.cooked or "") if state == "shown" else (),
    )


def _parent(number: int | None, actions: set[int], place: Place) -> str | None:
    """An answer to a small action answers the topic: the action is no comment that could be answered."""
    if number is None or number == 1 or number in actions:
        return None
    return place.ids.get(number, f"{_ABSENT}{number}")


def _note(capture: Capture, place: Place, problems: list[Problem]) -> Note:
    entry = capture.entry
    published = _moment(entry.created_at, capture, problems)
    return Note(author_of(entry), published, deed_of(entry), link_of(entry, place.base))


def _moment(text: str | None, capture: Capture, problems: list[Problem]) -> Timestamp | None:
    if not text:
        return None
    try:
        return parse_moment(text)
    except (ValueError, OverflowError):
        what = f"post {capture.entry.id} has a date that is none: {text[:60]!r}"
        problems.append(Problem("bad-date", what, capture.path))
        return None
