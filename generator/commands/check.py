"""`moothall check`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.checking import HOSTS, check_site, outcome_lines


@click.command("check")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--site", type=click.Path(path_type=Path), help="Folder of content/ (default: this one).")
@click.option("--output", type=click.Path(path_type=Path), help="The built site (default: output/ in the site).")
@click.option("--host", type=click.Choice(list(HOSTS)), help="Check also that this host takes the site.")
def command(folder: Path | None, site: Path | None, output: Path | None, host: str | None) -> None:
    """Check a built site, and what a host takes.

    FOLDER is a site, as --site names it, or a folder that holds a built one.
    """
    if folder is not None and site is not None:
        raise click.UsageError("Name the site once, by FOLDER or by --site.")
    site = folder or site or Path()
    if folder is not None and output is None and _is_built(folder):
        site, output = folder.parent, folder
    checked = check_site(site, output or site / "output", host)
    for line in outcome_lines(checked, host):
        click.echo(line)
    if checked.findings:
        raise SystemExit(1)


def _is_built(folder: Path) -> bool:
    """Whether the folder is a built site itself, not one that holds its output."""
    return (folder / "index.html").is_file() and not (folder / "output/index.html").is_file()
