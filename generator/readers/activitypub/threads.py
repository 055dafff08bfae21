"""Makes a thread of a talk: ids, titles, tombstones and gaps."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generator.model import Comment, Post, Problem, Thread
from generator.readers.activitypub.bodies import first_words
from generator.readers.activitypub.entries import Entry
from generator.readers.activitypub.people import People
from generator.readers.activitypub.talks import Talk
from generator.readers.activitypub.values import last_part
from generator.tree import reading_order
from generator.urls import slug

_SLUG = 48
_HASH = 10


def to_thread(talk: Talk, people: People, absent: Mapping[str, str], source: Path) -> Thread:
    """The thread that a talk is, without key and platform; `absent` tells what things answer that may not be there."""
    told = (*((talk.post,) if talk.post else ()), *talk.comments)
    answered = Counter(one.parent for one in talk.comments)
    known = {one.id for one in told}
    gaps = {one.id: _gap(one, answered[one.id], known) for one in told if one.answers or one.answer_count}
    comments, problems = _comments(talk, people, gaps, absent, source)
    post = _post(talk.post, people) if talk.post else None
    return Thread(
        source=source,
        key="",
        id=talk.root,
        platform="",
        title=_title(talk, people),
        post=post,
        comments=comments,
        link=post.link if post else None,
        community=next(filter(None, (people.community(one.community) for one in told)), None),
        more=gaps.get(talk.post.id, 0) if talk.post else 0,
        problems=problems,
    )


def key_of(thread: Thread, taken: set[str]) -> str:
    """A readable part of an address: first words and the start's id. It is put among those `taken`."""
    words = slug(thread.title or "")[:_SLUG].rstrip("-")
    key = f"{words}-{slug(last_part(thread.id) or _hash(thread.id))}"
    if key in taken:
        key = f"{key}-{_hash(thread.id)}"
    taken.add(key)
    return key


def _comments(
    talk: Talk, people: People, gaps: Mapping[str, int], absent: Mapping[str, str], source: Path
) -> tuple[tuple[Comment, ...], tuple[Problem, ...]]:
    start = talk.post.id if talk.post else None
    op = talk.post.actor if talk.post else None
    ids = _ids((*(one.id for one in talk.comments), *(one.parent for one in talk.comments if one.parent != start)))
    made = (_comment(one, ids, people, op, gaps.get(one.id, 0)) for one in talk.comments)
    ordered, cut = reading_order(made, {ids[one]: ids.get(above) for one, above in absent.items() if one in ids})
    problems = [Problem("cycle", f"{id_} answers its own answers: it was put at the top", source) for id_ in cut]
    addresses = {id_: address for address, id_ in ids.items()}
    named_by = {one.parent: one.source for one in reversed(talk.comments)}
    for comment in ordered:
        if comment.state == "missing":
            message = f"{addresses[comment.id]}, which others answer, is not in the file"
            problems.append(Problem("missing-parent", message, named_by.get(addresses[comment.id], source)))
    return tuple(_led_to(one, addresses[one.id]) for one in ordered), tuple(problems)


def _led_to(comment: Comment, address: str) -> Comment:
    """A tombstone of what the file lacks leads to where that stood."""
    led = comment.state == "missing" and address.startswith(("https://", "http://"))
    return replace(comment, link=address) if led else comment


def _comment(entry: Entry, ids: dict[str, str], people: People, op: str | None, gap: int) -> Comment:
    return Comment(
        id=ids[entry.id],
        parent=ids.get(entry.parent) if entry.parent else None,
        depth=0,
        author=people.author(entry.actor, op=op),
        published=entry.published,
        edited=entry.edited,
        score=entry.score,
        state=entry.state,
        body=entry.body,
        markup=entry.markup,
        link=entry.link,
        attachments=entry.attachments,
        more=gap,
    )


def _post(entry: Entry, people: People) -> Post:
    return Post(
        author=people.author(entry.actor),
        published=entry.published,
        edited=entry.edited,
        score=entry.score,
        state=entry.state,
        body=entry.body,
        markup=entry.markup,
        url=entry.url,
        link=entry.link,
        attachments=entry.attachments,
    )


def _title(talk: Talk, people: People) -> str | None:
    """Its name or first words; of a talk without its start, the first words that are there."""
    first = talk.post or talk.comments[0]
    words = first.title or first_words(first.body, first.markup)
    if not words:
        author = people.author(first.actor)
        words = f"A note by {author.display or author.handle}" if author and first.state == "shown" else ""
    return (words and (words if talk.post else f"Re: {words}")) or None


def _gap(entry: Entry, answered: int, known: set[str]) -> int:
    """How many answers its server knows that are not there."""
    named = sum(address not in known for address in entry.answers)
    return max(named, entry.answer_count - answered, 0)


def _ids(addresses: Iterable[str | None]) -> dict[str, str]:
    """An id for each address: what it ends in, or a short hash of it where another has that."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for address in addresses:
        if address is None or address in ids:
            continue
        found = last_part(address)
        if not found or found in taken:
            found = _hash(address)
        ids[address] = found
        taken.add(found)
    return ids


def _hash(address: str) -> str:
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH]
