"""Which of several captures of a thread is the newest: files do not say when they were saved, but they give it away.

Some things only ever happen once. Of two captures of a comment, the later one is that in which its author is gone, its
words are deleted, or it was edited later. (That it was removed proves nothing: moderators also approve.) One such
comment dates two files. Where none does, a thread that is archived, and takes no more comments, is later than one that
is not; then, comments were added to the one and can only be deleted from the other, so their number tells; then the
last moment that a file knows of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.readers.reddit_json.capture import Capture
from generator.readers.reddit_json.shapes import CommentData, PostData
from generator.readers.reddit_json.words import DELETED, state_of

_Wear = tuple[bool, bool, float]
"""What only ever grows while a comment stands there."""
_Age = tuple[bool, bool, int, float]
"""What mostly grows while a thread stands there."""


def oldest_first(captures: Sequence[Capture]) -> list[Capture]:
    """The captures in the order in which they were most probably made; the order given settles what nothing tells."""
    if len(captures) == 1:
        return list(captures)
    earlier = _earlier(captures)
    ages = [_age(capture) for capture in captures]
    left = set(range(len(captures)))
    ordered = []
    while left:
        free = [number for number in left if earlier[number].isdisjoint(left)]
        number = min(free or left, key=lambda number: (ages[number], number))
        left.remove(number)
        ordered.append(captures[number])
    return ordered


def is_later(entry: PostData | CommentData, other: PostData | CommentData) -> bool:
    """Whether a version of a comment is proven to be later than another one of it."""
    own, others = _wear(entry), _wear(other)
    return own is not None and others is not None and own > others


def _earlier(captures: Sequence[Capture]) -> list[set[int]]:
    """For each capture the numbers of those that are proven to be earlier."""
    versions: dict[str, list[tuple[_Wear, int]]] = {}
    for number, capture in enumerate(captures):
        for id_, entry in _entries(capture):
            if (wear := _wear(entry)) is not None:
                versions.setdefault(id_, []).append((wear, number))
    earlier: list[set[int]] = [set() for _ in captures]
    for told in versions.values():
        if len({wear for wear, _ in told}) > 1:
            for wear, number in told:
                earlier[number].update(other for worn, other in told if worn < wear)
    return earlier


def _entries(capture: Capture) -> Iterator[tuple[str, PostData | CommentData]]:
    if capture.post:
        yield "post", capture.post
    yield from capture.comments.items()


def _wear(entry: PostData | CommentData) -> _Wear | None:
    state = state_of(entry)
    if state not in ("shown", "deleted"):
        return None
    edited = entry.edited if entry.edited is not None else 0.0
    return entry.author == DELETED, state == "deleted", float(edited)


def _age(capture: Capture) -> _Age:
    entries = [entry for _, entry in _entries(capture)]
    archived = any(entry.archived for entry in entries)
    count = capture.post.num_comments or 0 if capture.post else 0
    moments = (float(moment) for entry in entries for moment in (entry.created_utc, entry.edited) if moment)
    return archived, capture.post is not None, -count if archived else count, max(moments, default=0.0)
