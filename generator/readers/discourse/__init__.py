"""Reads topics of Discourse forums, saved as their API gives them: `/t/<id>.json` and the further pages of their posts.

One obtains them with `curl` (docs/readers.md has the lines); no account is needed where the forum is public. A topic's
answer holds its first posts and the ids of all; further pages are the answers of `/t/<id>/posts.json` and of
`/t/<id>.json?page=2`. What one post says is the matter of `generator.discoursepost`, where the format is described.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.model import Thread
from generator.readers.discourse.pages import read_page
from generator.readers.discourse.topics import same_site, to_thread
from generator.sourcefile import read_whole

NAME = "discourse"
SIGNS = {
    '"post_stream"': re.compile(rb'"post_stream"\s*:'),
    '"post_number"': re.compile(rb'"post_number"\s*:'),
    '"cooked"': re.compile(rb'"cooked"\s*:'),
    '"topic_id"': re.compile(rb'"topic_id"\s*:'),
}
"""What files of this format show, by what to call it where a file lacks some of it."""

_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
_STREAM = re.compile(rb'"post_stream"\s*:\s*\{')
_TOPIC = (re.compile(rb'"archetype"\s*:\s*"'), re.compile(rb'"chunk_size"\s*:\s*\d'))
"""What comes before the posts where keys were sorted, which may be more than the head."""
_POST = (
    re.compile(rb'"cooked"\s*:\s*"|"raw"\s*:\s*"'),
    re.compile(rb'"post_number"\s*:\s*\d'),
    re.compile(rb'"topic_id"\s*:\s*\d'),
    re.compile(rb'"username"\s*:\s*["n]'),
)
_WRAPPED = re.compile(rb'"generator"\s*:\s*"forum-dl"|"latest_posts"\s*:')
"""Marks what holds posts of Discourse, but is another format, or no topic."""
_TOPIC_ID = re.compile(rb'"topic_id"\s*:\s*(\d{1,18})\b|"draft_key"\s*:\s*"topic_(\d{1,18})"')


def sniff(head: bytes, path: Path) -> bool:
    """Whether the file is a topic, a page of its posts, or one post."""
    if not _OBJECT.match(head) or _WRAPPED.search(head):
        return False
    return bool(_STREAM.search(head)) or any(all(mark.search(head) for mark in marks) for marks in (_TOPIC, _POST))


def identify(head: bytes, path: Path) -> str | None:
    """`topic 1148`, which each of its posts carries; a very long first post hides it from the head."""
    found = _TOPIC_ID.search(head) or _TOPIC_ID.search(read_whole(path))
    return f"topic {int(found[1] or found[2])}" if found else None


def read(path: Path) -> Iterator[Thread]:
    """The topic that the file holds, or holds posts of. Raises SourceError."""
    yield from read_together([path])


def read_together(paths: Sequence[Path]) -> Iterator[Thread]:
    """The topic whose pages the files are; several, should topics of several forums share an id. Raises SourceError."""
    for pages in same_site([read_page(path) for path in paths]):
        yield to_thread(pages)
