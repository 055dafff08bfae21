"""The command line: it finds commands, and is the only place that catches errors.

Exit codes: 0 done, 1 the content has errors, 2 wrong usage or settings. No traceback reaches a user.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import click

from generator import __version__
from generator.errors import MoothallError, flatten

COMMANDS = ("build", "check", "inspect", "new", "publish", "search", "serve")
"""Modules of `generator.commands`."""


class Commands(click.Group):
    """Imports a command when it is asked for: all of them take five times as long as the fastest of them to run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"generator.commands.{cmd_name}").command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="moothall", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn exports of discussions into a static, searchable site."""


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


@contextmanager
def _broken_pipe_is_no_error() -> Iterator[None]:
    """Ends quietly when the reader of our output has gone, as in `moothall inspect … | head`."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
