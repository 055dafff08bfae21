"""Ages such as "1 year ago" turned into dates, once it is known when the source was saved."""

from __future__ import annotations

from dataclasses import replace

from generator.model import Age, Problem, Thread, Timestamp
from generator.moments import anchor


def anchor_dates(thread: Thread, captured: Timestamp | None) -> Thread:
    """The thread with its ages turned into dates, or with a problem that says why they cannot be."""
    dated = (*thread.comments, *((thread.post,) if thread.post else ()))
    if not any(isinstance(when, Age) for one in dated for when in (one.published, one.edited)):
        return thread
    if captured is None:
        message = 'ages like "1 year ago" become dates once the summary says when the source was captured'
        return replace(thread, problems=(*thread.problems, Problem("no-capture-date", message, thread.source)))
    post = thread.post and replace(
        thread.post, published=anchor(thread.post.published, captured), edited=anchor(thread.post.edited, captured)
    )
    comments = (
        replace(c, published=anchor(c.published, captured), edited=anchor(c.edited, captured)) for c in thread.comments
    )
    return replace(thread, post=post, comments=tuple(comments))
