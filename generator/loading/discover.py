"""What lies under `content/`: thread sources, each with the reader that knows it, and article summaries."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.errors import ContentError, SourceError
from generator.loading.unknown import unknown_file
from generator.readers import GatheringReader, Reader
from generator.sourcefile import is_scratch, read_head
from generator.summary import SUFFIXES
from generator.urls import RESERVED, address_of


@dataclass(frozen=True, slots=True)
class Source:
    """A file that a reader knows."""

    path: Path
    """Where it lies."""
    place: PurePosixPath
    """Its path under `content/`."""
    reader: str
    """The reader's name."""
    identity: str | None
    """What it has in common with the other files of its thread, if a thread may be spread over several."""
    size: int
    """Bytes, as it lies there."""

    @property
    def address(self) -> str:
        """The address its place gives it."""
        return address_of(self.place)


@dataclass(frozen=True, slots=True)
class Found:
    """Everything under `content/`."""

    sources: tuple[Source, ...]
    """In the order of their places."""
    summaries: tuple[PurePosixPath, ...]
    """Places of the summary files, in order."""
    errors: tuple[ContentError, ...]
    """Files that cannot be used."""


def discover(content: Path, readers: Sequence[Reader]) -> Found:
    """Looks at every file under `content`, except what starts with `.` or `_` or is an editor's."""
    sources: list[Source] = []
    summaries: list[PurePosixPath] = []
    errors: list[ContentError] = []
    for path in _files(content):
        place = PurePosixPath(path.relative_to(content).as_posix())
        if not _is_text(str(place)):
            errors.append(SourceError("its name is not UTF-8", Path(ascii(str(path))), hint="rename it"))
            continue
        try:
            source = recognise(path, place, readers)
        except ContentError as error:
            errors.append(error)
            continue
        if source is not None:
            sources.append(source)
        elif path.suffix in SUFFIXES:
            summaries.append(place)
        else:
            errors.append(unknown_file(read_head(path), path, readers))
    reserved = [source for source in sources if source.address.split("/")[0] in RESERVED]
    errors += [_reserved(source) for source in reserved]
    return Found(tuple(one for one in sources if one not in reserved), tuple(summaries), tuple(errors))


def recognise(path: Path, place: PurePosixPath, readers: Sequence[Reader]) -> Source | None:
    """The file as a source of the first reader that knows it, or None. Raises SourceError when it is empty."""
    head = read_head(path)
    if not head.strip():
        raise SourceError("the file is empty", path, hint="delete it, or save the export again")
    for reader in readers:
        if reader.sniff(head, path):
            identity = reader.identify(head, path) if isinstance(reader, GatheringReader) else None
            return Source(path, place, reader.NAME, identity, path.stat().st_size)
    return None


def _files(content: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(content):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        yield from (Path(folder, name) for name in sorted(names) if not (name.startswith("_") or is_scratch(name)))


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _reserved(source: Source) -> SourceError:
    first = source.address.split("/")[0]
    return SourceError(f"the address /{first}/ belongs to the site's own pages", source.path, hint="rename it")
