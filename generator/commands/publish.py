"""`moothall publish`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.progress import show_progress
from generator.publishing import Publication, describe, publish


@click.command("publish")
@click.argument("target")
@click.option("--site", type=click.Path(path_type=Path), default=".", help="Folder of content/ (default: this one).")
@click.option("--output", type=click.Path(path_type=Path), help="The built site (default: output/ in the site).")
@click.option("--dry-run", is_flag=True, help="Say what would be sent and deleted, and do nothing.")
@click.option("--squash", is_flag=True, help="Keep no history on the branch.")
@click.option("--adopt", is_flag=True, help="Publish beside files that Moothall did not put there.")
@click.option("--resend", is_flag=True, help="Send every file, whatever seems to be there.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def command(
    target: str, site: Path, output: Path | None, dry_run: bool, squash: bool, adopt: bool, resend: bool, quiet: bool
) -> None:
    """Send what changed in the built site to TARGET.

    TARGET is a folder, a branch (branch:gh-pages, git+URL#branch), or an address like s3://bucket/folder, gs://bucket,
    sftp://user@host/folder.
    """
    built = output or site / "output"
    wanted = Publication(target, site, built, dry_run=dry_run, squash=squash, adopt=adopt, resend=resend)
    plan = publish(wanted, lambda what, total: show_progress(what, quiet=quiet, total=total))
    if not quiet:
        for line in describe(plan, target, dry_run=dry_run):
            click.echo(line)
