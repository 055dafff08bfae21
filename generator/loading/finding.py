"""A few threads out of a unit that holds many, for who looks at these while the rest stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from generator.earlier import Standing
from generator.loading.load import address_in, pieces
from generator.loading.plan import Unit
from generator.model import Thread
from generator.readers import Reader


def find_threads(
    unit: Unit, readers: Mapping[str, Reader], standing: Mapping[str, Standing], addresses: Set[str]
) -> Iterator[tuple[str, Thread]]:
    """Those threads of a unit that is not single which stand at the addresses, with these. Raises ContentError.

    Where the others are `standing`, by what they are made of, they are not made.
    """
    missing = set(addresses)
    for made_of, make in pieces(unit.sources, readers):
        old = standing.get(made_of)
        if old is not None and old.address not in missing:
            continue
        thread = make()
        address = address_in(unit, thread)
        if address in missing:
            missing.remove(address)
            yield address, thread
        if not missing:
            return
