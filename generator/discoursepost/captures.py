"""Posts that were captured more than once, as on pages that overlap: the newest capture of each counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.discoursepost.shapes import SMALL_ACTION, Entry
from generator.model import Skipped


@dataclass(frozen=True, slots=True)
class Capture:
    """A post as one file has it."""

    entry: Entry
    """The post."""
    path: Path
    """The file it is in."""


def newest(captures: Iterable[Capture]) -> tuple[list[Capture], list[Skipped]]:
    """The newest capture of each post by the posts' numbers, and the comments that were told again.

    Of captures that are as new, the one given last is kept.
    """
    kept: dict[int, Capture] = {}
    again = []
    for capture in captures:
        former = kept.get(capture.entry.id)
        if former is None:
            kept[capture.entry.id] = capture
            continue
        older, newer = (former, capture) if _age(former) <= _age(capture) else (capture, former)
        kept[capture.entry.id] = newer
        if capture.entry.post_number != 1 and capture.entry.post_type != SMALL_ACTION:
            again.append(Skipped(older.path, str(capture.entry.id), f"told again by {newer.path.name}"))
    return sorted(kept.values(), key=lambda capture: (capture.entry.post_number, capture.entry.id)), again


def _age(capture: Capture) -> tuple[int, str]:
    return capture.entry.version or 1, capture.entry.updated_at or ""
