"""Style sheets, scripts and pictures: bundled, named by their content, and written once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import minify

from generator.config import Settings
from generator.errors import SettingsError
from generator.render.colour import DARK_GROUNDS, LIGHT_GROUNDS, readable

BUNDLES: dict[str, tuple[str, ...]] = {
    "site.css": (
        "css/variables.css",
        "css/base.css",
        "css/lists.css",
        "css/debate.css",
        "css/code.css",
        "css/folds.css",
        "css/comments.css",
        "css/tools.css",
        "css/search.css",
        "css/find.css",
        "css/print.css",
    ),
    "no-script.css": ("css/no-script.css",),
    "theme.js": ("js/theme.js",),
    "site.js": (
        "js/site.js",
        "js/slash.js",
        "js/find/boot.js",
    ),
    "debate.js": (
        "js/debate/comments.js",
        "js/debate/keeping.js",
        "js/debate/replies.js",
        "js/debate/order.js",
        "js/debate/person.js",
        "js/debate/place.js",
        "js/debate/reading.js",
        "js/debate/copying.js",
        "js/debate/keys.js",
    ),
    "search.js": (
        "js/search/tokens.js",
        "js/search/query.js",
        "js/search/shards.js",
        "js/search/matching.js",
        "js/search/spelling.js",
        "js/search/excerpt.js",
        "js/search/engine.js",
    ),
    "search-page.js": (
        "js/find/marks.js",
        "js/search/address.js",
        "js/search/narrow.js",
        "js/search/hits.js",
        "js/search/facets.js",
        "js/search/answers.js",
        "js/search/keys.js",
        "js/search/page.js",
    ),
    "find.js": (
        "js/find/marks.js",
        "js/find/places.js",
        "js/find/find.js",
    ),
}
"""Files that are served as one, in order: scripts cannot be modules, which browsers refuse to load from `file://`."""

EXTENSIONS = frozenset({"css", "js", "json", "xml", "txt", "svg", "png", "webp", "woff2"})
"""What free hosts serve."""


def write_assets(
    layouts: Sequence[Path], settings: Settings, write: Callable[[str, bytes], None]
) -> tuple[tuple[str, str], ...]:
    """Writes the bundles and every other file under `assets/`; returns the address of each by the name layouts use.

    Raises SettingsError for a file that free hosts refuse to serve, and for a script or style sheet that is none.
    """
    files = _files(layouts)
    parts = {name for names in BUNDLES.values() for name in names}
    contents = {bundle: b"".join(_minified(files[name]) for name in names) for bundle, names in BUNDLES.items()}
    contents["site.css"] += _theme(settings)
    contents |= {name: path.read_bytes() for name, path in sorted(files.items()) if name not in parts}
    named = []
    for name, data in contents.items():
        address = _address(name, data)
        write(address, data)
        named.append((name, address))
    return tuple(named)


def _minified(path: Path) -> bytes:
    """A script or style sheet without what only its authors read: comments, indentation, long names in functions."""
    kind = "text/css" if path.suffix == ".css" else "application/javascript"
    try:
        minified: str = minify.string(kind, path.read_text(encoding="utf-8"))
    except ValueError as cause:  # of its own kind, or because the file is not UTF-8
        place = re.match(r"(?P<what>.*) on line (?P<line>[0-9]+) and column (?P<column>[0-9]+)", str(cause))
        what, line = (place["what"], int(place["line"])) if place else (str(cause), None)
        raise SettingsError(f"cannot be read: {what}", path, line) from cause
    return minified.encode("utf-8") + (b";\n" if path.suffix == ".js" else b"\n")  # or the next would be its argument


def _files(layouts: Sequence[Path]) -> dict[str, Path]:
    """Every asset by its path under `assets/`, from the first of the layouts that has it."""
    files: dict[str, Path] = {}
    for layout in reversed(layouts):
        folder = layout / "assets"
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                if path.suffix.removeprefix(".") not in EXTENSIONS:
                    hint = f"free hosts serve {', '.join(sorted(EXTENSIONS))}"
                    raise SettingsError("an asset of this kind cannot be published", path, hint=hint)
                files[path.relative_to(folder).as_posix()] = path
    return files


def _address(name: str, data: bytes) -> str:
    stem, _, extension = name.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(data).hexdigest()[:10]}.{extension}"


def _theme(settings: Settings) -> bytes:
    """The site's accent as the variables that the style sheets use."""
    light = readable(settings.accent, LIGHT_GROUNDS, light=False)
    dark = readable(settings.accent, DARK_GROUNDS, light=True)
    return f"\n:root {{ --accent: light-dark({light}, {dark}); }}\n".encode()
