"""The report of a build: what was read, what became of every comment, what was odd, and how long each step took."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from generator.clock import Times
from generator.errors import MoothallError
from generator.model import Problem, Skipped


@dataclass(slots=True)
class Report:
    """Filled in as a build goes on; written as JSON at its end.

    For every build `read == published + redacted + len(skipped)` holds.
    """

    sources: int = 0
    """Source files found."""
    threads: int = 0
    """Debates published."""
    read: int = 0
    """Comments that readers found, tombstones of the source included."""
    published: int = 0
    """Comments that stand in a page, tombstones of the source included."""
    redacted: int = 0
    """Comments taken out by the site's redactions."""
    skipped: list[Skipped] = field(default_factory=list)
    """Comments that were read and not published, each with its reason."""
    problems: list[Problem] = field(default_factory=list)
    """Oddities that kept nothing from being published."""
    errors: list[MoothallError] = field(default_factory=list)
    """What could not be used at all."""
    notes: list[str] = field(default_factory=list)
    """What a person should know though nothing is wrong."""
    files: int = 0
    """Files in the output."""
    bytes: int = 0
    """Their size in all."""
    cached: int = 0
    """Debates taken from the cache."""
    rendered: int = 0
    """Debates rendered anew."""
    documents: int = 0
    """Documents in the search index."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Wall time of each step."""
    work: Times = field(default_factory=dict)
    """What each kind of work on debates took, over all workers; empty where nobody asked."""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Times what happens inside as one step of the build."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start

    def kinds(self) -> Counter[str]:
        """How many problems of each kind there are."""
        return Counter(problem.kind for problem in self.problems)

    def write(self, path: Path) -> None:
        """Writes the report as JSON, keys in the order of the command line's contract."""
        record = {
            "sources": self.sources,
            "threads": self.threads,
            "comments": {
                "read": self.read,
                "published": self.published,
                "redacted": self.redacted,
                "skipped": [{"source": str(s.source), "id": s.id, "reason": s.reason} for s in self.skipped],
            },
            "files": self.files,
            "bytes": self.bytes,
            "cached": self.cached,
            "rendered": self.rendered,
            "documents": self.documents,
            "warnings": {
                "by_kind": dict(sorted(self.kinds().items())),
                "all": [
                    {"kind": p.kind, "message": p.message, "path": str(p.path), "line": p.line} for p in self.problems
                ],
            },
            "errors": [str(error) for error in self.errors],
            "notes": self.notes,
            "seconds": {name: round(spent, 3) for name, spent in self.seconds.items()},
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n")
