"""What an opening post has that comments have not: a link, a poll, what it repeats, and how it was marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from generator.model import Author, Note
from generator.readers.reddit_dump.parts import NOBODY, moment, whole
from generator.readers.reddit_dump.places import absolute, article_of, community_of
from generator.readers.reddit_dump.records import Count, Original, Poll, Record

_MARKUP = re.compile(r"[\\`*_\[\]<>~^|]|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
"""What means something in Markdown, inside of a line or at its beginning."""
Unescape = Callable[[str], str]
"""Words as the dump has them -> as they were written."""


def notes_on(record: Record) -> tuple[Note, ...]:
    """What the submission repeats, and how it was marked."""
    marks = {
        "locked against new comments": record.locked,
        "marked as not safe for work": record.over_18,
        "marked as a spoiler": record.spoiler,
    }
    return (*map(_repeated, _originals(record)), *(Note(None, None, text) for text, holds in marks.items() if holds))


def url_of(record: Record, unescape: Unescape) -> str | None:
    """What it links to; a crosspost links to what it repeats."""
    url = article_of(record)
    repeated = (absolute(original.permalink) for original in _originals(record))
    return unescape(url) if url else next(repeated, None)


def words_of(record: Record, unescape: Unescape) -> str:
    """Its own words, else those that it repeats as a quote, and its poll."""
    words = unescape(record.words)
    for original in _originals(record):
        if not words and original.selftext and not original.removed_by_category:
            words = "\n".join(f"> {line}".rstrip() for line in unescape(original.selftext).splitlines())
    if not isinstance(record.poll_data, Poll):
        return words
    return "\n\n".join(filter(None, (words.rstrip(), "\n".join(_poll_lines(record.poll_data, unescape)))))


def _originals(record: Record) -> Sequence[Original]:
    return record.crosspost_parent_list if isinstance(record.crosspost_parent_list, list) else ()


def _repeated(original: Original) -> Note:
    community = community_of((original,))
    author = Author(original.author) if original.author and original.author not in NOBODY else None
    try:
        published = moment(original.created_utc)
    except ValueError:
        published = None
    text = f"posted this before, in {community}" if community else "posted this before"
    return Note(author, published, text, absolute(original.permalink))


def _poll_lines(poll: Poll, unescape: Unescape) -> Iterator[str]:
    total = _number(poll.total_vote_count)
    yield "Poll:" if total is None else f"Poll, {total:,} vote{'' if total == 1 else 's'}:"
    yield ""
    for option in poll.options:
        text, count = _MARKUP.sub(r"\\\g<0>", unescape(option.text or "")), _number(option.vote_count)
        yield f"- {text}" if count is None else f"- {text}: {count:,}"


def _number(told: Count) -> int | None:
    try:
        return whole(told)
    except ValueError:
        return None
