"""The map of a build: what a worker process does with its share of the debates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

import msgspec

from generator.cache import Cache, digest
from generator.clock import STANDING, Clock, RunningClock, Times, add
from generator.debate import Debate, Digests, Entry, Medium
from generator.earlier import Earlier, Standing
from generator.errors import ContentError
from generator.export.debate_json import debate_json
from generator.loading import Known, Loaded, Scope, Unit, cut, find_threads, load_piece, load_unit, scope_of
from generator.model import Problem, Skipped, Thread
from generator.readers import Reader, all_readers
from generator.render.debate import Rendered, render_debate
from generator.render.site import Site
from generator.reuse import stand_again
from generator.search.documents import Document, index_debate
from generator.storage import write_file


@dataclass(frozen=True, slots=True)
class Job:
    """A worker's share: units to load, or pieces of one that is too large for one share."""

    site: Site
    """What every page needs."""
    staging: Path
    """Where pages are written."""
    cache: Path | None
    """Where results are kept; None for nowhere."""
    earlier: Earlier | None
    """The last output, where its files may be linked."""
    timed: bool
    """Whether somebody asks how long each kind of work takes."""
    units: tuple[Unit, ...] = ()
    """To be loaded."""
    scope: Scope | None = None
    """Of the pieces."""
    pieces: tuple[bytes | ContentError, ...] = ()
    """Threads of one unit, and what is wrong in it."""


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
    address: str = ""
    """Where it stands, or would, if it was read."""
    unread: str = ""
    """The address of the unit that could not be read to its end, for that reason."""
    name: str = ""
    """What its result is kept under in the cache."""
    standing: Standing | None = None
    """What the next build has to know of it."""
    cached: bool = False
    """Whether it was taken from there."""
    times: Times = field(default_factory=dict)
    """What its work took, if somebody asks."""


Pages = tuple[tuple[str, bytes], ...]
"""Paths below the site's root, and what is written there."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the cache keeps of a debate, besides its pages."""

    pages: tuple[str, ...]
    """The paths of all that it writes but `thread.json`, which has the digests of its files."""
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
    for unit, found in clock.each("reading", _load(job)):
        done = _do(found, unit, job, cache, clock)
        done.times = clock.read()
        results.append(done)
    with clock.on("cache"):
        cache.flush()
    if results:
        add(results[-1].times, clock.read())
    return results


def loaded_from(unit: Unit, site: Site) -> Iterator[Loaded | ContentError]:
    """The debates of a unit."""
    for found in load_unit(unit, _readers(), site.settings):
        yield found.read() if isinstance(found, Known) else found


def threads_at(addresses: Set[str], unit: Unit, earlier: Earlier | None) -> Iterator[tuple[str, Thread]]:
    """The threads at these addresses, of a unit that is not single; what was made is only compared."""
    made = earlier.by_name.values() if earlier else ()
    return find_threads(unit, _readers(), {one.made_of: one for one in made if one.made_of}, addresses)


def _readers() -> Mapping[str, Reader]:
    return {reader.NAME: reader for reader in all_readers()}


def _load(job: Job) -> Iterator[tuple[Unit, Loaded | Known | ContentError]]:
    readers = _readers()
    standing = job.earlier.by_pieces(context_of(job.site)) if job.earlier else {}
    for unit in job.units:
        for found in load_unit(unit, readers, job.site.settings, standing):
            yield unit, found
    if job.scope is not None:
        for piece in job.pieces:
            loaded = load_piece(piece, job.scope, readers, standing) if isinstance(piece, bytes) else piece
            yield job.scope.unit, loaded


def context_of(site: Site) -> str:
    """The digest of what each debate depends on besides its sources and summary."""
    return digest(site.fingerprint, site.settings.select)


def _do(found: Loaded | Known | ContentError, unit: Unit, job: Job, cache: Cache, clock: Clock) -> Done:
    if isinstance(found, Known):
        with suppress(ContentError):  # which is told with its source, once that is read
            if (done := _stand(found, job, cache, clock)) is not None:
                return done
        found = found.read()
    if isinstance(found, ContentError):
        return Done(error=found, unread=unit.address)
    return _finish(found, job, cache, clock)


def _finish(loaded: Loaded, job: Job, cache: Cache, clock: Clock) -> Done:
    done = _account(loaded)
    if loaded.debate is None:
        return done
    debate = _shown(loaded.debate)
    with clock.on("cache"):
        done.name = digest(job.site.fingerprint, debate)
    try:
        kept = _again(done.name, debate, loaded.digests, job, cache, clock)
        done.cached = kept is not None
        kept = kept or _anew(done.name, debate, loaded.digests, job, cache, clock)
        with clock.on("writing"):
            for medium in copies(debate, job.site):
                write_file(job.staging, medium.address, medium.path.read_bytes(), shared=True)
    except ContentError as error:
        done = Done(address=loaded.address)
        done.error = ContentError(error.message, loaded.debate.threads[0].source, hint=error.hint)
        return done
    done.standing = Standing(
        name=done.name,
        address=debate.path,
        digests=loaded.digests,
        made_of=loaded.made_of,
        told=loaded.told,
        read=done.read,
        skipped=done.skipped,
        problems=done.problems,
    )
    return _with_kept(done, kept)


def _with_kept(done: Done, kept: Kept) -> Done:
    done.entry, done.published = kept.entry, kept.entry.comments
    done.block, done.text_bytes = kept.block, kept.text_bytes
    return done


def _stand(known: Known, job: Job, cache: Cache, clock: Clock) -> Done | None:
    """A debate of the last output put into the new one; None where that cannot be done without reading it."""
    old = known.standing
    with clock.on("cache"):
        kept = cache.get(old.name, Kept)
    if kept is None or job.earlier is None:
        return None
    with clock.on("writing"):
        if not stand_again(kept.pages, old, known.digests, job.earlier, job.staging):
            return None
    done = Done(read=old.read, skipped=old.skipped, problems=old.problems, name=old.name, cached=True)
    done.address = old.address
    done.standing = replace(old, digests=known.digests)
    return _with_kept(done, kept)


def _shown(debate: Debate) -> Debate:
    """The debate without what its pages do not depend on: the lines in its files at which something was odd."""
    return replace(debate, threads=tuple(replace(thread, problems=(), skipped=()) for thread in debate.threads))


def _again(name: str, debate: Debate, digests: Digests, job: Job, cache: Cache, clock: Clock) -> Kept | None:
    """What an earlier build made of a debate, with its files in their places; None where it is not kept."""
    with clock.on("cache"):
        kept = cache.get(name, Kept)
    if kept is None:
        return None
    with clock.on("writing"):
        old = job.earlier.by_name.get(name) if job.earlier else None
        if job.earlier and old and stand_again(kept.pages, old, digests, job.earlier, job.staging):
            return kept
    with clock.on("cache"):
        pages = cache.get(name, Pages, part=1)
    if pages is None:
        return None
    _write(pages, debate, digests, job, clock)
    return kept


def _anew(name: str, debate: Debate, digests: Digests, job: Job, cache: Cache, clock: Clock) -> Kept:
    """What there is to make of a debate, with its files in their places."""
    kept, pages = _render(debate, job.site, clock)
    with clock.on("cache"):
        cache.put(name, kept, pages)
    _write(pages, debate, digests, job, clock)
    return kept


def _write(pages: Pages, debate: Debate, digests: Digests, job: Job, clock: Clock) -> None:
    """The pages, and `thread.json`, which names the digests of the debate's files."""
    with clock.on("data"):
        data = debate_json(debate, digests)
    with clock.on("writing"):
        for path, page in (*pages, (f"{debate.path}thread.json", data)):
            write_file(job.staging, path, page)


def _account(loaded: Loaded) -> Done:
    found = sum(comment.state != "missing" for thread in loaded.threads for comment in thread.comments)
    skipped = (*(one for thread in loaded.threads for one in thread.skipped), *loaded.unpublished)
    unread = len(skipped) - len(loaded.unpublished)
    problems = tuple(problem for thread in loaded.threads for problem in thread.problems)
    return Done(read=found + unread, skipped=skipped, problems=problems, address=loaded.address)


def _render(debate: Debate, site: Site, clock: Clock) -> tuple[Kept, Pages]:
    with clock.on("pages"):
        rendered = render_with_media(debate, site, clock)
    with clock.on("index"):
        documents = [Document(text.href, text.author, text.date, text.score, text.words) for text in rendered.texts]
        block = index_debate(quote(debate.path), debate.title, documents, debate.summary.topics, debate.language)
        packed = msgspec.msgpack.encode(block)
    paths = tuple(path for path, _ in rendered.files)
    return Kept(paths, rendered.entry, packed, sum(map(len, block.rows))), rendered.files


def render_with_media(debate: Debate, site: Site, clock: Clock = STANDING) -> Rendered:
    """All pages of the debate, with the copies of its pictures."""
    return render_debate(debate, site, {copy.name: copy.address for copy in copies(debate, site)}, clock)


def copies(debate: Debate, site: Site) -> tuple[Medium, ...]:
    """The copies of pictures that the site shows with the debate."""
    return debate.media if site.settings.images == "local" else ()


def batches(
    units: Sequence[Unit],
    site: Site,
    staging: Path,
    cache: Path | None,
    earlier: Earlier | None,
    clock: Clock = STANDING,
) -> Iterator[Job]:
    """The units as jobs of about `BATCH` bytes; of larger ones the pieces."""
    job = partial(Job, site=site, staging=staging, cache=cache, earlier=earlier, timed=clock.runs)
    small: list[Unit] = []
    for unit in units:
        if unit.size > LARGE and not unit.single:
            scope = scope_of(unit, site.settings)
            for pieces in _shares(clock.each("reading", cut(unit, _readers()))):
                yield job(scope=scope, pieces=pieces)
            continue
        small.append(unit)
        if sum(one.size for one in small) >= BATCH:
            yield job(units=tuple(small))
            small = []
    if small:
        yield job(units=tuple(small))


BATCH = 256 << 10
"""Bytes of sources, or of pieces, in one job: enough to be worth handing over, too few to wait for."""
LARGE = 4 << 20
"""Bytes of a unit that is cut in the main process, so that several workers share what is in it."""


def _shares(pieces: Iterator[bytes | ContentError]) -> Iterator[tuple[bytes | ContentError, ...]]:
    waiting: list[bytes | ContentError] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += 0 if isinstance(piece, ContentError) else len(piece)
        if size >= BATCH:
            yield tuple(waiting)
            waiting, size = [], 0
    if waiting:
        yield tuple(waiting)
