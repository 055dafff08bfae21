"""Files of JSON that hold one value, or several written one after another, on lines of their own or not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from generator.errors import SourceError
from generator.sourcefile import read_json, read_text

_SPACE = re.compile(r"\s*")


def read_values(path: Path) -> list[msgspec.Raw]:
    """The values in the file: mostly one. Raises SourceError when any part of it is not JSON."""
    try:
        return [read_json(path, msgspec.Raw)]
    except SourceError as error:
        if not error.message.endswith("trailing characters"):
            raise
        return list(_split(read_text(path), path))


def _split(text: str, path: Path) -> Iterator[msgspec.Raw]:
    decoder = json.JSONDecoder(parse_int=str)
    end = 0
    while (start := _skip_space(text, end)) < len(text):
        try:
            _, end = decoder.raw_decode(text, start)
        except json.JSONDecodeError as cause:
            hint = "answers saved one after another must each be whole: save this one again"
            raise SourceError("from here on it is not JSON", path, cause.lineno, cause.colno, hint) from cause
        except RecursionError as cause:
            raise SourceError("the JSON is nested too deep", path, text.count("\n", 0, start) + 1) from cause
        yield msgspec.Raw(text[start:end].encode())


def _skip_space(text: str, start: int) -> int:
    found = _SPACE.match(text, start)
    return found.end() if found else start
