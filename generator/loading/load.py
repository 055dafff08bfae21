"""A unit of the plan read into debates, one at a time: threads merged, dates anchored, the summary put to it."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from generator.cache import digest
from generator.config import Select, Settings
from generator.debate import Debate, Digests
from generator.earlier import Standing
from generator.errors import ContentError, SourceError
from generator.loading.dates import anchor_dates
from generator.loading.discover import Source
from generator.loading.masking import mask_addresses
from generator.loading.media import FOLDER, find_media
from generator.loading.merge import merge_threads, same_threads, with_unique_ids
from generator.loading.origins import Origins, digests_of, files_of, origins_of
from generator.loading.plan import Unit, address_under, same_identity
from generator.loading.select import why_not
from generator.model import Skipped, Thread
from generator.readers import CollectingReader, Reader, SplittingReader
from generator.summary import Summary

_NOTHING = Summary()
_INHERITED = ("topics", "captured", "source_url", "language", "draft", "noindex")
"""What a summary of a file of many threads says of each of them."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A debate, or what there is in its place."""

    address: str
    """Where it stands, or would."""
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
    read: Callable[[], Loaded | ContentError]
    """Reads it nevertheless."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the debates of a unit have in common. Plain data; crosses process borders."""

    unit: Unit
    """Theirs."""
    settings: Settings
    """The site's."""
    origins: Origins
    """The unit's files."""
    summaries: Mapping[str, Summary]
    """By address."""
    above: Summary
    """The one that speaks of all that is in the unit."""
    whole: frozenset[str]
    """The addresses at which a summary does."""
    has_pictures: bool
    """Whether there may be copies of pictures beside the files, which are looked for in the words."""


def scope_of(unit: Unit, settings: Settings) -> Scope:
    """What the debates of the unit have in common; its files are read to the end for their digests."""
    whole = unit.whole
    return Scope(
        unit=unit,
        settings=settings,
        origins=origins_of(unit),
        summaries={one.address: one.summary for one in unit.curated},
        above=next((one.summary for one in unit.curated if one.address in whole), Summary()),
        whole=whole,
        has_pictures=any((source.path.parent / FOLDER).is_dir() for source in unit.sources),
    )


def load_unit(
    unit: Unit,
    readers: Mapping[str, Reader],
    settings: Settings,
    standing: Mapping[str, Standing] = MappingProxyType({}),
) -> Iterator[Loaded | Known | ContentError]:
    """The debates of a unit that the settings select, in their language where none is named, and what is wrong.

    Those that are `standing`, by what they are made of, are not read where their reader can tell.
    """
    scope = scope_of(unit, settings)
    reader = readers[unit.sources[0].reader]
    try:
        if unit.single:
            threads = [thread for group in same_identity(unit.sources) for thread in threads_in(group, readers)]
            yield _assemble(threads, unit.curated[0].address, unit.curated[0].summary, scope)
        elif isinstance(reader, SplittingReader):
            for piece in reader.split([source.path for source in unit.sources]):
                yield load_piece(piece, scope, readers, standing)
        else:
            for thread in threads_in(unit.sources, readers):
                yield _one(thread, scope)
    except ContentError as error:
        yield error
    except RecursionError:
        yield _too_deep(unit)


def cut(unit: Unit, readers: Mapping[str, Reader]) -> Iterator[bytes | ContentError]:
    """The threads of a unit that is not single as pieces for `load_piece`, and what is wrong."""
    reader = readers[unit.sources[0].reader]
    try:
        if isinstance(reader, SplittingReader):
            yield from reader.split([source.path for source in unit.sources])
        else:
            yield from map(pickle.dumps, threads_in(unit.sources, readers))
    except ContentError as error:
        yield error
    except RecursionError:
        yield _too_deep(unit)


def load_piece(
    piece: bytes, scope: Scope, readers: Mapping[str, Reader], standing: Mapping[str, Standing]
) -> Loaded | Known | ContentError:
    """The debate of one thread of a unit, in any process; as `load_unit` has it."""
    reader = readers[scope.unit.sources[0].reader]
    made_of = digest(piece)
    old = None if scope.has_pictures else standing.get(made_of)
    read = partial(_read_piece, piece, made_of, scope, reader)
    if old is not None and old.told == _told(old.address, scope):
        return Known(old, {name: scope.origins.digests[name] for name in old.digests}, read)
    return read()


def _read_piece(piece: bytes, made_of: str, scope: Scope, reader: Reader) -> Loaded | ContentError:
    try:
        thread: Thread = reader.make(piece) if isinstance(reader, SplittingReader) else pickle.loads(piece)  # noqa: S301
        loaded = _one(thread, scope)
    except ContentError as error:
        return error
    except RecursionError:
        return _too_deep(scope.unit)
    return replace(loaded, made_of=made_of, told=_told(loaded.address, scope))


def _too_deep(unit: Unit) -> SourceError:
    return SourceError("nested too deep to be read", unit.sources[0].path)


def load_thread(thread: Thread, unit: Unit, settings: Settings) -> Loaded:
    """The debate of one thread of a unit that is not single, as `load_unit` gives it."""
    return _one(thread, scope_of(unit, settings))


def _one(thread: Thread, scope: Scope) -> Loaded:
    """The debate of one thread of many."""
    address = address_in(scope.unit, thread)
    loaded = _assemble([thread], address, _summary_of(address, scope), scope)
    return loaded if address in scope.summaries else _selected(loaded, scope.settings.select)


def address_in(unit: Unit, thread: Thread) -> str:
    """Where a thread of the unit stands."""
    return address_under(_content(unit), thread.source) + (f"{thread.key}/" if thread.key else "")


def _told(address: str, scope: Scope) -> str:
    """The digest of what summaries say of the debate."""
    return digest(_summary_of(address, scope), address in scope.summaries)


def threads_in(sources: Sequence[Source], readers: Mapping[str, Reader]) -> Iterator[Thread]:
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


def _summary_of(address: str, scope: Scope) -> Summary:
    """That of the debate: of the only thread of a file the file's, of one of many its own, completed by the file's."""
    own, above = scope.summaries.get(address), scope.above
    if address in scope.whole or above == _NOTHING:
        return own or above
    summary = own or _NOTHING
    return replace(summary, **{name: getattr(summary, name) or getattr(above, name) for name in _INHERITED})


def _assemble(threads: list[Thread], address: str, summary: Summary, scope: Scope) -> Loaded:
    settings = scope.settings
    threads = [anchor_dates(thread, summary.captured) for thread in threads]
    if settings.mail_addresses == "mask":
        threads = [mask_addresses(thread) for thread in threads]
    told = [thread for thread in threads if thread.post is not None or thread.comments]
    if not told:
        return Loaded(address, None, tuple(threads))
    if summary.draft:
        return _left_out(address, threads, "draft")
    debate = Debate(
        path=address,
        title=summary.title or told[0].title or _title_from(address),
        language=summary.language or settings.language,
        summary=summary,
        threads=with_unique_ids(told),
        media=find_media(told),
        origins=tuple(files_of(thread, scope.origins, len(told)) for thread in told),
    )
    return Loaded(address, debate, tuple(threads), digests=digests_of(debate, scope.origins))


def _left_out(address: str, threads: Sequence[Thread], reason: str) -> Loaded:
    comments = [(thread, comment) for thread in threads for comment in thread.comments]
    skipped = (Skipped(thread.source, c.id, reason) for thread, c in comments if c.state != "missing")
    return Loaded(address, None, tuple(threads), tuple(skipped))


def _selected(loaded: Loaded, select: Select) -> Loaded:
    """The debate of one thread, or what there is in its place where the settings do not want it."""
    reason = why_not(loaded.debate.threads[0], select) if loaded.debate else None
    return _left_out(loaded.address, loaded.threads, reason) if reason else loaded


def _title_from(address: str) -> str:
    words = address.rstrip("/").rpartition("/")[2].replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
