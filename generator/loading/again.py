"""A plan brought up to date after a few files changed, without a look at all the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from generator.errors import ContentError, SourceError
from generator.loading.discover import recognise
from generator.loading.plan import Plan, Unit
from generator.readers import Reader
from generator.summary import read_summary


def plan_again(plan: Plan, paths: Iterable[Path], readers: Sequence[Reader]) -> Plan | None:
    """The plan with sources and summaries of its units read again; None where all has to be planned anew.

    That is so for files that come or go, and where what belongs together may be other files than before. The unit of a
    summary that cannot be read stays as it was; the error is in the plan.
    """
    changed = frozenset(paths)
    units = list(plan.units)
    errors = [error for error in plan.errors if error.path not in changed]
    numbers = {path: number for number, unit in enumerate(units) for path in _files(unit) if path in changed}
    for path in changed:
        again = _read_again(units[numbers[path]], path, readers, errors) if path in numbers and path.is_file() else None
        if again is None:
            return None
        units[numbers[path]] = again
    return replace(plan, units=tuple(units), errors=tuple(errors))


def _files(unit: Unit) -> list[Path]:
    return [*(source.path for source in unit.sources), *(one.path for one in unit.curated)]


def _read_again(unit: Unit, path: Path, readers: Sequence[Reader], errors: list[ContentError]) -> Unit | None:
    for curated in unit.curated:
        if curated.path == path:
            summary, mistakes = read_summary(path)
            errors += mistakes
            if summary is None:
                return unit
            known = tuple(replace(one, summary=summary) if one is curated else one for one in unit.curated)
            return replace(unit, curated=known) if summary.threads == curated.summary.threads else None
    old = next(source for source in unit.sources if source.path == path)
    try:
        new = recognise(path, old.place, readers)
    except SourceError:
        return None
    if new is None or replace(new, size=old.size) != old:
        return None
    return replace(unit, sources=tuple(new if source is old else source for source in unit.sources))
