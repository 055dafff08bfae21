"""Reads what forum-dl saves: boards, threads and posts of a dozen kinds of forums and lists, one JSON object a line.

One obtains it with `forum-dl -o FILE.jsonl ADDRESS` (JSONL is its standard format). It is described by forum-dl's own
source, https://github.com/mikwielgus/forum-dl; versions 0.1 to 0.3 write the same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.model import Thread
from generator.readers.forum_dl.gathering import gather
from generator.readers.forum_dl.keys import Keys
from generator.readers.forum_dl.posts import to_thread
from generator.readers.forum_dl.topics import to_topic

NAME = "forum_dl"
SIGNS = {
    '"generator": "forum-dl"': re.compile(rb'"generator"\s*:\s*"forum-dl"'),
    '"extractor"': re.compile(rb'"extractor"\s*:'),
    '"item"': re.compile(rb'"item"\s*:'),
}
"""What files of this format show, by what to call it where a file lacks some of it."""

_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
_GENERATOR = re.compile(rb'"generator"\s*:\s*"forum-dl"')
_BEGINNING = 512
"""Bytes in which each line says what wrote it."""


def sniff(head: bytes, path: Path) -> bool:
    """Whether the first line was written by forum-dl."""
    return bool(_OBJECT.match(head) and _GENERATOR.search(head, 0, _BEGINNING))


def read(path: Path) -> Iterator[Thread]:
    """Each thread of the file once its last line is read. Raises SourceError."""
    keys = Keys()
    for gathered in gather(path):
        key = "" if gathered.alone else keys.give(gathered)
        yield to_topic(gathered, path, key) if gathered.extractor == "discourse" else to_thread(gathered, path, key)
