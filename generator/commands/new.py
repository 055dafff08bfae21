"""`moothall new`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from generator.starting import CIS, start_site


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--ci", type=click.Choice(list(CIS)), help="Add a file with which this service builds and publishes.")
@click.option("--force", is_flag=True, help="Take a folder that has files, and leave those as they are.")
def command(folder: Path, ci: str | None, force: bool) -> None:
    """Start a site in FOLDER, with one debate to learn from."""
    files = start_site(folder, ci, force=force)
    width = max(len(file.name) for file in files)
    for file in files:
        click.echo(f"{'kept ' if file.kept else 'wrote'}  {file.name.ljust(width)}  {file.about}")
    there = "" if folder.resolve() == Path.cwd() else f"cd {shlex.quote(str(folder))} && "
    click.echo(f"next   {there}moothall build")
