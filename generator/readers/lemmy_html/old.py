"""Makes a thread of a page of mlmym."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from generator.lemmy.account import Account
from generator.model import Comment, Post, State, Thread, Timestamp
from generator.moments import parse_moment
from generator.readers.lemmy_html.oldlinks import Links
from generator.readers.lemmy_html.oldpage import OldPage, Words
from generator.tree import reading_order

_DATE = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?) ([+-]\d{4})")
_COUNT = re.compile(r"\d+ comments?")
_NUMBER = re.compile(r"-?\d+")
_DIGITS = 16
_UNDATED = datetime.max.replace(tzinfo=UTC)
_STATES: dict[str, State] = {"[deleted]": "deleted", "[removed by mod]": "removed"}


def to_thread(page: OldPage, path: Path) -> Thread:
    """The thread that the page shows."""
    account = Account(path)
    links = Links(page)
    post = _post(page.post, links, account) if page.post else None
    op = page.post.links.get("author") if page.post else None
    made: dict[str, Comment] = {}
    for one in page.comments:
        if one.id in made:
            account.report("duplicate", f"comment {one.id} occurs more than once: the last one was kept")
        made[one.id] = _comment(one, links, op, account)
    comments, cut = reading_order(sorted(made.values(), key=lambda one: (_age(one), len(one.id), one.id)))
    for id_ in cut:
        account.report("cycle", f"comment {id_} answers its own answers: it was taken as an answer to the post")
    for comment in comments:
        if comment.state == "missing":
            account.report("missing-parent", f"comment {comment.id}, which others answer, is not on the page")
    told = page.post
    return Thread(
        source=path,
        key="",
        id=f"post {told.id}" if told else f"comment {page.comments[0].id}",
        platform="lemmy",
        title=_plain(told.texts.get("title", "")) or None if told else None,
        post=post,
        comments=comments,
        link=post.link if post else None,
        declared=_number(next(filter(_COUNT.fullmatch, told.links), "")) if told else None,
        community=links.community(told.links.get("community")) if told else None,
        problems=tuple(account.problems),
    )


def _post(words: Words, links: Links, account: Account) -> Post:
    published, edited = _dates(words, f"post {words.id}", account)
    state: State = "deleted" if "deleted" in words.classes else "shown"
    return Post(
        author=links.author(words, op=None),
        published=published,
        edited=edited,
        score=_number(words.texts.get("score", "")),
        state=state,
        body=links.absolute("".join(words.body).strip()) if state == "shown" else "",
        markup="html",
        url=links.debated(unescape(words.links.get("title", "")), words.id),
        link=unescape(words.links.get("fedilink", "")) or None,
    )


def _comment(words: Words, links: Links, op: str | None, account: Account) -> Comment:
    published, edited = _dates(words, f"comment {words.id}", account)
    state = _STATES.get(" ".join(words.texts.get("content", "").partition("]")[0].split()) + "]", "shown")
    return Comment(
        id=words.id,
        parent=words.parent or _last_number(words.links.get("parent", "")),
        depth=0,
        author=links.author(words, op),
        published=published,
        edited=edited,
        score=_number(words.texts.get("score", "")),
        state=state,
        body=links.absolute("".join(words.body).strip()) if state == "shown" else "",
        markup="html",
        link=unescape(words.links.get("fedilink", "")) or None,
        more=_number(words.texts.get("morecomments", "")) or 0,
    )


def _dates(words: Words, what: str, account: Account) -> tuple[Timestamp | None, Timestamp | None]:
    found = [_moment(text, what, account) for text in words.dates[:2]]
    return (*found, None, None)[0], (*found, None, None)[1]


def _moment(text: str, what: str, account: Account) -> Timestamp | None:
    """A moment as Go writes it: `2023-07-30 12:05:09.123456 +0000 UTC`."""
    match = _DATE.match(text)
    try:
        return parse_moment(f"{match[1]}{match[2]}" if match else text)
    except (ValueError, OverflowError):
        account.report("bad-date", f"{what} has a date that is none: {text[:60]!r}")
        return None


def _number(text: str) -> int | None:
    found = _NUMBER.search(text)
    return int(found[0]) if found and len(found[0]) < _DIGITS else None


def _last_number(link: str) -> str | None:
    found = re.search(r"/comment/(\d+)", link)
    return found[1] if found else None


def _plain(text: str) -> str:
    return " ".join(unescape(text).split())


def _age(comment: Comment) -> datetime:
    return comment.published.at if isinstance(comment.published, Timestamp) else _UNDATED
