"""What lists know of a debate, reckoned from its threads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.debate import Debate, Entry, Participant
from generator.model import Author, Comment, Post, Timestamp
from generator.render.comments import name_of

DESCRIPTION_LENGTH = 220
"""Characters of a debate's description."""


def entry_of(debate: Debate, pages: int, description: str, separator: str) -> Entry:
    """The debate's entry; `description` is plain text of any length, `separator` stands between items of a list."""
    dates = [when for one in _words(debate) for when in (one.published, one.edited) if isinstance(when, Timestamp)]
    article = debate.summary.article
    return Entry(
        path=debate.path,
        title=debate.title,
        description=shorten(description, DESCRIPTION_LENGTH),
        language=debate.language,
        platform=debate.threads[0].platform,
        topics=debate.summary.topics,
        article=separator.join(part for part in (article.title, article.publisher) if part) if article else "",
        comments=sum(c.state != "missing" for thread in debate.threads for c in thread.comments),
        pages=pages,
        started=min(dates, key=_moment, default=None),
        latest=max(dates, key=_moment, default=None),
        noindex=debate.summary.noindex,
        people=_participants(debate),
        redirect_from=debate.summary.redirect_from,
    )


def shorten(text: str, length: int) -> str:
    """The text on one line, cut after a whole word when it is longer than `length` characters."""
    line = " ".join(text.split(maxsplit=length))  # more words than that are longer
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def _words(debate: Debate) -> Iterator[Post | Comment]:
    for thread in debate.threads:
        if thread.post is not None:
            yield thread.post
        yield from thread.comments


def _participants(debate: Debate) -> tuple[Participant, ...]:
    counts: Counter[str] = Counter()
    authors: dict[str, Author] = {}
    for one in _words(debate):
        if one.author is not None:
            counts[one.author.handle] += 1
            authors.setdefault(one.author.handle, one.author)
    people = [Participant(handle, name_of(authors[handle]), count) for handle, count in counts.items()]
    return tuple(sorted(people, key=lambda person: (-person.comments, person.handle)))


def _moment(when: Timestamp) -> float:
    return when.at.timestamp()
