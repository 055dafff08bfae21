"""Reads answers of Reddit's API, saved as they come: `/comments/<id>.json`, and `/api/morechildren` beside them.

One obtains them by writing `.json` at the end of a thread's address (docs/readers.md has the lines). The first answer
leaves out what the page would fold away; `morechildren`, or the same of a single comment, gives that, and files of one
folder that tell of the same thread are read as one. The format is described at https://www.reddit.com/dev/api.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator.errors import SourceError
from generator.model import Thread
from generator.readers.reddit_json.account import Account
from generator.readers.reddit_json.capture import Capture, captures_in
from generator.readers.reddit_json.shapes import PostData
from generator.readers.reddit_json.talk import start_of, to_thread
from generator.readers.reddit_json.things import Thing, Unread, find_things
from generator.urls import slug

NAME = "reddit_json"
SIGNS = {
    '"kind"': re.compile(rb'"kind"\s*:'),
    '"children" or "things"': re.compile(rb'"(?:children|things)"\s*:'),
    '"t1", "t3" or "more"': re.compile(rb'"(?:t1|t3|more)"'),
}
"""What files of this format show, by what to call it where a file lacks some of it."""

_START = re.compile(rb'\A(?:\xef\xbb\xbf)?[\s\[]*\{\s*"(?:kind|data|json)"\s*:')
_THINGS = re.compile(rb'"(?:children|things)"\s*:\s*\[\s*\{\s*"kind"\s*:\s*"(?:t1|t3|more)"')
_THINGS_SORTED = re.compile(rb'"(?:children|things)"\s*:\s*\[\s*\{\s*"data"\s*:.*"t[1-6]_[0-9A-Za-z]+"', re.DOTALL)
"""The same where a tool has sorted the keys, so that the kind is told at the end."""
_PRIVATE = re.compile(rb'"was_comment"\s*:')
"""Marks an inbox, which holds what others answered besides what they wrote in private."""

_POST_NAMES = (
    re.compile(rb'"link_id"\s*:\s*"t3_([0-9A-Za-z]+)"'),
    re.compile(rb'"(?:name|parent_id)"\s*:\s*"t3_([0-9A-Za-z]+)"'),
    re.compile(rb'"permalink"\s*:\s*"/(?:r|u|user)/[^/"]+/comments/([0-9A-Za-z]+)/'),
)
"""Where the id of the post stands, the surest place first."""
_ORIGINAL = re.compile(rb'"crosspost_parent"\s*:\s*"t3_([0-9A-Za-z]+)"')


def sniff(head: bytes, path: Path) -> bool:
    """Whether the file holds listings of posts and comments, or an answer to `morechildren`."""
    if not _START.search(head) or _PRIVATE.search(head):
        return False
    return bool(_THINGS.search(head) or _THINGS_SORTED.search(head))


def identify(head: bytes, path: Path) -> str | None:
    """The full name of the post, `t3_3hahrw`; of several the first. What a crosspost repeats is another post."""
    original = _ORIGINAL.search(head)
    ids = (found[1] for names in _POST_NAMES for found in names.finditer(head))
    found = next((id_ for id_ in ids if not original or id_ != original[1]), None)
    return f"t3_{found.decode()}" if found else _first_post(path)


def _first_post(path: Path) -> str | None:
    """The post of a file that begins with more words than one is shown of it."""
    try:
        post = next((thing for thing in find_things(path) if isinstance(thing, PostData)), None)
    except SourceError:
        return None
    return f"t3_{post.id}" if post else None


def read(path: Path) -> Iterator[Thread]:
    """One thread for each post that the file holds, or holds comments on. Raises SourceError."""
    return read_together([path])


def read_together(paths: Sequence[Path]) -> Iterator[Thread]:
    """One thread for each post that the files hold, or hold comments on. Raises SourceError."""
    captures: dict[str, list[Capture]] = {}
    unread: list[tuple[Unread, Path]] = []
    for path in paths:
        things: list[Thing] = []
        broken: list[Unread] = []
        for thing in find_things(path):
            broken.append(thing) if isinstance(thing, Unread) else things.append(thing)
        found = captures_in(path, things)
        if not found:
            raise _nothing_found(path, broken)
        for name, capture in found.items():
            captures.setdefault(name, []).append(capture)
        unread += ((one, path) for one in broken)
    for name, own in captures.items():
        account = Account(start_of(own))
        for one, path in unread:
            account.report_unread(one, path)
        unread = []
        thread = to_thread(name, own, account)
        yield replace(thread, key=_key(thread)) if len(captures) > 1 else thread


def _key(thread: Thread) -> str:
    id_ = thread.id.removeprefix("t3_")
    return f"{slug(thread.title)}-{id_}" if thread.title else id_


def _nothing_found(path: Path, broken: Sequence[Unread]) -> SourceError:
    reason = f": {broken[0].place} cannot be read: {broken[0].reason}" if broken else ""
    return SourceError(f"holds no post and no comment{reason}", path, 1, hint="docs/readers.md says what to save")
