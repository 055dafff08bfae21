"""Reads answers of Lemmy's HTTP API, saved as they come: `/api/v3/post`, `/api/v3/comment/list` and their kin.

One obtains them with `curl` (docs/readers.md has the lines). A file may hold one answer, a list of answers, or answers
written one after another, and need not hold the post. The format is described at https://join-lemmy.org/api: v3 is
Lemmy 0.16 to 0.19, v4 is Lemmy 1.0; the flat answers of 2020 are read too. The API lists comments in whatever order it
was asked for, so those that answer the same one are put in the order of their dates, then of their ids: oldest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.jsonfile import read_values
from generator.lemmy.threads import threads_in
from generator.model import Thread

NAME = "lemmy_json"
SIGNS = {
    '"creator_id"': re.compile(rb'"creator_id"\s*:'),
    '"ap_id"': re.compile(rb'"ap_id"\s*:'),
    "a post or a comment": re.compile(rb'"(?:post_view|comment_view|posts?|comments?|items)"\s*:'),
}
"""What files of this format show, by what to call it where a file lacks some of it."""

_TALK = re.compile(
    rb'"(?:post_view|comment_view|post|comment)"\s*:\s*\{'  # one view, or a flat post or comment
    rb'|"(?:posts|comments|items)"\s*:\s*\[\s*\{'  # a list of them
    rb'|\A\W*\{\s*"id"\s*:'  # a list of flat ones without a name
)
_MARKS = (
    re.compile(rb'"creator_id"\s*:\s*\d'),
    re.compile(rb'"ap_id"\s*:\s*"'),
    re.compile(rb'"(?:post|community)_id"\s*:\s*\d'),
)
_NO_THREAD = re.compile(rb'"(?:\w+_(?:report|reply|mention)|user_mention_id|mod_\w+|modlog|notification)"\s*:')
"""Marks answers about comments, for the eyes of moderators or of one reader; none of these is a thread's export."""

_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
"""Marks web pages, which may hold such answers too."""

_ID_INSIDE = rb'\s*\{(?:[^"{}]|"(?:[^"\\]|\\.)*")*?"id"\s*:\s*(\d+)'
_POST_IDS = (
    re.compile(rb'"post"\s*:' + _ID_INSIDE, re.DOTALL),
    re.compile(rb'"post_id"\s*:\s*(\d+)'),
    re.compile(rb'"posts"\s*:\s*\[' + _ID_INSIDE, re.DOTALL),
)
"""Where a post's id stands, the surest place first."""


def sniff(head: bytes, path: Path) -> bool:
    """Whether the file holds a post or comments as Lemmy's API gives them."""
    if _PAGE.match(head):
        return False
    return all(mark.search(head) for mark in (*_MARKS, _TALK)) and not _NO_THREAD.search(head)


def identify(head: bytes, path: Path) -> str | None:
    """`post 20686`, be it the post that the file holds, its comments, or both; of several posts the first."""
    start = max(head.find(b'"post_view"'), 0)  # other posts may precede it: those that link to the same page
    found = next(filter(None, (ids.search(head, at) for at in (start, 0) for ids in _POST_IDS)), None)
    return f"post {found[1].decode()}" if found else None


def read(path: Path) -> Iterator[Thread]:
    """One thread for each post that the file holds, or holds comments of. Raises SourceError."""
    yield from threads_in(read_values(path), path)
