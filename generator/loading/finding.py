"""A few threads out of a unit that holds many, for who looks at these while the rest stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from generator.cache import digest
from generator.earlier import Standing
from generator.loading.load import address_in, threads_in
from generator.loading.plan import Unit
from generator.model import Thread
from generator.readers import Reader, SplittingReader


def find_threads(
    unit: Unit, readers: Mapping[str, Reader], standing: Mapping[str, Standing], addresses: Set[str]
) -> Iterator[tuple[str, Thread]]:
    """Those threads of a unit that is not single which stand at the addresses, with these. Raises ContentError.

    Where the others are `standing`, by what they are made of, they are not made.
    """
    missing = set(addresses)
    for thread in _candidates(unit, readers, standing, missing):
        address = address_in(unit, thread)
        if address in missing:
            missing.remove(address)
            yield address, thread
        if not missing:
            return


def _candidates(
    unit: Unit, readers: Mapping[str, Reader], standing: Mapping[str, Standing], missing: Set[str]
) -> Iterator[Thread]:
    """All threads but those that are known to stand elsewhere."""
    reader = readers[unit.sources[0].reader]
    if not isinstance(reader, SplittingReader):
        yield from threads_in(unit.sources, readers)
        return
    for piece in reader.split([source.path for source in unit.sources]):
        old = standing.get(digest(piece))
        if old is None or old.address in missing:
            yield reader.make(piece)
