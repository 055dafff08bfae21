"""`moothall inspect`."""

from __future__ import annotations

from pathlib import Path

import click

from generator.inspect import as_json, as_tree, inspect_file


@click.command("inspect")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "json_lines", is_flag=True, help="One JSON object a line for each thread.")
def command(file: Path, json_lines: bool) -> None:
    """Show what a reader sees in FILE: the tree, counts and problems."""
    name, threads = inspect_file(file)
    if not json_lines:
        click.echo(f"{file} is read as {name}")
    for thread in threads:
        for line in [as_json(thread)] if json_lines else ["", *as_tree(thread)]:
            click.echo(line)
