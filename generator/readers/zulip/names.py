"""What file and folder of a topic are called after: `113538-CI/build.20time.json` is "build time" of the stream "CI".

zulip-archive writes each byte that is no letter, digit or one of `_-~()*!'` as a full stop and two hexadecimal digits,
and blanks in the names of streams as hyphens, which cannot be told from other hyphens any more.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from generator.sourcefile import COMPRESSIONS

_ESCAPE = re.compile(r"\.(?=[0-9A-F]{2})")
_STREAM = re.compile(r"[0-9]+-(?P<name>.+)")


def topic_of(path: Path) -> str | None:
    """The topic that the file is named after."""
    name = path.name
    for suffix in (*COMPRESSIONS, ".json"):
        name = name.removesuffix(suffix)
    return unquote(_ESCAPE.sub("%", name)).strip() or None


def stream_of(path: Path) -> str | None:
    """The stream that the folder is named after; None where the folder's name is not of zulip-archive's form."""
    named = _STREAM.fullmatch(path.resolve().parent.name)
    return named["name"] if named else None
