"""Turns the captures of a thread into the thread: of each comment the newest capture, where the replies stood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.model import Comment, Skipped, Thread
from generator.readers.reddit_json.account import Account
from generator.readers.reddit_json.capture import Capture, parent_of, says_parent
from generator.readers.reddit_json.gaps import with_gaps
from generator.readers.reddit_json.newest import is_later, oldest_first
from generator.readers.reddit_json.opening import notes_on, to_post
from generator.readers.reddit_json.shapes import CommentData, StubData
from generator.readers.reddit_json.words import SITE, address, author_of, community_of, plain, state_of
from generator.tree import reading_order

_Told = dict[str, tuple[CommentData, Capture]]
"""Comments by id, each with the capture that its newest version is in."""


def to_thread(name: str, captures: Sequence[Capture], account: Account) -> Thread:
    """The thread of the post with this full name; siblings stand as Reddit ranked them."""
    ordered = oldest_first(captures)
    opening = next(((capture.post, capture) for capture in reversed(ordered) if capture.post), None)
    told = _in_place(_newest(ordered, account), ordered, captures)
    data, capture = opening or (None, captures[0])
    post = to_post(data, capture.entities, account) if data else None
    link = post.link if post else None
    gapped = with_gaps(
        _comments(told, data.author if data else None, link or _short_link(name), captures, account),
        reversed(ordered),
    )
    _report_homeless(gapped.homeless, account)
    return Thread(
        source=account.path,
        key="",
        id=name,
        platform="reddit",
        title=plain(data.title, capture.entities) or None if data else _title(told),
        post=post,
        comments=gapped.comments,
        link=link or _short_link(name),
        declared=data.num_comments if data else None,
        community=next(filter(None, (community_of(entry) for entry in (data, *_entries(told)) if entry)), None),
        notes=notes_on(data, account) if data else (),
        more=gapped.more,
        problems=tuple(account.problems),
        skipped=tuple(account.skipped),
    )


def start_of(captures: Sequence[Capture]) -> Path:
    """The file that gives the thread its address: of the whole thread if there is such, the first by its stem."""
    fit = [capture for capture in captures if capture.whole] or [capture for capture in captures if capture.post]
    return min((capture.path for capture in fit or captures), key=lambda path: path.name.split("."))


def _newest(ordered: Iterable[Capture], account: Account) -> _Told:
    told: _Told = {}
    for capture in ordered:
        account.skipped += (Skipped(capture.path, id_, "told again further on") for id_ in capture.repeated)
        for id_, comment in capture.comments.items():
            own = comment, capture
            if id_ in told:
                # files whose comments contradict one another must still not bring back what was deleted
                lost, told[id_] = (own, told[id_]) if is_later(told[id_][0], comment) else (told[id_], own)
                account.skipped.append(Skipped(lost[1].path, id_, f"told again by {told[id_][1].path.name}"))
            told.setdefault(id_, own)
    return told


def _in_place(told: _Told, ordered: Sequence[Capture], captures: Iterable[Capture]) -> _Told:
    """In the order of the newest capture of the whole thread; what only the others tell comes after that."""
    ranked = [capture for capture in reversed(ordered) if capture.whole]
    ranked += (capture for capture in captures if not capture.whole)
    return {id_: told[id_] for capture in ranked for id_ in capture.comments}


def _comments(
    told: _Told, opener: str | None, link: str, captures: Sequence[Capture], account: Account
) -> tuple[Comment, ...]:
    known = {child: parent_of(stub) for capture in captures for stub in capture.stubs for child in stub.children}
    comments = []
    depths: dict[str | None, int] = {None: 0}
    for data, capture in told.values():
        # a listing has answers after what they answer, so this is mostly right, and saves a copy for the right depth
        depths[data.id] = depths.get(parent_of(data), 0) + 1
        comments.append(_comment(data, depths[data.id], capture, opener, link, account))
    ordered, cut = reading_order(comments, known)
    for id_ in cut:
        account.report("cycle", f"comment {id_} answers its own answers: it was taken as an answer to the post")
    absent = (comment.id for comment in ordered if comment.state == "missing")
    place = "not in the file" if len(captures) == 1 else "in none of the files"
    for id_ in absent:
        account.report("missing-parent", f"comment {id_}, which others answer, is {place}")
    return ordered


def _comment(
    data: CommentData, depth: int, capture: Capture, opener: str | None, link: str, account: Account
) -> Comment:
    if not says_parent(data):
        message = f"comment {data.id} does not say what it answers: it was taken as an answer to the post"
        account.report("no-parent", message, capture.path)
    state = state_of(data)
    return Comment(
        id=data.id,
        parent=parent_of(data),
        depth=depth,
        author=author_of(data, opener),
        published=account.moment(data.created_utc, f"comment {data.id}", needed=True),
        edited=account.moment(data.edited, f"comment {data.id}"),
        score=data.score,
        state=state,
        body=plain(data.body, capture.entities) if state == "shown" else "",
        markup="reddit",
        link=address(data.permalink) or f"{link}{data.id}/",
    )


def _short_link(name: str) -> str:
    """An address that leads to a post whose own is not known."""
    return f"{SITE}/comments/{name.removeprefix('t3_')}/"


def _title(told: _Told) -> str | None:
    titles = (plain(data.link_title, capture.entities) for data, capture in told.values())
    return next(filter(None, titles), None)


def _entries(told: _Told) -> Iterable[CommentData]:
    return (data for data, _ in told.values())


def _report_homeless(stubs: Iterable[StubData], account: Account) -> None:
    for stub in stubs:
        number = str(stub.count or len(stub.children) or "some")
        message = f"{number} answers to comment {parent_of(stub)}, which is not in the file, were left out"
        account.report("missing-replies", message)
