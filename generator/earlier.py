"""The output of the last build, whose files the next one links in place of writing them again.

It is trusted as a whole or not at all: what was made is written down under the digest of all stamps in the folder, so
that nothing is found once somebody has touched a file of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator.cache import Cache, digest, index, prune
from generator.stamps import stamps

Made = Mapping[str, str]
"""By the name of each result whose pages stand in an output, the digest of what its `thread.json` also depends on."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An output that is as its build left it. Plain data; crosses process borders."""

    output: Path
    """The folder."""
    memory: Path
    """Where it is written down what was made."""
    name: str
    """Under which name."""

    @property
    def made(self) -> Made:
        """What stands in it."""
        return _made(self.memory, self.name)


def find_earlier(memory: Path, output: Path) -> Earlier | None:
    """The output of the last build that used `memory`, if nobody has touched it since."""
    earlier = Earlier(output, memory, state_of(output))
    return earlier if earlier.made else None


def remember(memory: Path, state: str, made: Made) -> None:
    """Writes down what was made, in place of what was before; `state` is that of the output just published."""
    cache = Cache(memory)
    cache.put(state, made)
    cache.flush()
    prune(memory, [state])
    index(memory)
    _made.cache_clear()


def state_of(output: Path) -> str:
    """A digest of the stamps of all files in an output."""
    return digest(str(output.resolve()), list(stamps(output)))


@lru_cache(maxsize=1)
def _made(memory: Path, name: str) -> Made:
    return Cache(memory).get(name, dict[str, str]) or {}
