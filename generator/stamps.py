"""What a folder holds, told without reading it: files are unchanged when their name, size, time and inode are.

So do make and git. A file that changes twice within a tick of the file system's clock may keep its stamp.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

Stamp = tuple[bytes, int, int, int]
"""A file: its name, which need not be text, its size, its time in nanoseconds, and its inode."""


def stamps(folder: Path) -> Iterator[Stamp]:
    """Every file below a folder that may be missing, in a settled order."""
    waiting = [(folder, "")]
    while waiting:
        path, name = waiting.pop()
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name)
        except FileNotFoundError:
            continue
        for entry in entries:
            if entry.is_dir():
                waiting.append((Path(entry.path), f"{name}{entry.name}/"))
            else:
                stat = entry.stat()
                yield os.fsencode(f"{name}{entry.name}"), stat.st_size, stat.st_mtime_ns, stat.st_ino
