"""The output of the last build, whose files the next one links in place of writing them again.

It is trusted as a whole or not at all: what was made is written down under the digest of all stamps in the folder, so
that nothing is found once somebody has touched a file of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from generator.cache import Cache, digest, index, prune
from generator.debate import Digests
from generator.model import Problem, Skipped
from generator.stamps import stamps


@dataclass(frozen=True, slots=True)
class Standing:
    """A debate in an output."""

    name: str
    """What its result is kept under in the cache."""
    address: str
    """Where it stands, below the site's root."""
    digests: Digests
    """Of its files, as its `thread.json` names them."""
    made_of: str
    """The digest of all that its thread was made of; empty where its reader cannot tell."""
    told: str
    """The digest of what its summary says."""
    read: int
    """Comments read for it."""
    skipped: tuple[Skipped, ...]
    """Comments read and not published."""
    problems: tuple[Problem, ...]
    """Oddities."""


@dataclass(frozen=True, slots=True)
class Made:
    """What stands in an output."""

    context: str = ""
    """The digest of what all debates depend on."""
    debates: list[Standing] = field(default_factory=list)
    """Each of them."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An output that is as its build left it. Plain data; crosses process borders."""

    output: Path
    """The folder."""
    memory: Path
    """Where it is written down what was made."""
    name: str
    """Under which name."""
    spare: Path
    """The output before it, of which folders may be taken."""
    spared: str
    """Under which name it is written down what was made there; empty where there is no such output."""

    @property
    def by_name(self) -> Mapping[str, Standing]:
        """What stands in it, by what its results are kept under."""
        return _made(self.memory, self.name)[1]

    @property
    def spared_by_name(self) -> Mapping[str, Standing]:
        """What stands in the spare, likewise."""
        return _made(self.memory, self.spared)[1] if self.spared else {}

    def by_pieces(self, context: str) -> Mapping[str, Standing]:
        """What stands in it, by what the threads were made of; nothing where all debates depend on something else."""
        made_in, _, pieces = _made(self.memory, self.name)
        return pieces if made_in == context else {}


def find_earlier(memory: Path, output: Path, spare: Path = Path(), spared: str = "") -> Earlier | None:
    """The output of the last build that used `memory`, if nobody has touched it since, with the one before, if kept."""
    earlier = Earlier(output, memory, state_of(output), spare, spared)
    return earlier if earlier.by_name else None


def remember(memory: Path, state: str, made: Made, spared: str = "") -> None:
    """Writes down what was made, in place of what was before; `state` is that of the output just published.

    What was made under the name `spared` stays, for a spare.
    """
    cache = Cache(memory)
    cache.put(state, made)
    cache.flush()
    prune(memory, [state, spared])
    index(memory)
    _made.cache_clear()


def state_of(output: Path) -> str:
    """A digest of the stamps of all files in an output."""
    return digest(str(output.resolve()), list(stamps(output)))


def compact(standing: Standing) -> Standing:
    """The same with digests that it has in common with the other debates of its files; an archive has many debates."""
    return replace(standing, digests=_shared(tuple(standing.digests.items())))


@lru_cache(maxsize=64)
def _shared(digests: tuple[tuple[str, str], ...]) -> Digests:
    return dict(digests)


@lru_cache(maxsize=2)
def _made(memory: Path, name: str) -> tuple[str, Mapping[str, Standing], Mapping[str, Standing]]:
    made = Cache(memory).get(name, Made) or Made()
    debates = [compact(standing) for standing in made.debates]
    by_name = {standing.name: standing for standing in debates}
    return made.context, by_name, {standing.made_of: standing for standing in debates if standing.made_of}
