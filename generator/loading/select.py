"""Which debates a site wants, out of all that its sources hold: `select` in its settings."""

from __future__ import annotations

from datetime import datetime

from generator.config import Select
from generator.model import Thread, Timestamp


def why_not(thread: Thread, select: Select) -> str | None:
    """What keeps a thread out of the site, as one phrase; None when nothing does.

    What a source does not tell keeps nothing out: a mailing list has no votes, and pasted text has no date.
    """
    comments = sum(comment.state != "missing" for comment in thread.comments)
    if comments < select.min_comments:
        return f"fewer than {select.min_comments} comment{'s' if select.min_comments > 1 else ''}"
    score = thread.post.score if thread.post else None
    if select.min_score is not None and score is not None and score < select.min_score:
        return f"a score below {select.min_score}"
    if select.communities and thread.community and not _is_among(thread.community, select.communities):
        return f"in {thread.community}"
    start = _start_of(thread)
    if select.after and start and start < select.after.at:
        return f"begun before {select.after.iso()}"
    if select.before and start and start >= select.before.at:
        return f"not begun before {select.before.iso()}"
    return None


def _is_among(community: str, wanted: tuple[str, ...]) -> bool:
    """Whether it is one of those, whose names may lack the sign of their kind: `mills` for `r/mills`."""
    names = {community.casefold(), community.rpartition("/")[2].casefold()}
    return any(name.casefold() in names for name in wanted)


def _start_of(thread: Thread) -> datetime | None:
    """When the opening post was written; the first of the comments where there is none, or where it has no date."""
    if thread.post and isinstance(thread.post.published, Timestamp):
        return thread.post.published.at
    dates = (comment.published.at for comment in thread.comments if isinstance(comment.published, Timestamp))
    return min(dates, default=None)
