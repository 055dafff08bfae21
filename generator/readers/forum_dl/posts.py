"""Posts of any forum or list as forum-dl puts them: a tree by their subpaths, or flat."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.model import Comment, Post, Problem, Skipped, Thread
from generator.readers.forum_dl.fields import Extras, author_of, extras_of, moment_of, words_of
from generator.readers.forum_dl.gathering import Gathered
from generator.readers.forum_dl.shapes import Item
from generator.tree import reading_order

_NESTED = ("hackernews", "hyperkitty", "hypermail", "pipermail")
"""Kinds whose subpaths say what a post answers."""
_UNSAFE = re.compile(r"[^A-Za-z0-9_.:-]")
Numbered = tuple[int, Item]
"""A post with the number of its line."""


def to_thread(gathered: Gathered, path: Path, key: str) -> Thread:
    """The thread that was gathered from the file at `path`."""
    thread = gathered.thread
    opening = _opening(gathered)
    problems = list(gathered.problems)
    answers, again = _last_captures([post for post in gathered.posts if opening is None or not _same(post, opening)])
    comments = [_comment(post, gathered.extractor, path, problems) for post in answers]
    ordered, cut = reading_order(comments, _known_parents(answers))
    problems += (Problem("cycle", f"post {id_} answers itself over its ancestors", path) for id_ in cut)
    problems += (
        Problem("missing-parent", f"post {comment.id}, which others answer, is not in the file", path)
        for comment in ordered
        if comment.state == "missing"
    )
    about = extras_of(thread, gathered.extractor) if thread else Extras()
    link = (thread.url if thread else None) or None
    return Thread(
        source=path,
        key=key,
        id="/".join(gathered.path),
        platform=gathered.extractor,
        title=(thread.title if thread else None) or None,
        post=_post(opening, gathered.extractor, link, path, problems) if opening else None,
        comments=ordered,
        link=link,
        declared=about.answers,
        community=gathered.board,
        problems=tuple(problems),
        skipped=(*gathered.skipped, *(Skipped(path, _safe(id_), "told again further down") for id_ in again)),
    )


def _opening(gathered: Gathered) -> Numbered | None:
    """The opening post: without a subpath, or with the thread's own id; in a flat forum the first; its last capture."""
    for subpath in ((), gathered.path[-1:]):
        for post in reversed(gathered.posts):
            if post[1].subpath == subpath:
                return post
    if gathered.extractor in _NESTED or not gathered.posts:
        return None
    first = gathered.posts[0][1].subpath
    return next(post for post in reversed(gathered.posts) if post[1].subpath == first)


def _same(post: Numbered, opening: Numbered) -> bool:
    return post[1].subpath == opening[1].subpath or not post[1].subpath


def _last_captures(posts: Sequence[Numbered]) -> tuple[list[Numbered], list[str]]:
    """Each post as it was captured last, where it stood first; and the ids of captures that are left out."""
    kept: dict[str, Numbered] = {}
    again = []
    for post in posts:
        id_ = post[1].subpath[-1]
        if id_ in kept:
            again.append(id_)
        kept[id_] = post
    return list(kept.values()), again


def _known_parents(posts: Sequence[Numbered]) -> Mapping[str, str | None]:
    """What each post answers, and each absent one that a subpath leads through."""
    parents: dict[str, str | None] = {}
    for _, item in posts:
        for place in range(len(item.subpath) - 1, -1, -1):
            id_ = _safe(item.subpath[place])
            if id_ in parents:
                break
            parents[id_] = _safe(item.subpath[place - 1]) if place else None
    return parents


def _comment(post: Numbered, extractor: str, path: Path, problems: list[Problem]) -> Comment:
    number, item = post
    extras = extras_of(item, extractor)
    body, markup = words_of(item, extractor)
    above = item.subpath[-2] if len(item.subpath) > 1 else None
    return Comment(
        id=_safe(item.subpath[-1]),
        parent=_safe(above) if above is not None else None,
        depth=0,
        author=author_of(item),
        published=moment_of(item, number, path, problems),
        edited=None,
        score=extras.score,
        state=extras.state,
        body=body if extras.state == "shown" else "",
        markup=markup,
        link=item.url or None,
    )


def _post(opening: Numbered, extractor: str, link: str | None, path: Path, problems: list[Problem]) -> Post:
    number, item = opening
    extras = extras_of(item, extractor)
    body, markup = words_of(item, extractor)
    return Post(
        author=author_of(item),
        published=moment_of(item, number, path, problems),
        edited=None,
        score=extras.score,
        state=extras.state,
        body=body if extras.state == "shown" else "",
        markup=markup,
        url=extras.url,
        link=item.url or link,
    )


def _safe(id_: str) -> str:
    """The id, marked with a short hash of it where it holds what an anchor may not."""
    if id_ and not _UNSAFE.search(id_):
        return id_
    digest = hashlib.sha256(id_.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{_UNSAFE.sub('-', id_)[:40]}-{digest}"
