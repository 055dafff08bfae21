"""What each page of a debate shows of its threads, for everything that is made of the same words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.render.comments import CommentView, PostView


@dataclass(frozen=True, slots=True)
class Passage:
    """The piece of one thread on one page."""

    page: str
    """The address of its page after the debate's: empty for the first, `2/`, …"""
    post: PostView | None
    """The opening post, where the thread begins here."""
    comments: Sequence[CommentView]
    """In reading order."""
    total: int
    """Comments of the whole thread."""
