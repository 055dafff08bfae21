"""A unit of the plan read into debates, one at a time: threads merged, dates anchored, the summary put to it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from generator.debate import Debate, Origin
from generator.errors import ContentError, SourceError, SummaryError
from generator.loading.dates import anchor_dates
from generator.loading.discover import Source
from generator.loading.media import find_media
from generator.loading.merge import merge_threads, same_threads, with_unique_ids
from generator.loading.plan import Curated, Unit, same_identity
from generator.model import Skipped, Thread
from generator.readers import CollectingReader, Reader
from generator.summary import Summary
from generator.urls import address_of

_INHERITED = ("topics", "captured", "source_url", "language", "draft", "noindex")
"""What a summary of a file of many threads says of each of them."""
MANY_FILES = 8
"""Files of one thread that are named one by one."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A debate, or what there is in its place."""

    debate: Debate | None
    """None for a draft, or where nothing but problems was read."""
    threads: tuple[Thread, ...]
    """What was read for it."""
    unpublished: tuple[Skipped, ...] = ()
    """The comments of a draft."""


def load_unit(unit: Unit, readers: Mapping[str, Reader], language: str) -> Iterator[Loaded | ContentError]:
    """The debates of a unit, and what is wrong with it; `language` is that of debates that name none."""
    try:
        yield from _load(unit, readers, language)
    except ContentError as error:
        yield error
    except RecursionError:
        yield SourceError("nested too deep to be read", unit.sources[0].path)


def _load(unit: Unit, readers: Mapping[str, Reader], language: str) -> Iterator[Loaded | ContentError]:
    origins = {source.path: _origin(source) for source in unit.sources}
    assemble = partial(_assemble, origins=origins, language=language)
    if unit.single:
        threads = [thread for group in same_identity(unit.sources) for thread in _threads(group, readers)]
        yield assemble(threads, unit.curated[0].address, unit.curated[0].summary)
        return
    waiting = {one.address: one for one in unit.curated}
    for thread in _threads(unit.sources, readers):
        address = address_of(_place(unit, thread.source)) + (f"{thread.key}/" if thread.key else "")
        yield assemble([thread], address, _summary_for(thread, address, unit, waiting))
    for one in waiting.values():
        if one.address not in {source.address for source in unit.sources}:
            yield SummaryError("no thread of the file has this address", one.path, hint="see moothall inspect")


def _threads(sources: Sequence[Source], readers: Mapping[str, Reader]) -> Iterator[Thread]:
    """The threads in files of one identity; those that several tell are merged, which takes all of them into memory."""
    reader = readers[sources[0].reader]
    if len(sources) == 1:
        yield from reader.read(sources[0].path)
        return
    if isinstance(reader, CollectingReader):
        yield from reader.read_together([source.path for source in sources])
        return
    threads = [thread for source in sources for thread in reader.read(source.path)]
    yield from map(merge_threads, same_threads(threads))


def _place(unit: Unit, path: Path) -> PurePosixPath:
    """The place of a file, or of a path that stands for several, under `content/`."""
    first = unit.sources[0]
    content = first.path.parents[len(first.place.parts) - 1]
    return PurePosixPath(path.relative_to(content).as_posix())


def _origin(source: Source) -> Origin:
    with source.path.open("rb") as file:
        return Origin(str(source.place), hashlib.file_digest(file, "sha256").hexdigest(), source.reader)


def _summary_for(thread: Thread, address: str, unit: Unit, waiting: dict[str, Curated]) -> Summary:
    """The summary at the thread's own address, completed by its file's; each is taken out of `waiting` once used."""
    own = waiting.pop(address, None)
    if not thread.key:
        others = [one for one in unit.curated if one.address in {source.address for source in unit.sources}]
        own = own or next(iter(others), None)
        return own.summary if own else Summary()
    above = next((one.summary for one in unit.curated if address == f"{one.address}{thread.key}/"), Summary())
    summary = own.summary if own else Summary()
    return replace(summary, **{name: getattr(summary, name) or getattr(above, name) for name in _INHERITED})


def _assemble(
    threads: list[Thread], address: str, summary: Summary, origins: Mapping[Path, Origin], language: str
) -> Loaded:
    threads = [anchor_dates(thread, summary.captured) for thread in threads]
    told = [thread for thread in threads if thread.post is not None or thread.comments]
    if not told:
        return Loaded(None, tuple(threads))
    if summary.draft:
        comments = [(thread, comment) for thread in threads for comment in thread.comments]
        skipped = (Skipped(thread.source, c.id, "draft") for thread, c in comments if c.state != "missing")
        return Loaded(None, tuple(threads), tuple(skipped))
    debate = Debate(
        path=address,
        title=summary.title or told[0].title or _title_from(address),
        language=summary.language or language,
        summary=summary,
        threads=with_unique_ids(told),
        media=find_media(told),
        origins=tuple(_files_of(thread, origins, len(told)) for thread in told),
    )
    return Loaded(debate, tuple(threads))


def _files_of(thread: Thread, origins: Mapping[Path, Origin], threads: int) -> tuple[Origin, ...]:
    """The thread's own file, and those it was merged with: all others of its unit, unless those are other threads."""
    own = (origins[thread.source],) if thread.source in origins else ()
    if own and threads > 1:
        return own
    files = (*own, *(origin for path, origin in origins.items() if path != thread.source))
    return files if len(files) <= MANY_FILES else (_folder_of(files),)


def _folder_of(files: tuple[Origin, ...]) -> Origin:
    """Many files as one: their folder, and the digest of the list that `sha256sum` makes of them."""
    listed = "".join(f"{file.sha256}  {file.source}\n" for file in sorted(files, key=lambda file: file.source))
    folder = os.path.commonpath([file.source for file in files])
    return Origin(folder, hashlib.sha256(listed.encode()).hexdigest(), files[0].reader)


def _title_from(address: str) -> str:
    words = address.rstrip("/").rpartition("/")[2].replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
