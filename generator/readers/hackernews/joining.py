"""Items put together into threads in bounded memory, whatever order and how many files they come in.

A dump of the whole site does not fit into memory, and neither does a table of what answers what. So the items go into
an SQLite database without a name, which SQLite keeps in memory as long as it is small, then in a temporary file.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import msgspec

from generator.errors import SourceError
from generator.readers.hackernews.shapes import Item, above

_CACHE = 32_768
"""KiB of the database that stay in memory."""
_TABLES = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -{_CACHE};
CREATE TABLE items (
    id INTEGER PRIMARY KEY, above INTEGER, story INTEGER, item BLOB,
    file INTEGER, line INTEGER, first INTEGER, times INTEGER
);
CREATE TABLE places (root INTEGER, id INTEGER, PRIMARY KEY (root, id)) WITHOUT ROWID;
"""
_KEEP = """
INSERT INTO items VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?5, 1)
ON CONFLICT (id) DO UPDATE SET
    above = excluded.above, story = excluded.story, item = excluded.item,
    file = excluded.file, line = excluded.line, times = times + 1
"""
_SPREAD = """
INSERT INTO places
WITH RECURSIVE walk (root, id) AS (
    {start}
    UNION
    SELECT walk.root, items.id FROM walk JOIN items ON items.above = walk.id
)
SELECT root, id FROM walk
"""
_FROM_ROOTS = _SPREAD.format(
    start="""
    SELECT coalesce(story, above, id), id FROM items
    WHERE above IS NULL OR NOT EXISTS (SELECT 1 FROM items AS answered WHERE answered.id = items.above)
    """
)
_FROM_ONE = _SPREAD.format(start="SELECT ?1, ?1")
_LEFT = """
SELECT id FROM items
WHERE id > ? AND NOT EXISTS (SELECT 1 FROM places WHERE places.id = items.id) ORDER BY id LIMIT 1
"""
_ALL = """
SELECT root, item, file, line, first, times FROM places JOIN items USING (id) ORDER BY root, places.id
"""
_ITEM = msgspec.msgpack.Decoder(Item)


@dataclass(frozen=True, slots=True)
class Told:
    """An item, and where it was told."""

    item: Item
    """As it was told last."""
    path: Path
    """The file that told it last."""
    line: int | None
    """The line there."""
    first: Path
    """The file that told it first."""
    times: int
    """How often it was told."""


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one thread."""

    root: int
    """Id of its story; where that is unknown, of the topmost item that is known of."""
    told: tuple[Told, ...]
    """In the order of their ids; the root may be absent."""
    elsewhere: frozenset[int]
    """Ids that the items count among their answers, and which are those of another thread."""


def join(items: Iterable[tuple[Item, int, int | None]], paths: Sequence[Path]) -> Iterator[Group]:
    """Items, each with the place of its file in `paths` and its line -> threads by the id of their root.

    Of an item that is told more than once the last one counts. Raises SourceError.
    """
    try:
        with closing(sqlite3.connect("")) as database:
            database.executescript(_TABLES)
            database.executemany(_KEEP, map(_row, items))
            database.execute("CREATE INDEX answers ON items (above)")
            database.execute(_FROM_ROOTS)
            _place_circles(database)
            yield from _groups(database, paths)
    except sqlite3.Error as cause:
        hint = "see that there is room in the folder for temporary files"
        raise SourceError(f"its items cannot be sorted: {cause}", paths[0], hint=hint) from cause


def _row(told: tuple[Item, int, int | None]) -> tuple[int, int | None, int | None, bytes, int, int | None]:
    item, file, line = told
    return item.id, above(item), item.story, msgspec.msgpack.encode(item), file, line


def _place_circles(database: sqlite3.Connection) -> None:
    """Items that answer each other in a circle have no root: of each circle the lowest id becomes theirs."""
    (placed,) = database.execute("SELECT count(*) FROM places").fetchone()
    (known,) = database.execute("SELECT count(*) FROM items").fetchone()
    if placed == known:
        return
    database.execute("CREATE INDEX placed ON places (id)")
    done = -1
    while left := database.execute(_LEFT, (done,)).fetchone():
        (done,) = left
        database.execute(_FROM_ONE, (_lowest_of_circle(done, database),))


def _lowest_of_circle(id_: int, database: sqlite3.Connection) -> int:
    """The lowest id in the circle that the way up from an item ends in."""
    way: dict[int, None] = {}
    while id_ not in way:
        way[id_] = None
        (id_,) = database.execute("SELECT above FROM items WHERE id = ?", (id_,)).fetchone()
    steps = list(way)
    return min(steps[steps.index(id_) :])


def _groups(database: sqlite3.Connection, paths: Sequence[Path]) -> Iterator[Group]:
    for root, rows in groupby(database.execute(_ALL), key=itemgetter(0)):
        told = tuple(
            Told(_ITEM.decode(item), paths[file], line, paths[first], times)
            for _, item, file, line, first, times in rows
        )
        yield Group(root, told, _known_elsewhere(told, database))


def _known_elsewhere(told: Sequence[Told], database: sqlite3.Connection) -> frozenset[int]:
    here = {one.item.id for one in told}
    absent = {kid for one in told for kid in one.item.kids or () if kid not in here}
    if not absent:
        return frozenset()
    found = database.execute(
        "SELECT id FROM items WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(sorted(absent)),)
    )
    return frozenset(id_ for (id_,) in found)
