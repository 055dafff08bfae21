"""What rendering must know of a body beyond its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.markup.labels import ENGLISH, Labels


@dataclass(frozen=True, slots=True)
class Place:
    """Where a body stood and will stand."""

    base: str | None = None
    """Absolute http(s) address that relative links in the body resolve against; None: they become their text."""
    platform: str = ""
    """`lemmy`, `reddit`, `github`, …: decides what mentions lead to."""
    images: Literal["link", "embed", "local"] = "link"
    """`link`: a link to the picture; `embed`: the picture itself from where it lies; `local`: the copy in `media`."""
    markdown: Literal["compiled", "reference"] = "compiled"
    """`compiled`: a fast parser reads Markdown where it keeps to the core; `reference`: markdown-it reads it all."""
    unique: str = ""
    """Prefix for the ids made here (footnotes), such as the comment's id, so that they are unique in a page."""
    fragments: bool = False
    """The site's own words: links to `#c-…` on its pages are kept as they are."""
    within: Callable[[str], str] | None = None
    """Of a body of a thread: fragment (`c-12`, `post`) -> link to it, empty where the thread has none such."""
    quotes: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """Of a `text` body: paragraph number -> (href, label) of the comment it quotes."""
    media: Mapping[str, str] = field(default_factory=dict)
    """With `images="local"`: address as written in the body -> relative address of the copy; others stay links."""
    heading: int = 4
    """The level of its highest headings: one below that of the page under which it stands."""
    labels: Labels = ENGLISH
    """The words that are added to the body's own."""


NOWHERE = Place()
"""A body of which only the words are known."""
