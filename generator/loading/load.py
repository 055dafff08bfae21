"""A unit of the plan read into debates, one at a time: threads merged, dates anchored, the summary put to it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from generator.cache import digest
from generator.config import Select, Settings
from generator.debate import Debate, Digests, Origin
from generator.earlier import Standing
from generator.errors import ContentError, SourceError, SummaryError
from generator.loading.dates import anchor_dates
from generator.loading.discover import Source
from generator.loading.masking import mask_addresses
from generator.loading.media import FOLDER, find_media
from generator.loading.merge import merge_threads, same_threads, with_unique_ids
from generator.loading.plan import Curated, Unit, address_under, same_identity
from generator.loading.select import why_not
from generator.model import Skipped, Thread
from generator.readers import CollectingReader, Reader, SplittingReader
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
    made_of: str = ""
    """The digest of all that its thread is made of; empty where its reader cannot tell."""
    told: str = ""
    """The digest of what its summary says."""


@dataclass(frozen=True, slots=True)
class Known:
    """A debate that is made of the same as one in the last output, and has not been read."""

    standing: Standing
    """That one."""
    digests: Digests
    """Of its files, as they are now."""
    read: Callable[[], Loaded]
    """Reads it nevertheless; only before the next debate of its unit is asked for."""


def load_unit(unit: Unit, readers: Mapping[str, Reader], settings: Settings) -> Iterator[Loaded | ContentError]:
    """The debates of a unit that the settings select, in their language where none is named, and what is wrong."""
    for found in load_changed(unit, readers, settings, {}):
        yield found.read() if isinstance(found, Known) else found


def load_changed(
    unit: Unit, readers: Mapping[str, Reader], settings: Settings, standing: Mapping[str, Standing]
) -> Iterator[Loaded | Known | ContentError]:
    """The same, where those that are `standing`, by what they are made of, are not read."""
    try:
        yield from _load(unit, readers, settings, standing)
    except ContentError as error:
        yield error
    except RecursionError:
        yield SourceError("nested too deep to be read", unit.sources[0].path)


def load_thread(thread: Thread, unit: Unit, settings: Settings) -> Loaded:
    """The debate of one thread of a unit that is not single, as `load_unit` gives it."""
    waiting = {one.address: one for one in unit.curated}
    assemble = partial(_assemble, origins=_origins(unit), settings=settings)
    return _one(partial(_given, thread), "", unit, waiting, assemble, settings.select)


def _load(
    unit: Unit, readers: Mapping[str, Reader], settings: Settings, standing: Mapping[str, Standing]
) -> Iterator[Loaded | Known | ContentError]:
    origins = _origins(unit)
    assemble = partial(_assemble, origins=origins, settings=settings)
    if unit.single:
        threads = [thread for group in same_identity(unit.sources) for thread in _threads(group, readers)]
        yield assemble(threads, unit.curated[0].address, unit.curated[0].summary)
        return
    waiting = {one.address: one for one in unit.curated}
    if any((source.path.parent / FOLDER).is_dir() for source in unit.sources):
        standing = {}  # pictures are looked for in the words
    for made_of, make in pieces(unit.sources, readers):
        read = partial(_one, make, made_of, unit, waiting, assemble, settings.select)
        old = standing.get(made_of)
        if old is None or old.told != _told(_summary_for(old.address, unit, waiting), old.address in waiting):
            yield read()
            continue
        yield Known(old, {name: origins.digests[name] for name in old.digests}, read)
        waiting.pop(old.address, None)
    for one in waiting.values():
        if one.address not in _whole(unit):
            yield SummaryError("no thread of the file has this address", one.path, hint="see moothall inspect")


def _one(
    make: Callable[[], Thread],
    made_of: str,
    unit: Unit,
    waiting: dict[str, Curated],
    assemble: Callable[[list[Thread], str, Summary], Loaded],
    select: Select,
) -> Loaded:
    """The debate of one thread of many."""
    thread = make()
    address = address_in(unit, thread)
    is_chosen = address in waiting
    summary = _summary_for(address, unit, waiting) if thread.key else _summary_of_file(address, unit, waiting)
    waiting.pop(address, None)
    loaded = assemble([thread], address, summary)
    if not is_chosen:
        loaded = _selected(loaded, select)
    return replace(loaded, made_of=made_of, told=_told(summary, is_chosen)) if made_of else loaded


def address_in(unit: Unit, thread: Thread) -> str:
    """Where a thread of the unit stands."""
    return address_under(_content(unit), thread.source) + (f"{thread.key}/" if thread.key else "")


def _told(summary: Summary, is_chosen: bool) -> str:
    return digest(summary, is_chosen)


def pieces(sources: Sequence[Source], readers: Mapping[str, Reader]) -> Iterator[tuple[str, Callable[[], Thread]]]:
    """For each thread the digest of all that it is made of, or nothing where nobody can tell, and what makes it."""
    reader = readers[sources[0].reader]
    if isinstance(reader, SplittingReader):
        for pieces, make in reader.split([source.path for source in sources]):
            yield digest(pieces), make
        return
    for thread in _threads(sources, readers):
        yield "", partial(_given, thread)


def _given(thread: Thread) -> Thread:
    return thread


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


def _summary_of_file(address: str, unit: Unit, waiting: Mapping[str, Curated]) -> Summary:
    """The summary of the only thread of a file."""
    others = [one for one in unit.curated if one.address in _whole(unit)]
    own = waiting.get(address) or next(iter(others), None)
    return own.summary if own else Summary()


def _summary_for(address: str, unit: Unit, waiting: Mapping[str, Curated]) -> Summary:
    """The summary at the own address of one thread of many, completed by its file's."""
    own = waiting.get(address)
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
