"""`moothall check`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.checking import HOSTS, check_site, outcome_lines


@click.command("check")
@click.argument("site", type=click.Path(path_type=Path), default=".")
@click.option("--output", type=click.Path(path_type=Path), help="The built site (default: output/ in the site).")
@click.option("--host", type=click.Choice(list(HOSTS)), help="Check also that this host takes the site.")
def command(site: Path, output: Path | None, host: str | None) -> None:
    """Check the built SITE for broken links and for a host's limits."""
    checked = check_site(site, output or site / "output", host)
    for line in outcome_lines(checked, host):
        click.echo(line)
    if checked.findings:
        raise SystemExit(1)
