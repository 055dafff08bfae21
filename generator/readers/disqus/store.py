"""The posts of an export, put aside until all are there: in a temporary database, which SQLite keeps on the disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from hashlib import blake2b
from types import TracebackType

from generator.readers.disqus.entries import Copy, Entry

_TABLE = """
CREATE TABLE entry (number INTEGER PRIMARY KEY, twin BLOB, id TEXT, discussion TEXT, parent TEXT, origin TEXT,
                    name TEXT, account TEXT, created TEXT, message TEXT, deleted INT, spam INT, line INT)
"""
_ADD = "INSERT INTO entry VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_DISCUSSIONS = "SELECT discussion FROM entry GROUP BY discussion ORDER BY MIN(number)"
_COPIES = """
SELECT twin, origin <> '', discussion FROM entry
WHERE twin IN (SELECT twin FROM entry GROUP BY twin HAVING COUNT(DISTINCT discussion) > 1)
GROUP BY twin, discussion ORDER BY twin, MIN(number)
"""
_ENTRIES = """
SELECT id, discussion, parent, origin, name, account, created, message, deleted, spam, line, twin FROM entry
WHERE discussion = ? ORDER BY number
"""


class EntryStore:
    """Takes the posts in, and gives them back by discussion."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")
        self._database.execute(_TABLE)

    def __enter__(self) -> EntryStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._database.close()

    def add(self, entry: Entry) -> None:
        """Takes in a post."""
        self._database.execute(_ADD, (twin_of(entry), *entry))

    def discussions(self) -> list[str]:
        """Ids of the discussions that have posts, in the order of their first ones."""
        self._database.execute("CREATE INDEX by_discussion ON entry (discussion)")
        self._database.execute("CREATE INDEX by_twin ON entry (twin)")
        return [id_ for (id_,) in self._database.execute(_DISCUSSIONS)]

    def copies(self) -> Iterator[Copy]:
        """The posts that occur in several discussions, once for each of these, copies of one after another."""
        return map(Copy._make, self._database.execute(_COPIES))

    def entries_of(self, discussion: str) -> list[tuple[Entry, bytes]]:
        """The posts of a discussion with their marks, in the order of the file."""
        rows = self._database.execute(_ENTRIES, (discussion,))
        return [(Entry(*told), mark) for *told, mark in rows]


def twin_of(entry: Entry) -> bytes:
    """What copies of a post have in common, and no other post has: author, second, words, and the id they came with."""
    told = "\0".join((entry.origin, entry.account or entry.name, entry.created, entry.message))
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).digest()
