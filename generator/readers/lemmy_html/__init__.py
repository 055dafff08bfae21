"""Reads a debate on Lemmy as a web page, saved by a browser: of lemmy-ui, or of the "old." front end, mlmym.

One obtains it by opening the post, reloading the page, and saving it as HTML. lemmy-ui puts the answers of Lemmy's API
that it shows into its pages; mlmym (https://github.com/rystaf/mlmym) does not, so its pages are read as they look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.lemmy.threads import threads_in
from generator.model import Thread
from generator.readers.lemmy_html.old import to_thread
from generator.readers.lemmy_html.oldpage import parse_page
from generator.readers.lemmy_html.state import MARK, answers_in
from generator.sourcefile import read_text

NAME = "lemmy_html"
SIGNS = {
    "a web page": re.compile(rb"<(?:!doctype|html)\b", re.IGNORECASE),
    '"window.isoData" or a "fedilink"': re.compile(rb"window\.isoData|>fedilink</a>"),
    "a post": re.compile(rb'"path":"[^"]*(?:post|comment)|<div class="post'),
}
"""What files of this format show, by what to call it where a file lacks some of it."""

_STATE_OF_TALK = re.compile(
    rb'window\.isoData\s*=\s*\{[^<]{0,500}?"path":"[^"]*?(?:/|\\u002F)(?P<what>post|comment|p)(?:/|\\u002F)(?P<id>\d+)'
)
_POST_ID = re.compile(rb'"post_id":(\d+)')
_OLD = b">fedilink</a>"
_OLD_POST = re.compile(rb'<div class="post[^"]*" id="p(\d+)"')
_OLD_LIST = re.compile(rb'<div class="(?:rank|activity)"')


def sniff(head: bytes, path: Path) -> bool:
    """Whether it is a page about one post; pages that list several are none."""
    return _STATE_OF_TALK.search(head) is not None or _old_post(head) is not None


def identify(head: bytes, path: Path) -> str | None:
    """`post 20686`, so that further pages of its comments are merged."""
    found = _STATE_OF_TALK.search(head)
    if not found:
        return _old_post(head)
    if found["what"] == b"comment":
        found_inside = _POST_ID.search(head)
        return f"post {found_inside[1].decode()}" if found_inside else None
    return f"post {found['id'].decode()}"


def read(path: Path) -> Iterator[Thread]:
    """The thread on the page. Raises SourceError."""
    text = read_text(path)
    if MARK in text:
        yield from threads_in(answers_in(text, path), path)
    else:
        yield to_thread(parse_page(text, path), path)


def _old_post(head: bytes) -> str | None:
    if _OLD not in head or _OLD_LIST.search(head):
        return None
    posts = _OLD_POST.findall(head)
    return f"post {posts[0].decode()}" if len(posts) == 1 else None
