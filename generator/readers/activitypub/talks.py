"""Sorts what was said into talks: things that answer each other, or that their server counts to one conversation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from generator.readers.activitypub.entries import Entry

_UNDATED = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Talk:
    """The entries of one thread."""

    post: Entry | None
    """Its start, if that is there."""
    comments: tuple[Entry, ...]
    """The rest, oldest first."""

    @property
    def root(self) -> str:
        """The id of the start, be it there or not."""
        if self.post:
            return self.post.id
        known = {one.id for one in self.comments}
        absent = (one.parent for one in self.comments if one.parent and one.parent not in known)
        return next(absent, self.comments[0].id)


def talks_of(entries: Iterable[Entry], absent: Mapping[str, str]) -> list[Talk]:
    """The entries sorted into talks, in the order in which the source first touches each.

    `absent` tells what things answer that may not be there, by id.
    """
    told = list(entries)
    names = {alias: one.id for one in told for alias in one.aliases} | {one.id: one.id for one in told}
    told = [_led(one, names.get(one.parent or "", one.parent)) for one in told]
    ties = _Ties()
    for id_, parent in absent.items():
        ties.tie(id_, parent)
    starts, known = _starts(told), {one.id for one in told}
    for one in told:
        if one.parent:
            ties.tie(one.id, one.parent)
        lost = one.parent is not None and one.parent not in known
        if one.conversation and (lost or one.id == starts[one.conversation]):
            ties.tie(one.id, f"conversation {one.conversation}")
    talks: dict[str, list[Entry]] = {}
    for one in told:
        talks.setdefault(ties.end(one.id), []).append(one)
    return [_talk(members) for members in talks.values()]


def _led(one: Entry, parent: str | None) -> Entry:
    return one if one.parent == parent else replace(one, parent=parent)


def _starts(told: Iterable[Entry]) -> dict[str, str]:
    """The oldest of each conversation. What answers nothing and is younger answered something that was deleted."""
    oldest: dict[str, Entry] = {}
    for one in told:
        if one.conversation and _age(one) < _age(oldest.setdefault(one.conversation, one)):
            oldest[one.conversation] = one
    return {conversation: one.id for conversation, one in oldest.items()}


def _age(one: Entry) -> datetime:
    return one.published.at if one.published else _UNDATED


def _talk(members: list[Entry]) -> Talk:
    members.sort(key=_age)
    post = next((one for one in members if one.parent is None), None)
    return Talk(post, tuple(one for one in members if one is not post))


class _Ties:
    """Names tied to each other, directly or over others; those tied have one end in common."""

    def __init__(self) -> None:
        self._next: dict[str, str] = {}

    def tie(self, one: str, other: str) -> None:
        self._next[self.end(one)] = self.end(other)

    def end(self, name: str) -> str:
        end = name
        while (after := self._next.get(end, end)) != end:
            end = after
        while name != end:  # the next one who asks finds it in one step
            name, self._next[name] = self._next[name], end
        return end
