"""What has to be sent and deleted, and in which order, so that readers never meet a page without what it needs.

Files whose names change with their content go first, then what names those, then debates, then the lists that lead to
them, then what tells machines of them. Deleting goes the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.mediatypes import is_named_by_content
from generator.publishing.tree import File
from generator.urls import RESERVED


@dataclass(frozen=True, slots=True)
class Plan:
    """How the target becomes the site."""

    send: tuple[File, ...]
    """In the order of sending."""
    delete: tuple[str, ...]
    """Names, in the order of deleting."""
    new: frozenset[str]
    """Names of those to be sent that Moothall has not put there before."""
    unchanged: int
    """Files that stay as they are."""

    @property
    def bytes(self) -> int:
        """Size of all that is to be sent."""
        return sum(file.size for file in self.send)


def make_plan(files: Sequence[File], known: Mapping[str, str], present: Mapping[str, int] | None) -> Plan:
    """The plan from digests of what was put there, `known`, and sizes of what lies there, where that can be listed."""
    send = [file for file in files if not _is_there(file, known, present)]
    gone = known.keys() - {file.name for file in files}
    return Plan(
        send=tuple(sorted(send, key=lambda file: (_stage(file.name), file.name))),
        delete=tuple(sorted(gone, key=lambda name: (-_stage(name), name))),
        new=frozenset(file.name for file in send if file.name not in known),
        unchanged=len(files) - len(send),
    )


def stages(files: Iterable[File]) -> Iterator[list[File]]:
    """Files of a plan in groups, each of which may be sent in any order once the one before is there."""
    for _, group in groupby(files, key=lambda file: _stage(file.name)):
        yield list(group)


def _is_there(file: File, known: Mapping[str, str], present: Mapping[str, int] | None) -> bool:
    return known.get(file.name) == file.digest and (present is None or present.get(file.name) == file.size)


def _stage(name: str) -> int:
    first, _, rest = name.partition("/")
    if is_named_by_content(name):
        return 0
    if not name.endswith(".html"):
        return 1 if rest else 4
    return 3 if first in RESERVED or not rest else 2
