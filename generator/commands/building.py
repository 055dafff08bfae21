"""What `moothall build` does, and what it says of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import click

from generator.build import Options, build
from generator.cluster import SCHEME
from generator.commands.profile import profile_lines
from generator.english import count, size_words
from generator.packing import write_archive, write_single
from generator.progress import show_progress
from generator.report import Report
from generator.storage import WORK

SHOWN = 20
"""Warnings that are shown one by one; the report has them all."""


def build_site(
    site: Path,
    output: Path | None,
    base_url: str | None,
    jobs: int | None,
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
    """Builds the site as the options of the command ask; exits with 1 where the content has errors."""
    start = time.perf_counter()
    if executor.startswith(SCHEME):
        site = site.resolve()  # workers have another current folder
    options = Options(
        site=site,
        output=output or site / "output",
        base_url=base_url,
        executor=executor,
        jobs=jobs,
        keep_going=keep_going,
        strict=strict,
        cache=not no_cache,
        profile=profile,
    )
    if single is not None:
        path = write_single(options, single, output)
        if not quiet:
            click.echo(f"wrote      {path}, {size_words(path.stat().st_size)}")
        return
    told = Report()
    with show_progress("debates", quiet=quiet) as progress:
        published = build(options, told, progress)
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
