"""The whole build, as one list of steps.

Map: each debate is loaded, rendered and indexed on its own, in worker processes, and its pages are written straight to
staging. Reduce: lists, feeds and the search index are made from what is left of each, never from bodies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath

from generator import __version__
from generator.cache import index, prune
from generator.clock import STANDING, RunningClock, add
from generator.cluster import SCHEME
from generator.config import Settings
from generator.debate import Entry
from generator.earlier import Earlier, Made, Standing, compact, find_earlier, remember, state_of
from generator.errors import SettingsError
from generator.last import Begun, begin
from generator.loading import Plan, Unit, make_plan, plan_again, without_thread
from generator.options import Options
from generator.ownlayouts import OWN_LAYOUTS
from generator.parallel import Workers, open_workers
from generator.readers import all_readers
from generator.redirects import find_redirects, render_redirects
from generator.render.assets import write_assets
from generator.render.feeds import render_feeds
from generator.render.hostfiles import render_host_files
from generator.render.lists import render_lists
from generator.render.site import Site, fingerprint
from generator.render.wordfiles import load_words
from generator.report import Report
from generator.search.spool import Spool
from generator.search.writing import write_index
from generator.storage import WORK, Staging, measure, write_file
from generator.versions import versions
from generator.work import Done, Job, batches, context_of, do_job

Progress = Callable[[int], None]
"""Told, now and then, how many sources more are done."""


def build(
    options: Options,
    report: Report,
    progress: Progress,
    workers: Workers | None = None,
    published: Callable[[], None] = lambda: None,
    begun: Begun | None = None,
) -> bool:
    """Builds the site and says whether it was published; what happened, errors of the content too, is in `report`.

    `workers` are those to use, in place of some of its own that `options` name. `published` is called as soon as the
    site stands in the output, with much of the old one still to be removed. `begun` is what is known already.
    Raises SettingsError and OutputError, alone or in an ExceptionGroup; the old site is then untouched.
    """
    begun = begun or begin(options, report)
    if begun.stands:
        published()
        return True
    settings, memory = begun.settings, begun.memory
    _refuse_to_replace_the_source(options)
    plan = _plan(options.site, report)
    with (
        Staging(options.output) as staging,
        closing(Spool(staging.scratch)) as blocks,
        _workers(workers, options, staging) as workers,
    ):
        with report.step("compare"):
            earlier = _earlier(options, staging)
        with report.step("assets"):
            site = prepare(options.site, settings, partial(write_file, staging.folder), report)
        with report.step("debates"):
            results = _Results(blocks)
            cache = options.site / WORK / "cache" if options.cache else None
            clock = RunningClock() if options.profile else STANDING
            jobs = batches(plan.units, site, staging.folder, cache, earlier, clock)
            for done in _map(jobs, workers, cache, report, progress):
                results.add(done)
            report.errors += without_thread(results.read_whole(plan.units), results.addresses)
            add(report.work, clock.read())
        entries = sorted(results.entries, key=lambda entry: entry.path)
        with report.step("search"):
            write = partial(write_file, staging.folder)
            report.documents, manifest = write_index(blocks, results.text_bytes, write, staging.scratch, workers)
        with report.step("lists"):
            _write_lists(entries, plan, site, manifest, staging, report)
        if _fails(report, options):
            return False
        with report.step("publish"):
            staging.publish()
            published()
            made = Made(context_of(site), results.made)
            spared = _keep_old(staging, earlier, made, options)
            state = _remember(options, staging.output, made, spared) if memory else ""
    _describe(options.output, settings, report)
    if memory and not report.errors:
        memory.keep(report, state)
    return True


def _workers(given: Workers | None, options: Options, staging: Staging) -> AbstractContextManager[Workers]:
    if given is not None:
        return nullcontext(given)
    return open_workers(options.executor, options.jobs, (options.site, staging.folder, OWN_LAYOUTS))


def _earlier(options: Options, staging: Staging) -> Earlier | None:
    """The last output, and where there may be a spare the one before it."""
    if not options.cache:
        return None
    spared = staging.spared if _may_spare(options, staging) else ""
    return find_earlier(options.site / WORK / "made", staging.output, staging.spare, spared)


def _may_spare(options: Options, staging: Staging) -> bool:
    """Whether folders may go from one output to the next.

    Only in the site's own folder, since what lies beside an output elsewhere may be on the web, and not on a cluster,
    where a worker may do again what a lost one has begun.
    """
    return staging.output.parent == options.site.resolve() and not options.executor.startswith(SCHEME)


def _keep_old(staging: Staging, earlier: Earlier | None, made: Made, options: Options) -> str:
    """Keeps a spare for the next build where most of the old site stays; under which name, which is empty otherwise."""
    if earlier is None or not _may_spare(options, staging):
        return ""
    old = earlier.by_name
    stay = {debate.name for debate in made.debates if debate.name in old}
    if 2 * len(stay) < len(old):
        return ""
    gone = [debate.address for name, debate in old.items() if name not in stay]
    return earlier.name if staging.keep_old(earlier.name, {old[name].address for name in stay}, gone) else ""


def _remember(options: Options, output: Path, made: Made, spared: str) -> str:
    """The state of the output, just published; what was made is written down under it for the next build."""
    state = state_of(output)
    remember(options.site / WORK / "made", state, made, spared)
    return state


def _describe(output: Path, settings: Settings, report: Report) -> None:
    report.files, report.bytes = measure(output)
    if not settings.base_url:
        report.notes.append("without a base_url in site.yaml the feed and the sitemap hold no full addresses")


def _refuse_to_replace_the_source(options: Options) -> None:
    output = options.output.resolve()
    for name in ("content", "layouts"):
        folder = (options.site / name).resolve()
        if folder.is_relative_to(output) or output.is_relative_to(folder):
            hint = "each build replaces it as a whole: name another folder"
            raise SettingsError(f"the output folder would replace or lie in {name}/", options.output, hint=hint)


def _plan(site: Path, report: Report) -> Plan:
    with report.step("plan"):
        plan = plan_site(site)
    report.sources = plan.sources
    report.errors += plan.errors
    return plan


def plan_site(folder: Path) -> Plan:
    """What is under `content/` of the site in `folder`, and what of it belongs together."""
    return make_plan(folder / "content", all_readers())


def plan_site_again(folder: Path, plan: Plan, places: Iterable[PurePosixPath]) -> Plan:
    """The plan of the site in `folder` after files at these places under `content/` changed."""
    return plan_again(plan, [folder / "content" / place for place in places], all_readers()) or plan_site(folder)


def prepare(folder: Path, settings: Settings, write: Callable[[str, bytes], None], report: Report) -> Site:
    """What every page of the site in `folder` needs; writes its assets, reports missing words. Raises SettingsError."""
    own = folder / "layouts"
    is_ours = own.resolve() == OWN_LAYOUTS.resolve()
    told = load_words((own,) if is_ours else (own, OWN_LAYOUTS), settings.language)
    report.problems += filter(None, (told.lacks,))
    layouts = (own.resolve(), OWN_LAYOUTS.resolve()) if own.is_dir() and not is_ours else (OWN_LAYOUTS.resolve(),)
    assets = write_assets(layouts, settings, told.words, write)
    return Site(settings, layouts, assets, __version__, told.words, fingerprint(layouts, settings, versions()))


def _map(
    jobs: Iterable[Job], workers: Workers, cache: Path | None, report: Report, progress: Progress
) -> Iterator[Done]:
    """Every debate done, its account entered into the report; what no debate used is dropped from the cache."""
    used: list[str] = []
    if cache:
        index(cache)
    for results in workers.map(do_job, jobs):
        for done in results:
            _enter(done, report)
            used += filter(None, (done.name,))
            yield done
        progress(len(results))
    if cache:
        prune(cache, used)


def _enter(done: Done, report: Report) -> None:
    report.read += done.read
    report.published += done.published
    report.skipped += done.skipped
    report.problems += done.problems
    add(report.work, done.times)
    if done.error is not None:
        report.errors.append(done.error)
    if done.entry is not None:
        report.threads += 1
        report.cached += done.cached
        report.rendered += not done.cached


def _write_lists(
    entries: Sequence[Entry], plan: Plan, site: Site, manifest: str, staging: Staging, report: Report
) -> None:
    """Everything that is made of all debates but the search index, whose manifest is named."""
    written = (render_lists(entries, site, manifest), render_feeds(entries, site))
    for name, data in chain(*written, render_host_files(site)):
        write_file(staging.folder, name, data)
    redirects, mistakes = find_redirects(entries, plan, staging.names)
    report.errors += mistakes
    for name, data in render_redirects(redirects, site):
        write_file(staging.folder, name, data)


def _fails(report: Report, options: Options) -> bool:
    """Whether the site must not be published."""
    if options.strict and report.problems:
        return True
    return bool(report.errors) and not options.keep_going


@dataclass(slots=True)
class _Results:
    """What the reduce step needs of the debates."""

    blocks: Spool
    entries: list[Entry] = field(default_factory=list)
    text_bytes: int = 0
    made: list[Standing] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)
    """Of all that was read, drafts too."""
    unread: set[str] = field(default_factory=set)
    """Units that could not be read to their end, by their addresses."""

    def add(self, done: Done) -> None:
        self.addresses.add(done.address)
        self.unread.add(done.unread)
        if done.entry is not None:
            self.entries.append(done.entry)
            self.blocks.add(done.entry.path, done.block)
            self.text_bytes += done.text_bytes
            self.made += map(compact, filter(None, (done.standing,)))

    def read_whole(self, units: Iterable[Unit]) -> list[Unit]:
        """Those of the units that were read to their end."""
        return [unit for unit in units if unit.address not in self.unread]
