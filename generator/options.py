"""What a build is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line can choose."""

    site: Path
    """The folder that holds `content/`."""
    output: Path
    """Where the site is published."""
    base_url: str | None = None
    """In place of the one in `site.yaml`."""
    executor: str = "auto"
    """Who does the work."""
    jobs: int | None = None
    """How many at a time; None for one per core."""
    keep_going: bool = False
    """Whether to publish what is good when something is not."""
    strict: bool = False
    """Whether an oddity is an error."""
    cache: bool = True
    """Whether to use results of earlier builds."""
    profile: bool = False
    """Whether to measure how long each kind of work takes."""
