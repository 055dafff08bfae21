"""Sorts what answers hold by the post it belongs to: one thread for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from generator.errors import SourceError
from generator.lemmy.answers import Unread, find_views
from generator.lemmy.shapes import CommentView
from generator.lemmy.talk import Talk, to_thread
from generator.model import Thread


def threads_in(answers: Sequence[msgspec.Raw], path: Path) -> Iterator[Thread]:
    """One thread for each post that the answers hold, or hold comments of. Raises SourceError when there is none."""
    talks: dict[int, Talk] = {}
    unread: list[Unread] = []
    for find in find_views(answers):
        if isinstance(find, Unread):
            unread.append(find)
        elif isinstance(find, CommentView):
            talks.setdefault(find.comment.post_id, Talk()).keep_comment(find)
        else:
            talks.setdefault(find.post.id, Talk()).view = find
    if not talks:
        raise _nothing_found(path, unread)
    for post_id, talk in talks.items():
        yield to_thread(talk, post_id, path, "" if len(talks) == 1 else f"post-{post_id}", unread)
        unread = []


def _nothing_found(path: Path, unread: list[Unread]) -> SourceError:
    reason = f": {unread[0].place} cannot be read: {unread[0].reason}" if unread else ""
    return SourceError(f"holds no post and no comment{reason}", path, 1, hint="docs/readers.md says what to save")
