"""Which debates a change may alter, of those that are worth showing before a build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from pathlib import PurePosixPath

from generator.loading import Plan, Unit
from generator.urls import address_of
from generator.work import LARGE


def concerned(
    plan: Plan, places: Set[PurePosixPath], seen: Set[str], *, everything: bool
) -> Iterator[tuple[Unit, set[str]]]:
    """Units with addresses in them; at some there may be no debate.

    `places` are paths under `content/` that changed, `seen` addresses that somebody has open; with `everything` all
    debates may be altered. Of a unit with many debates, those count that are seen or whose summary changed; a large
    one whose sources changed is left to the build.
    """
    changed = {address_of(place) for place in places}
    taken = {address for unit in plan.units for address in unit.whole}
    for unit in plan.units:
        is_source = any(source.place in places for source in unit.sources)
        if is_source and unit.size > LARGE:
            continue
        addresses = set(held(unit, changed - taken))
        if is_source or changed & unit.whole:
            addresses.add(unit.address)
        if everything or unit.address in addresses:
            addresses.update(held(unit, seen))
        if addresses:
            yield unit, addresses


def held(unit: Unit, addresses: Iterable[str]) -> Iterator[str]:
    """Those of the addresses at which a debate of the unit may stand."""
    curated = {one.address for one in unit.curated}
    begins = tuple(unit.whole)
    return (address for address in addresses if address in curated or address.startswith(begins))


def debates_of(pages: Iterable[str]) -> Iterator[str]:
    """Addresses that pages may belong to, which may be the second or a later one of their debate."""
    for page in pages:
        folder = page.removesuffix("index.html")
        above, _, last = folder.rstrip("/").rpartition("/")
        yield from (folder, f"{above}/") if above and last.isdecimal() else (folder,)
