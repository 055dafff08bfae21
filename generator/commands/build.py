"""`moothall build`: its options. What it does is imported while workers import what they need."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from generator.cluster import SCHEME
from generator.commands.options import jobs_of
from generator.parallel import EXECUTORS, warm_up


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
def command(jobs: str, executor: str, **asked: Any) -> None:
    """Build the site from content/ into output/."""
    number = jobs_of(jobs)
    warm_up(executor, number)
    import_module("generator.commands.building").build_site(jobs=number, executor=executor, **asked)
