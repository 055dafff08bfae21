"""Turns the opening post into the model's: what it links to, its poll, what it repeats, and what was done to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model import Note, Post
from generator.readers.reddit_json.account import Account
from generator.readers.reddit_json.shapes import Poll, PostData
from generator.readers.reddit_json.words import SITE, address, author_of, community_of, plain, state_of

_MARKS = {
    "locked": "locked against new comments",
    "over_18": "marked as not safe for work",
    "spoiler": "marked as a spoiler",
}
_MARKUP = re.compile(r"[\\`*_\[\]<>~^|]|^[#+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
"""What means something in Markdown, inside of a line or at its beginning."""


def to_post(data: PostData, entities: bool, account: Account) -> Post:
    """The post; `entities` says how its words are written."""
    state = state_of(data)
    return Post(
        author=author_of(data, None),
        published=account.moment(data.created_utc, f"post {data.id}", needed=True),
        edited=account.moment(data.edited, f"post {data.id}"),
        score=data.score,
        state=state,
        body=_body(data, entities) if state == "shown" else "",
        markup="reddit",
        url=_url(data, entities),
        link=address(data.permalink),
    )


def notes_on(data: PostData, account: Account) -> tuple[Note, ...]:
    """What the post repeats, and how it was marked."""
    return (
        *_crosspost(data, account),
        *(Note(None, None, text) for mark, text in _MARKS.items() if getattr(data, mark)),
    )


def _crosspost(data: PostData, account: Account) -> Iterator[Note]:
    for original in data.crosspost_parent_list or []:
        published = account.moment(original.created_utc, f"post {original.id}")
        place = community_of(original)
        text = f"posted this before, in {place}" if place else "posted this before"
        yield Note(author_of(original, None), published, text, address(original.permalink))


def _url(data: PostData, entities: bool) -> str | None:
    """What it links to; a crosspost of words links to them."""
    for original in data.crosspost_parent_list or []:
        return _url(original, entities) or address(original.permalink)
    url = plain(data.url_overridden_by_dest or data.url, entities)
    if not url or data.is_self or (data.permalink and url.endswith(data.permalink)):
        return None
    return SITE + url if url.startswith("/") else url


def _body(data: PostData, entities: bool) -> str:
    """Its words, or those it repeats as a quote, and its poll."""
    body = plain(data.selftext, entities)
    for original in data.crosspost_parent_list or []:
        if not body and state_of(original) == "shown":
            body = "\n".join(f"> {line}".rstrip() for line in _body(original, entities).splitlines())
    poll = _poll(data.poll_data, entities) if data.poll_data else ""
    return "\n\n".join(filter(None, (body.rstrip() if poll else body, poll)))


def _poll(poll: Poll, entities: bool) -> str:
    votes = poll.total_vote_count
    head = "Poll:" if votes is None else f"Poll, {votes:,} vote{'' if votes == 1 else 's'}:"
    options = [(_MARKUP.sub(r"\\\g<0>", plain(option.text, entities)), option.vote_count) for option in poll.options]
    lines = (f"- {text}" if count is None else f"- {text}: {count:,}" for text, count in options)
    return "\n".join((head, "", *lines))
