"""What is known of a dump as a whole: its files, what in them cannot be used, and how its words are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from generator.errors import SourceError
from generator.model import Problem, Skipped
from generator.readers.reddit_dump.ids import thread_of
from generator.readers.reddit_dump.lines import json_records
from generator.readers.reddit_dump.records import Record
from generator.readers.reddit_dump.tables import csv_records
from generator.sourcefile import read_head

MOST_UNREADABLE = 10_000
"""Lines that may be broken before the dump is refused, so that the account of them stays small."""


class Row(NamedTuple):
    """A record and where it stands."""

    thread: str
    """The id of the submission that it is or belongs to."""
    file: int
    """The file's number among those of the dump."""
    line: int
    """Counted from 1."""
    record: Record
    """What stands there."""


@dataclass(frozen=True, slots=True)
class DumpFiles:
    """The files of a dump, and how words stand in them. Plain data; crosses process borders."""

    paths: tuple[Path, ...]
    """The files."""
    source: Path
    """The path that stands for them."""
    is_plain: bool
    """Whether words stand in them as they were written."""

    def unescape(self, words: str) -> str:
        """The words as they were written: Reddit's API, and so most dumps, have `&lt;`, `&gt;` and `&amp;` in them.

        Dumps that were made otherwise do not, so where as many records or more have the plain signs all are left alone.
        """
        if "&" not in words or self.is_plain or "<" in words or ">" in words:
            return words
        return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@dataclass(slots=True)
class Dump:
    """Filled in while the records are read; the first thread takes the account of what could not be."""

    paths: tuple[Path, ...]
    """The files."""
    source: Path
    """The path that stands for them."""
    problems: list[Problem] = field(default_factory=list)
    """Lines that cannot be read."""
    skipped: list[Skipped] = field(default_factory=list)
    """Those of them that were comments."""
    escaped: int = 0
    """Records with `&lt;`, `&gt;` or `&amp;` in their words, and no plain sign."""
    plain: int = 0
    """Records with `<` or `>` in their words."""

    def rows(self) -> Iterator[Row]:
        """All records that can be read, in the order of the files. Raises SourceError."""
        for number, path in enumerate(self.paths):
            is_json = read_head(path).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")
            for line, raw, record in (json_records if is_json else csv_records)(path):
                if isinstance(record, str):
                    self._refuse(path, line, raw, record)
                    continue
                thread = thread_of(record)
                if thread is None or not (record.is_comment or record.title is not None):
                    self._refuse(path, line, raw, "neither a submission nor a comment on one")
                    continue
                self._weigh(f"{record.title}\n{record.words}" if record.title else record.words)
                yield Row(thread, number, line, record)

    def files(self) -> DumpFiles:
        """Its files; asked once all records are read."""
        return DumpFiles(self.paths, self.source, is_plain=self.plain >= max(self.escaped, 1))

    def take_account(self) -> tuple[list[Problem], list[Skipped]]:
        """What there is to tell of the lines that cannot be read, once."""
        account = self.problems, self.skipped
        self.problems, self.skipped = [], []
        return account

    def _weigh(self, words: str) -> None:
        if "<" in words or ">" in words:
            self.plain += 1
        elif "&lt;" in words or "&gt;" in words or "&amp;" in words:
            self.escaped += 1

    def _refuse(self, path: Path, line: int, raw: bytes, reason: str) -> None:
        if len(self.problems) == MOST_UNREADABLE:
            raise SourceError(f"more than {MOST_UNREADABLE} lines cannot be read: {reason}", path, line)
        is_comment = b"parent_id" in raw or b"link_id" in raw or b"body" in raw or b"title" not in raw
        what = "comment" if is_comment else "post"
        self.problems.append(Problem(f"unreadable-{what}", f"this line cannot be read: {reason}", path, line))
        if is_comment:
            self.skipped.append(Skipped(path, f"line {line}", reason))
