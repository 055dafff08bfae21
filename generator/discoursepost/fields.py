"""The fields of one post: who wrote it, when, whether it still stands, and in what words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from generator.discoursepost.cooked import plain_html
from generator.discoursepost.place import Place
from generator.discoursepost.shapes import LIKE, Entry, Poll
from generator.model import Author, Markup, State

_POLLS = msgspec.json.Decoder(list[Poll] | None)
_WITHDRAWN = re.compile(r"\s*<p>\((?:post|topic) (?:deleted|withdrawn) by author\b")


def author_of(entry: Entry) -> Author | None:
    """Who wrote a post; None when its account is gone without a name."""
    if not entry.username:
        return None
    holds: Mapping[str, bool | None] = {
        "moderator": entry.moderator,
        "admin": entry.admin,
        "bot": entry.user_id is not None and entry.user_id < 0,
        "banned": entry.user_suspended,
    }
    display = entry.name if entry.name and entry.name != entry.username else None
    return Author(entry.username, None, display, tuple(flag for flag, held in holds.items() if held))


def likes_of(entry: Entry) -> int | None:
    """How many liked a post; None when the export does not count."""
    if entry.actions_summary is None:
        return None
    return sum(action.count or 0 for action in entry.actions_summary if action.id == LIKE)


def state_of(entry: Entry) -> State:
    """Whether a post still stands: an export made by a moderator holds the deleted and the hidden too."""
    if entry.user_deleted or _WITHDRAWN.match(entry.cooked or ""):
        return "deleted"
    if entry.deleted_at:
        by = entry.deleted_by.username if entry.deleted_by else None
        return "removed" if by is not None and by != entry.username else "deleted"
    return "hidden" if entry.hidden else "shown"


def words_of(entry: Entry, state: State, place: Place) -> tuple[str, Markup]:
    """The words of a post, as far as the public could read them, and their markup."""
    if state != "shown":
        return "", "html"
    if entry.cooked is None:
        return entry.raw or "", "commonmark"
    polls = {poll.name or "poll": poll for poll in _polls(entry)} if 'class="poll' in entry.cooked else {}
    return plain_html(entry.cooked, replace(place, polls=polls) if polls else place), "html"


def _polls(entry: Entry) -> Sequence[Poll]:
    try:
        return _POLLS.decode(entry.polls) or ()
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ()
