"""`site.yaml` of a new site: every key there is, with what it does and its default, as the settings declare them."""

from __future__ import annotations

import dataclasses
import textwrap
from collections.abc import Iterator

import yaml

from generator.config import Settings
from generator.schema import field_docs, json_schema

_HEAD = """\
# yaml-language-server: $schema=schemas/site.schema.json
# The settings of this site. Every key may be left out: behind a # stands what holds without it. An editor that
# understands the first line completes keys and says what each is for.
"""
_WIDTH = 118


def settings_text(title: str) -> str:
    """The whole file, for a site called `title`."""
    chosen = {"title": title, "description": "One debate to learn from, and room for yours."}
    return _HEAD + "".join(_entry(field, chosen) for field in dataclasses.fields(Settings))


def _entry(field: dataclasses.Field[object], chosen: dict[str, str]) -> str:
    """The lines of one key: what it does, and its value, behind a # where that is the default."""
    about = textwrap.fill(field_docs(Settings)[field.name], _WIDTH, initial_indent="# ", subsequent_indent="# ")
    if field.name in chosen:
        return f"\n{about}\n{_line(field.name, chosen[field.name])}\n"
    default = getattr(Settings(), field.name)
    if dataclasses.is_dataclass(default):
        lines = [f"{field.name}:", *_nested(default)]
    else:
        lines = [_line(field.name, default) + _others(field.name, default)]
    return f"\n{about}\n" + "".join(f"# {line}\n" for line in lines)


def _nested(value: object) -> Iterator[str]:
    """The lines of the keys that a key holds, each with what it does behind it."""
    assert dataclasses.is_dataclass(value)  # noqa: S101 - for the type checker
    docs = field_docs(type(value))
    lines = {field.name: _line(field.name, getattr(value, field.name)) for field in dataclasses.fields(value)}
    width = max(map(len, lines.values()))
    for name, line in lines.items():
        yield f"  {line.ljust(width)}  # {docs[name]}"


def _others(name: str, default: object) -> str:
    """The other values that a key may have, where it has a choice of words."""
    choices = json_schema(Settings, "")["properties"][name].get("enum", [])
    words = [word for word in choices if word != default]
    return f"  # or {', '.join(words)}" if isinstance(default, str) and words else ""


def _line(name: str, value: object) -> str:
    """The key with its value, or alone where it has none."""
    if value in (None, "", ()):
        return f"{name}:"
    return yaml.safe_dump({name: value}, allow_unicode=True, width=1000).strip()
