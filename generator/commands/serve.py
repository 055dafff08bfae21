"""`moothall serve`."""

from __future__ import annotations

import signal
from pathlib import Path

import click

from generator.commands.options import jobs_of
from generator.options import Options
from generator.serving import Serving, serve


@click.command("serve")
@click.option("--site", type=click.Path(path_type=Path), default=".", help="Folder of content/ (default: this one).")
@click.option("--output", type=click.Path(path_type=Path), help="Where the site goes (default: output/ in the site).")
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", help="Where to listen (default: this machine only).")
@click.option("--port", metavar="N", type=int, default=8000, help="The port (default: 8000; 0 for any free one).")
@click.option("--open", "browser", is_flag=True, help="Open the site in your browser.")
@click.option("--jobs", metavar="N|auto", default="auto", help="Worker processes (default: auto, one per core).")
def command(site: Path, output: Path | None, host: str, port: int, browser: bool, jobs: str) -> None:
    """Build, serve, and build again at each change.

    Open pages reload by themselves; what is wrong is said over them and here, and the last good site stays.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that whoever ends it leaves no workers behind
    options = Options(site=site, output=output or site / "output", jobs=jobs_of(jobs))
    serve(Serving(options, host, port, browser), click.echo)
