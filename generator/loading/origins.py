"""Which files each debate of a unit was read from, and the digests of their bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.debate import Debate, Digests, Origin
from generator.loading.plan import Unit
from generator.model import Thread

MANY_FILES = 8
"""Files of one thread that are named one by one."""


@dataclass(frozen=True, slots=True)
class Origins:
    """The files of a unit."""

    by_path: Mapping[Path, Origin]
    """Each of them."""
    together: tuple[Origin, ...]
    """All, as one where they are many."""
    digests: Digests
    """Of each, and of all together where they are many."""


def origins_of(unit: Unit) -> Origins:
    """The files of the unit, which are read to the end for their digests."""
    by_path = {source.path: Origin(str(source.place), source.reader) for source in unit.sources}
    files = tuple(by_path.values())
    digests = {str(source.place): _digest_of(source.path) for source in unit.sources}
    if len(files) <= MANY_FILES:
        return Origins(by_path, files, digests)
    folder = Origin(os.path.commonpath(list(digests)), files[0].reader)
    return Origins(by_path, (folder,), {**digests, folder.source: _digest_of_many(digests)})


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest_of_many(digests: Digests) -> str:
    """That of the list that `sha256sum` makes of the files."""
    listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
    return hashlib.sha256(listed.encode()).hexdigest()


def files_of(thread: Thread, origins: Origins, threads: int) -> tuple[Origin, ...]:
    """The thread's own file, and those it was merged with: all others of its unit, unless those are other threads."""
    own = origins.by_path.get(thread.source)
    if own is not None and threads > 1:
        return (own,)
    if own not in origins.together:
        return origins.together
    return (own, *(origin for origin in origins.together if origin != own))


def digests_of(debate: Debate, origins: Origins) -> Digests:
    """The digests of the files that the debate names."""
    named = {file.source for files in debate.origins for file in files}
    return {name: digest for name, digest in origins.digests.items() if name in named}
