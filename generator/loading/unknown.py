"""What to say of a file that no reader knows: which readers came near, and what it lacks for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.errors import SourceError
from generator.readers import Reader, SignedReader

NEAREST = 3
"""Readers that a message names."""


def unknown_file(head: bytes, path: Path, readers: Sequence[Reader]) -> SourceError:
    """The error for a file that begins with `head`."""
    if b"\0" in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return SourceError("a binary file, which no reader knows", path, hint="take it out of content/")
    near = "; ".join(_near(head, readers))
    known = f"known formats: {', '.join(reader.NAME for reader in readers)}"
    hint = f"came near: {near}" if near else known
    return SourceError("no reader knows this file", path, hint=f"{hint}; see docs/readers.md")


def _near(head: bytes, readers: Sequence[Reader]) -> Iterator[str]:
    """The readers most of whose signs the file shows, those first that it shows most of."""
    found = []
    for reader in readers:
        if isinstance(reader, SignedReader):
            lacking = [name for name, sign in reader.SIGNS.items() if not sign.search(head)]
            share = 1 - len(lacking) / len(reader.SIGNS)
            if share > 1 / 2:
                found.append((-share, reader.NAME, lacking))
    for _, name, lacking in sorted(found)[:NEAREST]:
        yield f"{name}, but it lacks {' and '.join(lacking)}" if lacking else f"{name}, but it is another kind of file"
