"""The whole site as one ZIP archive; equal sites give equal archives.

The format is PKWARE's APPNOTE 6.3; the times in it are its earliest, since a build has none.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from generator.errors import OutputError

TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that the format knows."""
MODE = 0o100644
"""A file that everyone may read, as Unix has it."""
UNIX = 3
"""The system that `MODE` means something to; else it would be that of the machine."""


def write_archive(folder: Path) -> Path:
    """Packs the site in `folder` into an archive beside it, named after it, and gives its path. Raises OutputError."""
    path = folder.with_name(f"{folder.name}.zip")
    part = path.with_name(f".{path.name}")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for file in sorted(one for one in folder.rglob("*") if one.is_file()):
                entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), TIME)
                entry.create_system, entry.external_attr = UNIX, MODE << 16
                archive.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)
        part.replace(path)
    except OSError as cause:
        part.unlink(missing_ok=True)
        raise OutputError(f"cannot be written: {cause.strerror}", path) from cause
    return path
