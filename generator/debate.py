"""A debate on its way through a build: what loading makes of sources and a summary, and what rendering leaves of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.model import Problem, Skipped, Thread, Timestamp
from generator.summary import Summary


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a thread's words were read from.

    Without a digest of the file, so that a page stays the same while other threads of its file change.
    """

    source: str
    """The path under `content/` of the file, or of a folder for many."""
    reader: str
    """The format it was read as."""


Digests = Mapping[str, str]
"""The SHA-256 of each origin, by `Origin.source`; of a folder, that of the list `sha256sum` makes of its files."""


@dataclass(frozen=True, slots=True)
class Medium:
    """The copy of a picture that lies beside its source."""

    name: str
    """The picture's address as the words have it."""
    path: Path
    """Where the copy lies."""
    sha256: str
    """Of its bytes."""

    @property
    def address(self) -> str:
        """Where it stands in the site."""
        return f"assets/media/{self.sha256[:16]}{self.path.suffix}"


@dataclass(frozen=True, slots=True)
class Debate:
    """One page's worth of talk: threads about one article, with what the curator says about it."""

    path: str
    """Its address below the site's root; ends in `/`."""
    title: str
    """Plain text."""
    language: str
    """BCP 47 tag."""
    summary: Summary
    """What its YAML file says; all absent without one."""
    threads: tuple[Thread, ...]
    """Dates are anchored, and comment ids are unique over all of them."""
    origins: tuple[tuple[Origin, ...], ...]
    """The files of each thread, the one that gives the address first."""
    media: tuple[Medium, ...] = ()
    """Copies of pictures that its words name."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone's part in a debate."""

    handle: str
    """Identity in the whole site."""
    name: str
    """As shown."""
    comments: int
    """Comments and opening posts of theirs."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What lists, feeds and the sitemap know of a debate; never a body."""

    path: str
    """Its address."""
    title: str
    """Plain text."""
    description: str
    """The first words of what it is about, plain text."""
    language: str
    """BCP 47 tag."""
    platform: str
    """Where it was held."""
    topics: tuple[str, ...]
    """As the curator wrote them."""
    article: str
    """The article's title and publisher, or nothing."""
    comments: int
    """Comments read, tombstones included, those of absent parents not."""
    pages: int
    """Pages it takes."""
    started: Timestamp | None
    """The earliest date in it."""
    latest: Timestamp | None
    """The latest date in it."""
    noindex: bool
    """Whether search engines are asked to leave it out."""
    people: tuple[Participant, ...]
    """Everyone in it, most comments first."""
    redirect_from: tuple[str, ...]
    """Old addresses that lead to it, as the curator wrote them."""


@dataclass(frozen=True, slots=True)
class Account:
    """What became of a debate's comments."""

    read: int
    """Found by the readers."""
    published: int
    """Standing in its pages."""
    skipped: tuple[Skipped, ...]
    """Not standing there, and why."""
    problems: tuple[Problem, ...]
    """Oddities."""
