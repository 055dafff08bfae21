"""Which programs make the pages: a result of an earlier build is as good as a new one only where these are the same."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = (
    "deflate",
    "jinja2",
    "linkify-it-py",
    "markdown-it-py",
    "markupsafe",
    "mdit-py-plugins",
    "mdurl",
    "msgspec",
    "nh3",
    "numpy",
    "pygments",
    "pyromark",
    "pystemmer",
    "pyyaml",
    "selectolax",
    "tdewolff-minify",
    "zstandard",
)
"""What pages, data and the search index are made with."""


@cache
def versions() -> str:
    """A line for each of them, one for Unicode, and a digest of Moothall's own code, which changes between releases."""
    lines = [f"{name} {_version(name)}" for name in PACKAGES]
    return "\n".join((*lines, f"unicode {unicodedata.unidata_version}", f"moothall {_own_code()}"))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # bundled into one file with Moothall, whose code then tells
        return ""


def _own_code() -> str:
    total = hashlib.sha256()
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*.py")):
        data = path.read_bytes()
        total.update(f"{path.relative_to(folder).as_posix()} {len(data)}\n".encode() + data)
    return total.hexdigest()
