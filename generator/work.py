"""The map of a build: what a worker process does with its share of the debates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

import msgspec

from generator.cache import Cache, digest
from generator.clock import STANDING, Clock, RunningClock, Times, add
from generator.debate import Debate, Entry
from generator.errors import ContentError
from generator.export.debate_json import debate_json
from generator.loading import Loaded, Unit, load_unit
from generator.model import Problem, Skipped
from generator.readers import all_readers
from generator.render.debate import render_debate
from generator.render.site import Site
from generator.search.documents import Document, index_debate
from generator.storage import write_file


@dataclass(frozen=True, slots=True)
class Job:
    """A worker's share: units to load, or debates that were loaded from a file too large for one share."""

    units: tuple[Unit, ...]
    """To be loaded."""
    loaded: tuple[Loaded | ContentError, ...]
    """Loaded already."""
    site: Site
    """What every page needs."""
    staging: Path
    """Where pages are written."""
    cache: Path | None
    """Where results are kept; None for nowhere."""
    timed: bool
    """Whether somebody asks how long each kind of work takes."""


@dataclass(slots=True)
class Done:
    """What is left of a debate once its pages are written, and what became of its comments."""

    entry: Entry | None = None
    """None where nothing is published."""
    block: bytes = b""
    """Its share of the search index, packed."""
    text_bytes: int = 0
    """Bytes of the texts in it."""
    read: int = 0
    """Comments read."""
    published: int = 0
    """Comments in its pages."""
    skipped: tuple[Skipped, ...] = ()
    """Comments read and not published."""
    problems: tuple[Problem, ...] = ()
    """Oddities."""
    error: ContentError | None = None
    """Why there is nothing."""
    name: str = ""
    """What its result is kept under in the cache."""
    cached: bool = False
    """Whether it was taken from there."""
    times: Times = field(default_factory=dict)
    """What its work took, if somebody asks."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the cache keeps of a debate."""

    files: tuple[tuple[str, bytes], ...]
    """Everything it writes but `thread.json`, which has the checksums of its files."""
    entry: Entry
    """What lists know of it."""
    block: bytes
    """Its share of the search index, packed."""
    text_bytes: int
    """Bytes of the texts in it."""


def do_job(job: Job) -> list[Done]:
    """Loads, renders, indexes and writes; what is wrong with content comes back as data. Raises the other errors."""
    cache = Cache(job.cache)
    clock = RunningClock() if job.timed else STANDING
    results = []
    for one in (*job.loaded, *clock.each("reading", _load(job))):
        done = _finish(one, job, cache, clock)
        done.times = clock.read()
        results.append(done)
    with clock.on("cache"):
        cache.flush()
    if results:
        add(results[-1].times, clock.read())
    return results


def loaded_from(unit: Unit, site: Site) -> Iterator[Loaded | ContentError]:
    """The debates of a unit."""
    return load_unit(unit, {reader.NAME: reader for reader in all_readers()}, site.settings)


def _load(job: Job) -> Iterator[Loaded | ContentError]:
    for unit in job.units:
        yield from loaded_from(unit, job.site)


def _finish(loaded: Loaded | ContentError, job: Job, cache: Cache, clock: Clock) -> Done:
    if isinstance(loaded, ContentError):
        return Done(error=loaded)
    done = _account(loaded)
    if loaded.debate is None:
        return done
    with clock.on("cache"):
        name = _name(job.site, loaded.debate)
        kept = cache.get(name, Kept)
    done.name, done.cached = name, kept is not None
    if kept is None:
        kept = _render(loaded.debate, job.site, clock)
        with clock.on("cache"):
            cache.put(name, kept)
    try:
        with clock.on("writing"):
            _write(kept, loaded.debate, job, clock)
    except ContentError as error:
        return Done(error=ContentError(error.message, loaded.debate.threads[0].source, hint=error.hint))
    done.entry, done.published = kept.entry, kept.entry.comments
    done.block, done.text_bytes = kept.block, kept.text_bytes
    return done


def _name(site: Site, debate: Debate) -> str:
    """The digest of all that pages of a debate depend on, which the checksums of its files are not: a file may grow."""
    files = [[(file.source, file.reader) for file in files] for files in debate.origins]
    return digest(site.fingerprint, replace(debate, origins=()), files)


def _write(kept: Kept, debate: Debate, job: Job, clock: Clock) -> None:
    for path, data in kept.files:
        write_file(job.staging, path, data)
    with clock.on("data"):
        data = debate_json(debate)
    write_file(job.staging, f"{debate.path}thread.json", data)
    for medium in debate.media if job.site.settings.images == "local" else ():
        write_file(job.staging, medium.address, medium.path.read_bytes(), shared=True)


def _account(loaded: Loaded) -> Done:
    found = sum(comment.state != "missing" for thread in loaded.threads for comment in thread.comments)
    skipped = (*(one for thread in loaded.threads for one in thread.skipped), *loaded.unpublished)
    unread = len(skipped) - len(loaded.unpublished)
    problems = tuple(problem for thread in loaded.threads for problem in thread.problems)
    return Done(read=found + unread, skipped=skipped, problems=problems)


def _render(debate: Debate, site: Site, clock: Clock) -> Kept:
    media = {medium.name: medium.address for medium in debate.media} if site.settings.images == "local" else {}
    with clock.on("pages"):
        rendered = render_debate(debate, site, media, clock)
    with clock.on("index"):
        documents = [Document(text.href, text.author, text.date, text.score, text.words) for text in rendered.texts]
        block = index_debate(quote(debate.path), debate.title, documents, debate.summary.topics, debate.language)
        packed = msgspec.msgpack.encode(block)
    return Kept(rendered.files, rendered.entry, packed, sum(map(len, block.rows)))


def batches(
    units: Sequence[Unit], site: Site, staging: Path, cache: Path | None, clock: Clock = STANDING
) -> Iterator[Job]:
    """The units as jobs of about `BATCH` bytes; larger units are loaded here and handed on in pieces."""
    job = partial(Job, site=site, staging=staging, cache=cache, timed=clock.runs)
    waiting: list[Unit] = []
    for unit in units:
        if unit.size > LARGE:
            for piece in _pieces(clock.each("reading", loaded_from(unit, site))):
                yield job((), piece)
            continue
        waiting.append(unit)
        if sum(one.size for one in waiting) >= BATCH:
            yield job(tuple(waiting), ())
            waiting = []
    if waiting:
        yield job(tuple(waiting), ())


BATCH = 256 << 10
"""Bytes of sources, or characters of bodies, in one job: enough to be worth handing over, too few to wait for."""
LARGE = 4 << 20
"""Bytes of a unit that is loaded in the main process, so that several workers share what is in it."""


def _pieces(found: Iterator[Loaded | ContentError]) -> Iterator[tuple[Loaded | ContentError, ...]]:
    """What was loaded, in shares."""
    waiting: list[Loaded | ContentError] = []
    characters = 0
    for loaded in found:
        waiting.append(loaded)
        if isinstance(loaded, Loaded):
            characters += sum(len(comment.body) for thread in loaded.threads for comment in thread.comments)
        if characters >= BATCH:
            yield tuple(waiting)
            waiting, characters = [], 0
    if waiting:
        yield tuple(waiting)
