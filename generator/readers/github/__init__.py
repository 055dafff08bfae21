"""Reads issues, pull requests and discussions of GitHub, with what was said and done in them.

One obtains them from the REST API (an issue, its comments, its timeline; https://docs.github.com/rest), from the
GraphQL API (discussions; https://docs.github.com/graphql), with the `gh` command, with github-backup, or from the
archives of the IETF's working groups (`archive.json`); docs/readers.md has the lines. Answers may be lists, stand one
after another in a file, or lie beside one another in a folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from generator.model import Thread
from generator.readers.github.finds import finds_in
from generator.readers.github.gathering import among_many, gather
from generator.readers.github.pieces import values_of_head

NAME = "github"
SIGNS = {
    "an address of an issue, pull or discussion": re.compile(rb'"https?://[^"\s]+/(?:issues|pulls?|discussions)\b'),
    '"number"': re.compile(rb'"number"\s*:'),
    '"title"': re.compile(rb'"title"\s*:'),
    '"user" or "author"': re.compile(rb'"(?:user|author)"\s*:'),
}
"""What files of this format show, by what to call it where a file lacks some of it."""

_MARK = re.compile(
    rb'"https?://[^"\s]+/(?:issues|pulls?|discussions)/(?:events/|comments/)?\d'
    rb'|"repository"\s*:\s*\{'
)
_ADDRESS = re.compile(rb'"https?://[^"\s/]+(?:/api/v3)?/repos/[^"\s/]+/[^"\s/]+/(?:issues|pulls)/\d')


def sniff(head: bytes, path: Path) -> bool:
    """Whether the file holds threads of GitHub's, or parts of one."""
    if not _MARK.search(head):
        return False
    try:
        return any(find.kind != "broken" for find in finds_in(values_of_head(head), path))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _ADDRESS.search(head) is not None


def identify(head: bytes, path: Path) -> str | None:
    """`owner/name#12` for a file about one thread, `owner/name` for one about many of the same repository."""
    try:
        finds = [find for find in finds_in(values_of_head(head), path) if find.whose]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    threads = {find.whose.id: find.whose for find in finds if find.whose}
    if not threads:
        return None
    first = next(iter(threads.values()))
    many = len(threads) > 1 or any(among_many(find) for find in finds)
    return first.repo if many else first.id


def read(path: Path) -> Iterator[Thread]:
    """The threads in the file. Raises SourceError."""
    yield from gather([path])


def read_together(paths: Sequence[Path]) -> Iterator[Thread]:
    """The threads in the files; what they tell of the same one is put together. Raises SourceError."""
    yield from gather(paths)
