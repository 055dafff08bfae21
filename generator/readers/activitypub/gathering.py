"""Everything that files of activities, objects, actors and statuses hold, sorted by what it is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from generator.jsonfile import read_values
from generator.model import Problem, Skipped, Timestamp
from generator.readers.activitypub.entries import Entry
from generator.readers.activitypub.inside import (
    LISTS,
    Found,
    answers_inside,
    completed,
    holds_something,
    middle_of,
    opened,
)
from generator.readers.activitypub.objects import TALK, entry_of
from generator.readers.activitypub.people import ACTORS, People
from generator.readers.activitypub.statuses import entry_of_status, is_status
from generator.readers.activitypub.values import Item, address_of, kind_of, text_of

COLLECTIONS = ("OrderedCollection", "Collection", "OrderedCollectionPage", "CollectionPage")
"""Types of lists."""
CARRIERS = ("Create", "Update", "Announce")
"""Types of activities that may bring an object along."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """That something was deleted."""

    source: Path
    """The file that says so."""
    by: str | None
    """Who did it, by address; None when the source does not say."""


@dataclass(slots=True)
class Gathering:
    """What was found so far."""

    entries: dict[str, Entry] = field(default_factory=dict)
    """What was said, by id, in the order of the source."""
    people: People = field(default_factory=People)
    """Who is known."""
    parents: dict[str, str] = field(default_factory=dict)
    """What absent things answer, as far as that is known, by id."""
    deletions: dict[str, Deletion] = field(default_factory=dict)
    """What was deleted, by id."""
    problems: list[Problem] = field(default_factory=list)
    """Oddities."""
    skipped: list[Skipped] = field(default_factory=list)
    """What is no part of a thread."""
    listed: bool = False
    """Whether anything came in a list that may hold many threads."""
    statuses: bool = False
    """Whether it came from Mastodon's API."""

    def read(self, path: Path) -> None:
        """Takes in a file. Raises SourceError when it is not JSON."""
        values = read_values(path)
        waiting: list[Found] = [(f"[{n}]" if len(values) > 1 else ".", one) for n, one in enumerate(values)][::-1]
        while waiting:
            place, value = waiting.pop()
            try:
                value = opened(value)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as cause:
                self._unreadable(place, path, str(cause))
                continue
            waiting += [(place.rstrip(".") + step, one) for step, one in self._sort(place, value, path)][::-1]

    def _sort(self, place: str, value: Any, path: Path) -> list[Found]:
        """Puts a value where it belongs, and gives what has to be looked at inside of it."""
        if isinstance(value, list):
            return [(f"[{number}]", one) for number, one in enumerate(value)]
        if not isinstance(value, dict):
            self.skipped.append(Skipped(path, _name(value, place), "only the address of it is in the file"))
            return []
        kind = kind_of(value)
        if kind in COLLECTIONS or {"ancestors", "descendants"} <= value.keys():
            self.listed |= kind in COLLECTIONS
            if kind not in COLLECTIONS:
                self.statuses = True
                self.parents |= middle_of(value)
            return [(f".{key}", value[key]) for key in LISTS if holds_something(value.get(key))]
        if is_status(value) or kind in TALK:
            self.statuses |= is_status(value)
            return self._keep(place, value, path)
        if kind in ACTORS:
            self.people.learn(value)
        elif kind == "Tombstone":
            self._bury(value, None, path)
        else:
            return self._act(place, kind, value, path)
        return []

    def _keep(self, place: str, item: Item, path: Path) -> list[Found]:
        if isinstance(item.get("reblog"), dict):
            self.skipped.append(Skipped(path, _name(item.get("id"), place), "a boost"))
            return []
        entry = entry_of_status(item, path, self.people) if is_status(item) else entry_of(item, path, self.people)
        if entry is None:
            self._unreadable(place, path, "it has no id")
            return []
        if entry.published is None and text_of(item, "published", "created_at"):
            self.problems.append(Problem("bad-date", f"{entry.id} has a date that is none", path))
        if entry.refused:
            self.skipped.append(Skipped(path, entry.id, entry.refused))
        else:
            self._add(entry)
        return list(answers_inside(item))

    def _add(self, entry: Entry) -> None:
        """Of two tellings of the same, the one that was changed last is kept; of two alike, the last."""
        older = self.entries.get(entry.id)
        if older:
            if _age(older) > _age(entry):
                older, entry = entry, older
            self.skipped.append(Skipped(older.source, older.id, "told again, and kept as it was last"))
        self.entries[entry.id] = entry

    def _act(self, place: str, kind: str, item: Item, path: Path) -> list[Found]:
        """Does what an activity says, as far as that concerns words."""
        inner = item.get("object")
        if kind in CARRIERS and isinstance(inner, dict):
            return [(".object", completed(inner, item) if kind != "Announce" else inner)]
        if kind == "Delete":
            self._bury(inner, address_of(item.get("actor")), path)
        elif kind == "Undo" and isinstance(inner, dict) and kind_of(inner) == "Delete":
            self.deletions.pop(address_of(inner.get("object")) or "", None)
        else:
            reason = "a boost" if kind == "Announce" else f"{kind or 'something'}: it holds no words"
            self.skipped.append(Skipped(path, _name(item.get("id"), place), reason))
        return []

    def _bury(self, what: Any, by: str | None, path: Path) -> None:
        address = address_of(what)
        if address and (by or address not in self.deletions):
            self.deletions[address] = Deletion(path, by)

    def _unreadable(self, place: str, path: Path, reason: str) -> None:
        self.problems.append(Problem("unreadable-comment", f"{place} cannot be read: {reason}", path))
        self.skipped.append(Skipped(path, place, reason))

    def finish(self) -> list[Entry]:
        """All entries, without the words of those that were deleted; what only its answers remain of among them."""
        answered = {entry.parent for entry in self.entries.values()}
        told = list(self.entries.values())
        for address, deletion in self.deletions.items():
            if address in answered and address not in self.entries:
                told.append(Entry(id=address, source=deletion.source))
            elif address not in self.entries:
                self.skipped.append(Skipped(deletion.source, address, "deleted, and nothing in the file answers it"))
        return [_buried(entry, self.deletions.get(entry.id)) for entry in told]


def _buried(entry: Entry, deletion: Deletion | None) -> Entry:
    if deletion is None:
        return entry
    own = deletion.by is None or entry.actor is None or deletion.by == entry.actor
    return replace(entry, state="deleted" if own else "removed", title="", body="", url=None, attachments=())


def _name(value: Any, place: str) -> str:
    return value if isinstance(value, str) and value else place


def _age(entry: Entry) -> float:
    told = entry.edited or entry.published
    return told.at.timestamp() if isinstance(told, Timestamp) else 0.0
