"""What has to keep its place because something shown answers it, be it over several steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def ancestors(ids: Iterable[str], parents: Mapping[str, str | None]) -> set[str]:
    """Everything that `ids` answer, and what that answers, and so on; ids without a known parent end the way."""
    above: set[str] = set()
    for id_ in ids:
        at = parents.get(id_)
        while at is not None and at not in above:
            above.add(at)
            at = parents.get(at)
    return above
