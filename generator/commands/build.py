"""`moothall build`. What makes a site is imported when there is something to make, while workers import it too."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click

from generator.cluster import SCHEME
from generator.commands.options import jobs_of
from generator.commands.profile import profile_lines
from generator.english import count, size_words
from generator.last import Begun, begin
from generator.options import Options
from generator.packing.archive import write_archive
from generator.parallel import EXECUTORS, warm_up
from generator.report import Report
from generator.storage import WORK

SHOWN = 20
"""Warnings that are shown one by one; the report has them all."""


@click.command("build")
@click.option("--site", type=click.Path(path_type=Path), default=".", help="Folder of content/ (default: this one).")
@click.option("--output", type=click.Path(path_type=Path), help="Where the site goes (default: output/ in the site).")
@click.option("--base-url", metavar="URL", help="Where it will be published, for feeds, sitemap and canonical links.")
@click.option("--jobs", metavar="N|auto", default="auto", help="Worker processes (default: auto, one per core).")
@click.option(
    "--executor", metavar="SPEC", default="auto", help=f"Who works: {', '.join(EXECUTORS)} or {SCHEME}HOST:PORT."
)
@click.option("--keep-going", is_flag=True, help="Publish what is good even if something is not; still exits 1.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--no-cache", is_flag=True, help="Render everything anew and keep nothing for the next build.")
@click.option("--report", type=click.Path(path_type=Path), help="The report (default: .moothall/report.json).")
@click.option("--zip", "zip_too", is_flag=True, help="Pack the site into an archive beside it as well.")
@click.option("--single", metavar="DEBATE", help="Instead of the site, write this debate as one file to send by mail.")
@click.option("--profile", is_flag=True, help="Show how long each step and each kind of work took.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def command(
    site: Path,
    output: Path | None,
    base_url: str | None,
    jobs: str,
    executor: str,
    keep_going: bool,
    strict: bool,
    no_cache: bool,
    report: Path | None,
    zip_too: bool,
    single: str | None,
    profile: bool,
    quiet: bool,
) -> None:
    """Build the site from content/ into output/."""
    start = time.perf_counter()
    if executor.startswith(SCHEME):
        site = site.resolve()  # workers have another current folder
    options = Options(
        site=site,
        output=output or site / "output",
        base_url=base_url,
        executor=executor,
        jobs=jobs_of(jobs),
        keep_going=keep_going,
        strict=strict,
        cache=not no_cache,
        profile=profile,
    )
    if single is not None:
        path = import_module("generator.packing.single").write_single(options, single, output)
        if not quiet:
            click.echo(f"wrote      {path}, {size_words(path.stat().st_size)}")
        return
    told = Report()
    begun = begin(options, told)
    published = begun.stands or _make(options, begun, told, quiet=quiet)
    told.write(report or site / WORK / "report.json")
    seconds = time.perf_counter() - start
    _tell(told, options, published=published, quiet=quiet, seconds=seconds)
    for line in profile_lines(told, seconds) if profile else ():
        click.echo(line)
    if published and zip_too:
        archive = write_archive(options.output)
        if not quiet:
            click.echo(f"packed     {archive}, {size_words(archive.stat().st_size)}")
    if told.errors or not published:
        raise SystemExit(1)


def _make(options: Options, begun: Begun, told: Report, *, quiet: bool) -> bool:
    """Makes the site, and says whether it was published."""
    warm_up(options.executor, options.jobs)
    building, progress = import_module("generator.build"), import_module("generator.progress")
    with progress.show_progress("debates", quiet=quiet) as shown:
        return bool(building.build(options, told, shown, begun=begun))


def _tell(told: Report, options: Options, *, published: bool, quiet: bool, seconds: float) -> None:
    """Says what a build did: errors always, the rest unless quiet."""
    severity = "error" if options.strict else "warning"
    if not quiet or options.strict:
        for problem in told.problems[:SHOWN]:
            click.echo(f"{severity}: {problem.path}:{problem.line or 1}: {problem.message} [{problem.kind}]", err=True)
        if len(told.problems) > SHOWN:
            kinds = ", ".join(f"{number} {kind}" for kind, number in told.kinds().most_common())
            click.echo(f"{severity}: {len(told.problems)} in all ({kinds}); the report lists them", err=True)
    for error in told.errors:
        click.echo(f"error: {error}", err=True)
    if not published:
        old = "; the old site is untouched" if options.output.exists() else ""
        click.echo(f"nothing was published{old}", err=True)
    if quiet or not published:
        return
    say: Callable[[str], None] = click.echo
    left_out = f", {len(told.skipped):,} left out" if told.skipped else ""
    kept = f" ({count(told.cached, 'debate')} from cache)" if told.cached else ""
    say(f"read       {count(told.sources, 'source')} with {count(told.read, 'comment')}")
    say(f"published  {count(told.threads, 'debate')} with {count(told.published, 'comment')}{left_out}")
    say(f"search     {count(told.documents, 'document')}")
    say(f"wrote      {count(told.files, 'file')}, {size_words(told.bytes)} in {seconds:.1f} s{kept}")
    for note in told.notes:
        say(f"note       {note}")
    say(f"open       {options.output / 'index.html'}")
