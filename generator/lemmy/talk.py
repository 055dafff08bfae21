"""Turns what a file tells about one post into a thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from generator.lemmy.account import Account
from generator.lemmy.answers import Unread
from generator.lemmy.authors import author_of, community_of
from generator.lemmy.paths import parents_of
from generator.lemmy.shapes import CommentView, Entry, PostEntry, PostView, View
from generator.model import Comment, Post, Skipped, State, Thread, Timestamp
from generator.moments import parse_moment
from generator.tree import reading_order

_UNDATED = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class Talk:
    """What a file holds about one post."""

    view: PostView | None = None
    """The post as it was answered for itself."""
    embedded: PostEntry | None = None
    """The post as its comments carry it along."""
    comments: dict[int, CommentView] = field(default_factory=dict)
    """By id, each in its last capture."""
    repeated: dict[int, None] = field(default_factory=dict)
    """Ids of the comments that were captured more than once."""

    def keep_comment(self, view: CommentView) -> None:
        """Takes a comment in, instead of an earlier capture of it: the later one knows what was deleted since."""
        if view.comment.id in self.comments:
            self.repeated[view.comment.id] = None
        self.comments[view.comment.id] = view
        self.embedded = view.post or self.embedded


def to_thread(talk: Talk, post_id: int, path: Path, key: str, unread: list[Unread]) -> Thread:
    """The thread that `talk` is; `unread` goes into its account of what could not be used."""
    account = Account(path)
    for broken in unread:
        account.report(f"unreadable-{broken.what}", f"{broken.place} cannot be read: {broken.reason}")
    for repeated in talk.repeated:
        account.report("duplicate", f"comment {repeated} occurs more than once: its last capture was kept")
    view = talk.view or _embedded(talk)
    post = _post(view, account) if view else None
    comments = _comments(talk, view.post.creator_id if view else None, account)
    return Thread(
        source=path,
        key=key,
        id=f"post {post_id}",
        platform="lemmy",
        title=view.post.name or None if view else None,
        post=post,
        comments=comments,
        link=post.link if post else None,
        declared=_declared(view) if view else None,
        community=_community(talk),
        problems=tuple(account.problems),
        skipped=tuple(Skipped(path, one.place, one.reason) for one in unread if one.what == "comment"),
    )


def _embedded(talk: Talk) -> PostView | None:
    """The post as its comments carry it along, with its creator if they are among those who comment."""
    post = talk.embedded
    if post is None:
        return None
    creators = (view.creator for view in talk.comments.values() if view.comment.creator_id == post.creator_id)
    return PostView(post=post, creator=next(filter(None, creators), None))


def _post(view: PostView, account: Account) -> Post:
    entry = view.post
    state = _state(entry)
    return Post(
        author=author_of(view, entry, op=None),
        published=_moment(entry.published_at or entry.published, f"post {entry.id}", account),
        edited=_moment(entry.updated_at or entry.updated, f"post {entry.id}", account),
        score=_score(view, entry),
        state=state,
        body=(entry.body or "") if state == "shown" else "",
        markup="lemmy",
        url=entry.url or None if state == "shown" else None,
        link=entry.ap_id or None,
    )


def _community(talk: Talk) -> str | None:
    """As the post tells it, or the first of the comments that does."""
    views: list[tuple[View, Entry]] = [(view, view.comment) for view in talk.comments.values()]
    if talk.view:
        views.insert(0, (talk.view, talk.view.post))
    return next((found for view, entry in views if (found := community_of(view, entry))), None)


def _declared(view: PostView) -> int | None:
    told = (view.counts.comments if view.counts else None, view.post.comments, view.post.number_of_comments)
    return next((count for count in told if count is not None), None)


def _comments(talk: Talk, op: int | None, account: Account) -> tuple[Comment, ...]:
    parents = parents_of([view.comment for view in talk.comments.values()], account)
    comments = [_comment(view, parents[str(id_)], op, account) for id_, view in talk.comments.items()]
    ordered, cut = reading_order(sorted(comments, key=_age), parents)
    for id_ in cut:
        account.report("cycle", f"comment {id_} answers its own answers: it was taken as an answer to the post")
    for comment in ordered:
        if comment.state == "missing":
            account.report("missing-parent", f"comment {comment.id}, which others answer, is not in the file")
    return ordered


def _comment(view: CommentView, parent: str | None, op: int | None, account: Account) -> Comment:
    entry = view.comment
    state = _state(entry)
    return Comment(
        id=str(entry.id),
        parent=parent,
        depth=0,
        author=author_of(view, entry, op),
        published=_moment(entry.published_at or entry.published, f"comment {entry.id}", account),
        edited=_moment(entry.updated_at or entry.updated, f"comment {entry.id}", account),
        score=_score(view, entry),
        state=state,
        body=(entry.content or "") if state == "shown" else "",
        markup="lemmy",
        link=entry.ap_id or None,
    )


def _state(entry: Entry) -> State:
    """Of a removed one its author may have deleted the rest: the moderator's word is what counts."""
    if entry.removed:
        return "removed"
    return "deleted" if entry.deleted else "shown"


def _moment(text: str | None, what: str, account: Account) -> Timestamp | None:
    if not text:
        return None
    try:
        return parse_moment(text)
    except (ValueError, OverflowError):
        account.report("bad-date", f"{what} has a date that is none: {text[:60]!r}")
        return None


def _score(view: View, entry: Entry) -> int | None:
    return view.counts.score if view.counts and view.counts.score is not None else entry.score


def _age(comment: Comment) -> tuple[datetime, int]:
    at = comment.published.at if isinstance(comment.published, Timestamp) else _UNDATED
    return at, int(comment.id)
