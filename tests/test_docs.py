"""Docs are checked: every setting, summary key, reader, command and host is in them, and help is told as it is."""

from __future__ import annotations

import dataclasses
import os
import re
from pathlib import Path
from typing import Any

import click
import pytest

from generator.checking import HOSTS
from generator.checking.fitting import usage
from generator.cli import COMMANDS, cli
from generator.config import Settings
from generator.readers import READERS
from generator.summary import Summary

DOCS = Path(__file__).parents[1] / "docs"
ROOT = DOCS.parent
WIDE: dict[str, Any] = {**cli.context_settings, "terminal_width": 100}


def headings(name: str) -> set[str]:
    return set(re.findall(r"^#+ (.+)$", (DOCS / name).read_text(encoding="utf-8"), re.MULTILINE))


def test_every_setting_is_described() -> None:
    assert {field.name for field in dataclasses.fields(Settings)} <= headings("config.md")


def test_defaults_are_told_as_they_are() -> None:
    text = (DOCS / "config.md").read_text(encoding="utf-8")
    for field in dataclasses.fields(Settings):
        if isinstance(field.default, int | str) and field.default not in ("", False):
            section = text.split(f"### {field.name}\n")[1].split("\n### ")[0]
            assert f"`{field.default}`" in section, field.name


def test_every_key_of_a_summary_is_described() -> None:
    assert {field.name for field in dataclasses.fields(Summary)} <= headings("summary.md")


def test_every_reader_is_described() -> None:
    assert {reader.NAME for reader in READERS} <= headings("readers.md")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_page_that_begins_with_its_help(name: str) -> None:
    parent = click.Context(cli, info_name="moothall", **WIDE)
    command = cli.get_command(parent, name)
    assert command is not None
    context = click.Context(command, info_name=name, parent=parent)
    page = DOCS / "commands" / f"{name}.md"
    title, told, rest = re.split(r"^```(?:text)?\n", page.read_text(encoding="utf-8"), maxsplit=2, flags=re.MULTILINE)
    told_now = f"{context.get_help()}\n"
    if os.environ.get("REFRESH"):
        page.write_text(f"{title}```text\n{told_now}```\n{rest}", encoding="utf-8")
        return
    assert title == f"# moothall {name}\n\n"
    assert told == told_now
    assert f"[`moothall {name}`](commands/{name}.md)" in (DOCS / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", HOSTS)
def test_every_host_is_described_with_its_limits(name: str) -> None:
    host = HOSTS[name]
    limits = re.sub(r"\b0( kB| MiB)? of ", "", usage({}, host))
    row = f"| `{name}` | [{host.title}]({host.source}) | {limits} | {host.read} |\n"
    assert row in (DOCS / "commands" / "check.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [*DOCS.rglob("*.md"), *ROOT.glob("*.md")], ids=lambda path: path.name)
def test_links_inside_the_docs_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target
