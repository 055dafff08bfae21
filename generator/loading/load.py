"""A unit of the plan read into debates, one at a time: threads merged, dates anchored, the summary put to it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from generator.config import Select, Settings
from generator.debate import Debate, Digests, Origin
from generator.errors import ContentError, SourceError, SummaryError
from generator.loading.dates import anchor_dates
from generator.loading.discover import Source
from generator.loading.masking import mask_addresses
from generator.loading.media import find_media
from generator.loading.merge import merge_threads, same_threads, with_unique_ids
from generator.loading.plan import Curated, Unit, address_under, same_identity
from generator.loading.select import why_not
from generator.model import Skipped, Thread
from generator.readers import CollectingReader, Reader
from generator.summary import Summary

_INHERITED = ("topics", "captured", "source_url", "language", "draft", "noindex")
"""What a summary of a file of many threads says of each of them."""
MANY_FILES = 8
"""Files of one thread that are named one by one."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A debate, or what there is in its place."""

    debate: Debate | None
    """None for a draft, for what the settings do not select, or where nothing but problems was read."""
    threads: tuple[Thread, ...]
    """What was read for it."""
    unpublished: tuple[Skipped, ...] = ()
    """The comments of a debate that was read and is not published."""
    digests: Digests = field(default_factory=dict)
    """Of its files."""


def load_unit(unit: Unit, readers: Mapping[str, Reader], settings: Settings) -> Iterator[Loaded | ContentError]:
    """The debates of a unit that the settings select, in their language where none is named, and what is wrong."""
    try:
        yield from _load(unit, readers, settings)
    except ContentError as error:
        yield error
    except RecursionError:
        yield SourceError("nested too deep to be read", unit.sources[0].path)


def _load(unit: Unit, readers: Mapping[str, Reader], settings: Settings) -> Iterator[Loaded | ContentError]:
    assemble = partial(_assemble, origins=_origins(unit), settings=settings)
    if unit.single:
        threads = [thread for group in same_identity(unit.sources) for thread in _threads(group, readers)]
        yield assemble(threads, unit.curated[0].address, unit.curated[0].summary)
        return
    waiting = {one.address: one for one in unit.curated}
    for thread in _threads(unit.sources, readers):
        address = address_under(_content(unit), thread.source) + (f"{thread.key}/" if thread.key else "")
        is_chosen = address in waiting
        loaded = assemble([thread], address, _summary_for(thread, address, unit, waiting))
        yield loaded if is_chosen else _selected(loaded, settings.select)
    for one in waiting.values():
        if one.address not in _whole(unit):
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


def _content(unit: Unit) -> Path:
    """The folder `content/`."""
    first = unit.sources[0]
    return first.path.parents[len(first.place.parts) - 1]


def _whole(unit: Unit) -> set[str]:
    """The addresses at which a summary speaks of all that is in the unit."""
    return {unit.address, *(source.address for source in unit.sources)}


@dataclass(frozen=True, slots=True)
class _Origins:
    by_path: Mapping[Path, Origin]
    together: tuple[Origin, ...]
    """All files, as one where they are many."""
    digests: Digests


def _origins(unit: Unit) -> _Origins:
    by_path = {source.path: Origin(str(source.place), source.reader) for source in unit.sources}
    files = tuple(by_path.values())
    digests = {str(source.place): _digest_of(source.path) for source in unit.sources}
    if len(files) <= MANY_FILES:
        return _Origins(by_path, files, digests)
    folder = Origin(os.path.commonpath(list(digests)), files[0].reader)
    return _Origins(by_path, (folder,), {**digests, folder.source: _digest_of_many(digests)})


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest_of_many(digests: Digests) -> str:
    """That of the list that `sha256sum` makes of the files."""
    listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
    return hashlib.sha256(listed.encode()).hexdigest()


def _summary_for(thread: Thread, address: str, unit: Unit, waiting: dict[str, Curated]) -> Summary:
    """The summary at the thread's own address, completed by its file's; each is taken out of `waiting` once used."""
    own = waiting.pop(address, None)
    if not thread.key:
        others = [one for one in unit.curated if one.address in _whole(unit)]
        own = own or next(iter(others), None)
        return own.summary if own else Summary()
    above = next((one.summary for one in unit.curated if one.address in _whole(unit)), Summary())
    summary = own.summary if own else Summary()
    return replace(summary, **{name: getattr(summary, name) or getattr(above, name) for name in _INHERITED})


def _assemble(threads: list[Thread], address: str, summary: Summary, origins: _Origins, settings: Settings) -> Loaded:
    threads = [anchor_dates(thread, summary.captured) for thread in threads]
    if settings.mail_addresses == "mask":
        threads = [mask_addresses(thread) for thread in threads]
    told = [thread for thread in threads if thread.post is not None or thread.comments]
    if not told:
        return Loaded(None, tuple(threads))
    if summary.draft:
        return _left_out(threads, "draft")
    debate = Debate(
        path=address,
        title=summary.title or told[0].title or _title_from(address),
        language=summary.language or settings.language,
        summary=summary,
        threads=with_unique_ids(told),
        media=find_media(told),
        origins=tuple(_files_of(thread, origins, len(told)) for thread in told),
    )
    return Loaded(debate, tuple(threads), digests=_digests_of(debate, origins))


def _digests_of(debate: Debate, origins: _Origins) -> Digests:
    named = {file.source for files in debate.origins for file in files}
    return {name: digest for name, digest in origins.digests.items() if name in named}


def _left_out(threads: Sequence[Thread], reason: str) -> Loaded:
    comments = [(thread, comment) for thread in threads for comment in thread.comments]
    skipped = (Skipped(thread.source, c.id, reason) for thread, c in comments if c.state != "missing")
    return Loaded(None, tuple(threads), tuple(skipped))


def _selected(loaded: Loaded, select: Select) -> Loaded:
    """The debate of one thread, or what there is in its place where the settings do not want it."""
    reason = why_not(loaded.debate.threads[0], select) if loaded.debate else None
    return _left_out(loaded.threads, reason) if reason else loaded


def _files_of(thread: Thread, origins: _Origins, threads: int) -> tuple[Origin, ...]:
    """The thread's own file, and those it was merged with: all others of its unit, unless those are other threads."""
    own = origins.by_path.get(thread.source)
    if own is not None and threads > 1:
        return (own,)
    if own not in origins.together:
        return origins.together
    return (own, *(origin for origin in origins.together if origin != own))


def _title_from(address: str) -> str:
    words = address.rstrip("/").rpartition("/")[2].replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
