"""What Moothall put at a target: a file there that names every file with its SHA-256.

Nothing that it does not name is ever deleted. A file without a digest was about to be sent when an upload ended early:
it may be there, or a part of it.
"""

from __future__ import annotations

from pathlib import PurePosixPath

import msgspec

from generator.errors import OutputError

MANIFEST = ".moothall.json"
"""The manifest's name at the target."""


class _Manifest(msgspec.Struct):
    files: dict[str, str]
    about: str = "What moothall publish put here; it deletes nothing else."


def encode_manifest(files: dict[str, str]) -> bytes:
    """The manifest of `files`, digests by names."""
    return msgspec.json.format(msgspec.json.encode(_Manifest(dict(sorted(files.items())))), indent=1) + b"\n"


def decode_manifest(data: bytes) -> dict[str, str]:
    """Digests by names. Raises OutputError when the manifest is damaged, or names files outside of the target."""
    try:
        files = msgspec.json.decode(data, type=_Manifest).files
    except msgspec.DecodeError as cause:
        raise _damaged(str(cause)) from cause
    for name in files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or not path.parts:
            raise _damaged(f"it names {name!r}")
    return files


def _damaged(why: str) -> OutputError:
    return OutputError(f"{MANIFEST} there is damaged: {why}", hint="delete it and publish with --adopt")
