"""What pages will show once the next build is published, shown before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.serving.mistakes import Mistake

_ASSET = re.compile(rb"assets/([\w./-]+?)\.[0-9a-f]{10}\.(\w+)")
"""The address of an asset: between its name and its suffix stands the digest of its content."""


@dataclass(frozen=True, slots=True)
class Preview:
    """Files that stand in the place of those in the output."""

    files: Mapping[str, bytes | None] = field(default_factory=dict)
    """By their paths below the site's root; None where there will be nothing."""
    assets: Mapping[bytes, bytes] = field(default_factory=dict)
    """The addresses of the assets, by the names that layouts use."""

    def adapted(self, page: bytes) -> bytes:
        """A page of the output with the assets that it will have."""
        return _ASSET.sub(self._asset, page) if self.assets else page

    def _asset(self, found: re.Match[bytes]) -> bytes:
        return self.assets.get(found[1] + b"." + found[2], found[0])


@dataclass(frozen=True, slots=True)
class Change:
    """What could be seen of a change before a build."""

    number: int
    """Changes are counted from 1; a build shows those before it."""
    paths: frozenset[str] = frozenset()
    """The files that changed, as mistakes name them."""
    preview: Preview = field(default_factory=Preview)
    """What they make of the pages that are seen."""
    mistakes: tuple[Mistake, ...] = ()
    """What is wrong in them, and keeps a build from being published."""
