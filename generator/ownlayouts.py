"""Where the layouts lie that come with Moothall: inside the package when installed, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

OWN_LAYOUTS = next(
    folder for folder in (Path(__file__).parent / "layouts", Path(__file__).parents[1] / "layouts") if folder.is_dir()
)
"""The folder."""
