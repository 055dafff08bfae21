"""`moothall search`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.hits import answer, as_json, as_text
from generator.search.query import SORTS


@click.command("search")
@click.argument("query")
@click.option("--site", type=click.Path(path_type=Path), default=".", help="Folder of content/ (default: this one).")
@click.option("--output", type=click.Path(path_type=Path), help="The built site (default: output/ in the site).")
@click.option("--limit", type=click.IntRange(min=0), default=10, show_default=True, help="Hits to show.")
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True, help="What comes first.")
@click.option("--json", "json_lines", is_flag=True, help="One JSON object a line for each hit.")
def command(query: str, site: Path, output: Path | None, limit: int, sort: str, json_lines: bool) -> None:
    """Search the built site as its search page does.

    Syntax and answers are the same. Exits 1 where nothing is found.
    """
    found = answer(output or site / "output", query, limit, sort)
    for line in as_json(found) if json_lines else as_text(found):
        click.echo(line)
    if not found.total:
        raise SystemExit(1)
