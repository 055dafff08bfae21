"""Reads dumps of Reddit: Pushshift's and Arctic Shift's files of submissions and comments, as JSON lines or as CSV.

One obtains them by month or by subreddit as torrents, or from Arctic Shift's download page (docs/readers.md). They are
described at https://github.com/ArthurHeitmann/arctic_shift/blob/master/file_content_explanations.md, with the fields of
every month under `schemas`. Submissions and comments mostly lie in two files, in any order and far apart, so records
are first gathered by their submission in a temporary database: memory stays the same however large a dump is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from generator.errors import SourceError
from generator.model import Problem, Skipped, Thread
from generator.readers.reddit_dump.account import Account
from generator.readers.reddit_dump.dump import Dump, Row
from generator.readers.reddit_dump.joining import gather
from generator.readers.reddit_dump.names import stem_of
from generator.readers.reddit_dump.sniffing import holds_records
from generator.readers.reddit_dump.talk import to_thread

NAME = "reddit_dump"
SIGNS = {
    '"created_utc"': re.compile(rb"\bcreated_utc\b"),
    '"subreddit"': re.compile(rb"\bsubreddit\b"),
    '"link_id" or "selftext"': re.compile(rb"\b(?:link_id|selftext)\b"),
    '"author"': re.compile(rb"\bauthor\b"),
}
"""What files of this format show, by what to call it where a file lacks some of it."""


def sniff(head: bytes, path: Path) -> bool:
    """Whether the first lines are submissions or comments, or the first is a header that names their fields."""
    return holds_records(head)


def identify(head: bytes, path: Path) -> str | None:
    """What is left of the file's name without the word that tells submissions from comments; None if there is none."""
    stem = stem_of(path)
    return None if stem is None else f"dump {stem}"


def read(path: Path) -> Iterator[Thread]:
    """A thread for each submission in the file, and for each that is absent but commented on. Raises SourceError."""
    return map(make, split([path]))


def read_together(paths: Sequence[Path]) -> Iterator[Thread]:
    """The same for several files, whose submissions and comments are joined. Raises SourceError."""
    return map(make, split(paths))


def split(paths: Sequence[Path]) -> Iterator[bytes]:
    """For each of the threads in the files all that it is made of. Raises SourceError."""
    dump = Dump(tuple(paths), place_of(paths))
    encode = msgspec.msgpack.Encoder(enc_hook=str).encode
    empty = True
    for id_, rows in gather(dump):
        empty = False
        yield encode((id_, rows, paths, dump.is_plain, *dump.take_account()))
    if empty:
        raise _nothing_found(dump)


def make(piece: bytes) -> Thread:
    """The thread of a piece."""
    id_, rows, paths, is_plain, problems, skipped = _decode(piece)
    dump = Dump(paths, place_of(paths), plain=int(is_plain))
    return to_thread(id_, rows, Account(dump, problems, skipped))


_Piece = tuple[str, list[Row], tuple[Path, ...], bool, list[Problem], list[Skipped]]
_decode = msgspec.msgpack.Decoder(_Piece, dec_hook=lambda kind, value: kind(value)).decode


def place_of(paths: Sequence[Path]) -> Path:
    """The path that stands for files of one dump: what they are named alike, or their folder where that is nothing."""
    return paths[0] if len(paths) == 1 else paths[0].parent / (stem_of(paths[0]) or "")


def _nothing_found(dump: Dump) -> SourceError:
    line = dump.problems[0].line if dump.problems else 1
    reason = f": {dump.problems[0].message}" if dump.problems else ""
    hint = "docs/readers.md says what a dump looks like"
    return SourceError(f"holds no submission and no comment{reason}", dump.paths[0], line, hint=hint)
