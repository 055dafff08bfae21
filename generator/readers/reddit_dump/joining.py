"""Records gathered by their submission, with memory for a bounded part of them.

A dump that fits into that memory is sorted there. Any other goes through SQLite: into a database without a name, which
lives in its cache and goes to a temporary file as far as it outgrows that; sorting does the same. `SQLITE_TMPDIR` or
`TMPDIR` says where such files go.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain, groupby
from operator import attrgetter

import msgspec

from generator.errors import SourceError
from generator.readers.reddit_dump.dump import Dump, Row
from generator.readers.reddit_dump.records import Record

MEMORY = 56 << 20
"""Bytes that records may take before they go into the database."""
CACHE = 16 << 20
"""Bytes that the database may take."""

_OVERHEAD = 500
"""Bytes of a record besides its words."""
_Gathered = Iterator[tuple[str, list[Row]]]


def gather(dump: Dump, memory: int = MEMORY) -> _Gathered:
    """(submission's id, its records in the order of the dump), oldest submission first. Raises SourceError."""
    rows = dump.rows()
    first = list(_that_fit(rows, memory))
    following = next(rows, None)
    if following is None:
        yield from _gather_here(first)
        return
    try:
        yield from _gather_in_database(chain(first, (following,), rows))
    except sqlite3.Error as cause:
        hint = "make room for temporary files, or name another folder for them in SQLITE_TMPDIR"
        raise SourceError(f"cannot be sorted: {cause}", dump.source, hint=hint) from cause


def _that_fit(rows: Iterator[Row], memory: int) -> Iterator[Row]:
    size = 0
    while size < memory and (row := next(rows, None)):
        size += len(row.record.words) + _OVERHEAD
        yield row


def _gather_here(rows: list[Row]) -> _Gathered:
    rows.sort(key=lambda row: (len(row.thread), row.thread))
    for thread, group in groupby(rows, key=attrgetter("thread")):
        yield thread, list(group)


def _gather_in_database(rows: Iterable[Row]) -> _Gathered:
    with closing(sqlite3.connect("", isolation_level=None)) as database:
        _fill(database, rows)
        decode = msgspec.msgpack.Decoder(Record).decode
        found = database.execute("SELECT * FROM record ORDER BY length(thread), thread, file, line")
        sorted_rows = (Row(thread, file, line, decode(packed)) for thread, file, line, packed in found)
        for thread, group in groupby(sorted_rows, attrgetter("thread")):
            yield thread, list(group)


def _fill(database: sqlite3.Connection, rows: Iterable[Row]) -> None:
    encode = msgspec.msgpack.Encoder().encode
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "temp_store=FILE", f"cache_size=-{CACHE >> 10}"):
        database.execute(f"PRAGMA {pragma}")
    database.execute("CREATE TABLE record (thread TEXT, file INTEGER, line INTEGER, packed BLOB)")
    database.execute("BEGIN")
    packed = ((row.thread, row.file, row.line, encode(row.record)) for row in rows)
    database.executemany("INSERT INTO record VALUES (?, ?, ?, ?)", packed)
    database.execute("COMMIT")
