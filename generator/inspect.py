"""What a reader sees in a file: for people as a tree, for programs as one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

import msgspec

from generator.english import count
from generator.export.thread_json import thread_record
from generator.loading.dates import anchor_dates
from generator.loading.discover import recognise
from generator.loading.unknown import unknown_file
from generator.model import Comment, Thread
from generator.ownlayouts import OWN_LAYOUTS
from generator.readers import Reader, all_readers
from generator.render.wordfiles import ENGLISH, load_words
from generator.render.words import Words
from generator.sourcefile import read_head
from generator.summary import SUFFIXES, read_summary

WORDS = 50
"""Characters of a comment's words in the tree."""


def inspect_file(path: Path) -> tuple[str, Iterator[Thread]]:
    """The name of the reader that knows the file, and its threads, dated by the summary beside it if there is one.

    Raises SourceError when no reader knows the file or it cannot be read.
    """
    readers = all_readers()
    source = recognise(path, PurePosixPath(path.name), readers)
    if source is None:
        raise unknown_file(read_head(path), path, readers)
    reader = {reader.NAME: reader for reader in readers}[source.reader]
    return reader.NAME, _dated(path, reader)


def as_json(thread: Thread) -> str:
    """The thread as one line of JSON."""
    return msgspec.json.encode(thread_record(thread)).decode()


def as_tree(thread: Thread) -> Iterator[str]:
    """The thread as lines for a person: its title, counts, comments with their depth, and problems."""
    told = [comment for comment in thread.comments if comment.state != "missing"]
    depth = max((comment.depth for comment in thread.comments), default=0)
    people = len({comment.author.handle for comment in told if comment.author})
    yield f"{thread.title or 'Untitled'} ({thread.platform})"
    yield f"{count(len(told), 'comment')} by {count(people, 'person', 'people')}, {count(depth, 'level')} deep"
    if thread.post is not None:
        yield _line("post", thread.post.body)
    yield from (_comment_line(comment) for comment in thread.comments)
    yield from (f"{problem.path}:{problem.line or 1}: {problem.kind}: {problem.message}" for problem in thread.problems)
    yield from (f"{one.source}: {one.id} was not used: {one.reason}" for one in thread.skipped)


def _dated(path: Path, reader: Reader) -> Iterator[Thread]:
    beside = (path.with_suffix(suffix) for suffix in SUFFIXES if path.suffix not in SUFFIXES)
    summaries = (read_summary(file)[0] for file in beside if file.is_file())
    captured = next((summary.captured for summary in summaries if summary), None)
    return (anchor_dates(thread, captured) for thread in reader.read(path))


def _comment_line(comment: Comment) -> str:
    author = comment.author.handle if comment.author else "?"
    score = "" if comment.score is None else f", {count(comment.score, 'point')}"
    day = _english().day
    edited = f", edited {day(comment.edited)}" if comment.edited else ""
    label = f"{author}, {day(comment.published)}{score}{edited}"
    state = "" if comment.state == "shown" else f"[{comment.state}] "
    return "  " * comment.depth + _line(label, state + comment.body)


@cache
def _english() -> Words:
    """What pages say; the terminal speaks English, whatever a site does."""
    return load_words((OWN_LAYOUTS,), ENGLISH).words


def _line(label: str, words: str) -> str:
    line = " ".join(words.split())
    return f"{label}: {line if len(line) <= WORDS else line[: WORDS - 1] + '…'}"
