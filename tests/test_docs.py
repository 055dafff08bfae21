"""Docs are checked: every setting, summary key, reader and command has its heading."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from generator.cli import cli
from generator.config import Settings
from generator.readers import READERS
from generator.summary import Summary

DOCS = Path(__file__).parents[1] / "docs"
ROOT = DOCS.parent


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


def test_every_command_and_option_is_described() -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    for name, command in cli.commands.items():
        assert f"## moothall {name}" in text
        for parameter in command.params:
            for option in parameter.opts:
                assert not option.startswith("--") or f"`{option}" in text, f"{name} {option}"


@pytest.mark.parametrize("path", [*DOCS.glob("*.md"), *ROOT.glob("*.md")], ids=lambda path: path.name)
def test_links_inside_the_docs_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target
