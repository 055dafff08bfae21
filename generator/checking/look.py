"""What is seen in one file of a site: plain data that crosses process borders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.checking.addresses import Target
from generator.checking.faults import Fault, Mark

Kind = Literal["link", "asset", "form", "redirect", "anchor map"]
"""What leads somewhere."""


@dataclass(frozen=True, slots=True)
class Link:
    """Something in a file that leads to a file of the site."""

    kind: Kind
    """What it is."""
    to: Target
    """Where it leads."""
    mark: Mark
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A comment that the curator of a debate points at."""

    page: str
    """The file of the debate's first page."""
    anchor: str
    """The comment's anchor."""
    where: str
    """How a message about it begins: `the summary cites`."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen in one file."""

    name: str
    """Its path below the site's root."""
    ids: frozenset[str] = frozenset()
    """Of its elements, and names of anchors as HTML once had them; in a map of anchors, those it knows."""
    links: tuple[Link, ...] = ()
    """Each once; those that lead to a place in the file itself are left out."""
    number: int = 0
    """Links in all, those too."""
    citations: tuple[Citation, ...] = ()
    """What its curator points at."""
    faults: tuple[Fault, ...] = ()
    """What is wrong with the file alone."""
