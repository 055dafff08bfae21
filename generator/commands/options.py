"""Options that several commands take."""

from __future__ import annotations

from generator.errors import SettingsError


def jobs_of(text: str) -> int | None:
    """How many processes `--jobs` asks for; None for one per core. Raises SettingsError."""
    if text == "auto":
        return None
    if not text.isdecimal() or int(text) < 1:
        raise SettingsError(f'--jobs takes a number of processes or auto, not "{text}"')
    return int(text)
