"""What a page is at the moment: from a preview, or else from the output."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from generator.mediatypes import media_type
from generator.serving.news import State
from generator.serving.places import find

PAGES = Path(__file__).parent / "pages"
"""What only this server has."""
_HTML = "text/html"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent for a request."""

    status: HTTPStatus
    """As a static host would have it."""
    data: bytes = b""
    """The file, as it is or will be in the output."""
    kind: str = "text/plain"
    """Its media type."""
    elsewhere: str | None = None
    """Where else to ask."""
    name: str = ""
    """The path of the page below the site's root, where it has one."""

    @property
    def is_page(self) -> bool:
        """Whether it can be told of changes."""
        return self.kind.startswith(_HTML)

    @property
    def version(self) -> str:
        """Equal pages have the same."""
        return hashlib.sha256(self.data).hexdigest()[:16]


def answer(root: Path, base: str, state: State, target: str) -> Answer:
    """What `target`, the second word of a request, is answered with by the site at `root`, whose address is `base`."""
    place = find(root, base, target, state.preview.files)
    if place.elsewhere is not None:
        return Answer(HTTPStatus.MOVED_PERMANENTLY, elsewhere=place.elsewhere)
    try:
        if place.file is None:
            return Answer(HTTPStatus.NOT_FOUND, *_content(root / "404.html", None, state))
        name = place.file.relative_to(root).as_posix()
        return Answer(HTTPStatus.OK, *_content(place.file, place.data, state), name=name)
    except (FileNotFoundError, NotADirectoryError):  # nothing was built yet, or the site was swapped just now
        return Answer(HTTPStatus.SERVICE_UNAVAILABLE, *_content(PAGES / "waiting.html", None, state))


def index_version(root: Path) -> str:
    """Equal search indexes have the same; empty where there is none."""
    try:
        return hashlib.sha256((root / "search" / "index.js").read_bytes()).hexdigest()[:16]
    except OSError:
        return ""


def _content(file: Path, data: bytes | None, state: State) -> tuple[bytes, str]:
    """What is in the file, or will be, and its media type. Raises FileNotFoundError."""
    kind = media_type(file.name)
    if data is None:
        data = file.read_bytes()
        data = state.preview.adapted(data) if kind.startswith(_HTML) else data
    return data, kind
