"""The command line: it reads options, shows progress and outcomes, and is the only place that catches errors.

Exit codes: 0 done, 1 the content has errors, 2 wrong usage or settings. No traceback reaches a user.
"""

from __future__ import annotations

import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from generator import __version__
from generator.build import Options, build
from generator.checking import HOSTS, check_site, outcome_lines
from generator.errors import MoothallError, SettingsError, flatten
from generator.inspect import as_json, as_tree, inspect_file
from generator.packing import write_archive, write_single
from generator.parallel import EXECUTORS
from generator.progress import show_progress
from generator.publishing import Publication, describe, publish
from generator.render.words import count
from generator.report import Report
from generator.search.query import SORTS
from generator.serving import Serving, serve
from generator.starting import CIS, start_site
from generator.storage import WORK

SHOWN = 20
"""Warnings that are shown one by one; the report has them all."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="moothall", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn exports of discussions into a static, searchable site."""


@cli.command("build")
@click.option("--site", type=click.Path(path_type=Path), default=".", help="Folder of content/ (default: this one).")
@click.option("--output", type=click.Path(path_type=Path), help="Where the site goes (default: output/ in the site).")
@click.option("--base-url", metavar="URL", help="Where it will be published, for feeds, sitemap and canonical links.")
@click.option("--jobs", metavar="N|auto", default="auto", help="Worker processes (default: auto, one per core).")
@click.option("--executor", metavar="SPEC", default="auto", help=f"Who works: {', '.join(EXECUTORS)}.")
@click.option("--keep-going", is_flag=True, help="Publish what is good even if something is not; still exits 1.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--no-cache", is_flag=True, help="Render everything anew and keep nothing for the next build.")
@click.option("--report", type=click.Path(path_type=Path), help="The report (default: .moothall/report.json).")
@click.option("--zip", "zip_too", is_flag=True, help="Pack the site into an archive beside it as well.")
@click.option("--single", metavar="DEBATE", help="Instead of the site, write this debate as one file to send by mail.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def build_command(
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
    quiet: bool,
) -> None:
    """Build the site from content/ into output/."""
    start = time.perf_counter()
    options = Options(
        site=site,
        output=output or site / "output",
        base_url=base_url,
        executor=executor,
        jobs=_jobs(jobs),
        keep_going=keep_going,
        strict=strict,
        cache=not no_cache,
    )
    if single is not None:
        path = write_single(options, single, output)
        if not quiet:
            click.echo(f"wrote      {path}, {path.stat().st_size / 1e3:,.0f} kB")
        return
    told = Report()
    with show_progress("debates", quiet=quiet) as progress:
        published = build(options, told, progress)
    told.write(report or site / WORK / "report.json")
    _tell(told, options, published=published, quiet=quiet, seconds=time.perf_counter() - start)
    if published and zip_too:
        archive = write_archive(options.output)
        if not quiet:
            click.echo(f"packed     {archive}, {archive.stat().st_size / 1e6:,.1f} MB")
    if told.errors or not published:
        raise SystemExit(1)


@cli.command("inspect")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "json_lines", is_flag=True, help="One JSON object a line for each thread.")
def inspect_command(file: Path, json_lines: bool) -> None:
    """Show what a reader sees in FILE: the tree, counts and problems."""
    name, threads = inspect_file(file)
    if not json_lines:
        click.echo(f"{file} is read as {name}")
    for thread in threads:
        for line in [as_json(thread)] if json_lines else ["", *as_tree(thread)]:
            click.echo(line)


@cli.command("search")
@click.argument("query")
@click.option("--site", type=click.Path(path_type=Path), default=".", help="Folder of content/ (default: this one).")
@click.option("--output", type=click.Path(path_type=Path), help="The built site (default: output/ in the site).")
@click.option("--limit", type=click.IntRange(min=0), default=10, show_default=True, help="Hits to show.")
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True, help="What comes first.")
@click.option("--json", "json_lines", is_flag=True, help="One JSON object a line for each hit.")
def search_command(query: str, site: Path, output: Path | None, limit: int, sort: str, json_lines: bool) -> None:
    """Search the built site, with the same syntax and answers as its search page. Exits 1 where nothing is found."""
    from generator import hits  # with it comes numpy, which takes longer to import than other commands take to run

    found = hits.answer(output or site / "output", query, limit, sort)
    for line in hits.as_json(found) if json_lines else hits.as_text(found):
        click.echo(line)
    if not found.total:
        raise SystemExit(1)


@cli.command("check")
@click.argument("site", type=click.Path(path_type=Path), default=".")
@click.option("--output", type=click.Path(path_type=Path), help="The built site (default: output/ in the site).")
@click.option("--host", type=click.Choice(list(HOSTS)), help="Check also that this host takes the site.")
def check_command(site: Path, output: Path | None, host: str | None) -> None:
    """Check the built SITE for broken links and for a host's limits."""
    checked = check_site(site, output or site / "output", host)
    for line in outcome_lines(checked, host):
        click.echo(line)
    if checked.findings:
        raise SystemExit(1)


@cli.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--ci", type=click.Choice(list(CIS)), help="Add a file with which this service builds and publishes.")
@click.option("--force", is_flag=True, help="Take a folder that has files, and leave those as they are.")
def new_command(folder: Path, ci: str | None, force: bool) -> None:
    """Start a site in FOLDER, with one debate to learn from."""
    files = start_site(folder, ci, force=force)
    width = max(len(file.name) for file in files)
    for file in files:
        click.echo(f"{'kept ' if file.kept else 'wrote'}  {file.name.ljust(width)}  {file.about}")
    there = "" if folder.resolve() == Path.cwd() else f"cd {shlex.quote(str(folder))} && "
    click.echo(f"next   {there}moothall build")


@cli.command("serve")
@click.option("--site", type=click.Path(path_type=Path), default=".", help="Folder of content/ (default: this one).")
@click.option("--output", type=click.Path(path_type=Path), help="Where the site goes (default: output/ in the site).")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", help="Where to listen (default: this machine only).")
@click.option("--port", metavar="N", type=int, default=8000, help="The port (default: 8000; 0 for any free one).")
@click.option("--open", "browser", is_flag=True, help="Open the site in your browser.")
@click.option("--jobs", metavar="N|auto", default="auto", help="Worker processes (default: auto, one per core).")
def serve_command(site: Path, output: Path | None, host: str, port: int, browser: bool, jobs: str) -> None:
    """Build, serve, and build again at each change.

    Open pages reload by themselves; what is wrong is said over them and here, and the last good site stays.
    """
    options = Options(site=site, output=output or site / "output", jobs=_jobs(jobs))
    serve(Serving(options, host, port, browser), click.echo)


@cli.command("publish")
@click.argument("target")
@click.option("--site", type=click.Path(path_type=Path), default=".", help="Folder of content/ (default: this one).")
@click.option("--output", type=click.Path(path_type=Path), help="The built site (default: output/ in the site).")
@click.option("--dry-run", is_flag=True, help="Say what would be sent and deleted, and do nothing.")
@click.option("--squash", is_flag=True, help="Keep no history on the branch.")
@click.option("--adopt", is_flag=True, help="Publish beside files that Moothall did not put there.")
@click.option("--resend", is_flag=True, help="Send every file, whatever seems to be there.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def publish_command(
    target: str, site: Path, output: Path | None, dry_run: bool, squash: bool, adopt: bool, resend: bool, quiet: bool
) -> None:
    """Send what changed in the built site to TARGET.

    TARGET is a folder, a branch (branch:gh-pages, git+URL#branch), or an address like s3://bucket/folder, gs://bucket,
    sftp://user@host/folder.
    """
    built = output or site / "output"
    wanted = Publication(target, site, built, dry_run=dry_run, squash=squash, adopt=adopt, resend=resend)
    plan = publish(wanted, lambda total: show_progress("files", quiet=quiet, total=total))
    if not quiet:
        for line in describe(plan, target, dry_run=dry_run):
            click.echo(line)


def main() -> None:
    """Runs the command line and turns every error that a user can cause into one line and an exit code."""
    try:
        with _broken_pipe_is_no_error():
            _run()
    except KeyboardInterrupt:
        click.echo("stopped; the old site is untouched", err=True)
        sys.exit(130)
    except Exception as fault:
        if os.environ.get("MOOTHALL_TRACEBACK"):
            raise
        click.echo(f"error: a fault in Moothall: {type(fault).__name__}: {fault}", err=True)
        click.echo("please report it with the source; MOOTHALL_TRACEBACK=1 shows where it happened", err=True)
        sys.exit(1)


def _run() -> None:
    errors: list[MoothallError] = []
    try:
        cli.main(prog_name="moothall", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort as abort:
        raise KeyboardInterrupt from abort
    except MoothallError as error:
        errors = [error]
    except ExceptionGroup as group:
        errors = flatten(group)
        if not errors:
            raise
    for found in errors:
        click.echo(f"error: {found}", err=True)
    if errors:
        sys.exit(max(error.exit_code for error in errors))


def _jobs(text: str) -> int | None:
    if text == "auto":
        return None
    if not text.isdecimal() or int(text) < 1:
        raise SettingsError(f'--jobs takes a number of processes or auto, not "{text}"')
    return int(text)


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
        click.echo("nothing was published; the old site is untouched", err=True)
    if quiet or not published:
        return
    say: Callable[[str], None] = click.echo
    left_out = f", {len(told.skipped):,} left out" if told.skipped else ""
    size = f"{told.bytes / 1e6:,.1f} MB in {seconds:.1f} s"
    say(f"read       {count(told.sources, 'source')} with {count(told.read, 'comment')}")
    say(f"published  {count(told.threads, 'debate')} with {count(told.published, 'comment')}{left_out}")
    say(f"search     {count(told.documents, 'document')}")
    say(f"wrote      {count(told.files, 'file')}, {size} ({told.cached:,} from cache)")
    for note in told.notes:
        say(f"note       {note}")
    say(f"open       {options.output / 'index.html'}")


@contextmanager
def _broken_pipe_is_no_error() -> Iterator[None]:
    """Ends quietly when the reader of our output has gone, as in `moothall inspect … | head`."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
