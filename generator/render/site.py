"""What every page needs: the settings, the layouts, the names of the assets, and the way to other pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Literal

import jinja2
from markupsafe import Markup

from generator.config import Select, Settings
from generator.errors import SettingsError
from generator.render.direction import direction
from generator.render.escaping import EscapingEnvironment
from generator.render.words import Words
from generator.urls import href, root_from


@dataclass(frozen=True, slots=True)
class Site:
    """Plain data; crosses process borders."""

    settings: Settings
    """What the site chose."""
    layouts: tuple[Path, ...]
    """Folders in which a layout is looked for, in order."""
    assets: tuple[tuple[str, str], ...]
    """Of each asset, the name that layouts use and its address below the site's root."""
    version: str
    """Of Moothall."""
    words: Words
    """What Moothall itself says on them."""
    fingerprint: str
    """Of everything that shapes a page but the debate itself."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the head of a page says."""

    path: str
    """Its address."""
    title: str
    """Plain text; empty for the site's own."""
    description: str = ""
    """A sentence or two."""
    language: str = ""
    """BCP 47 tag; empty for the site's."""
    noindex: bool = False
    """Whether search engines are asked to leave it out."""
    section: str = ""
    """Which entry of the navigation it belongs to."""
    kind: Literal["website", "article"] = "website"
    """What previews of links to it call it."""
    published: str = ""
    """ISO 8601, where it is known to the day."""
    modified: str = ""
    """The same of the latest change."""
    linked_data: str = ""
    """JSON-LD, marked as safe."""
    feed: str = ""
    """Link to a feed of its own; empty where it has none."""
    moved_to: str | None = None
    """The address of the page that it leads on to; None where it is the page itself."""


def render_page(site: Site, layout: str, page: Page, root: str | None = None, **values: object) -> bytes:
    """The page as UTF-8. `root` is the way to the site's root, if not that of its address.

    Raises SettingsError when a layout of the site is broken.
    """
    root = root_from(page.path) if root is None else root
    text = render_layout(
        site,
        layout,
        page=page,
        root=root,
        link=linker(site, root),
        site_direction=direction(site.words.language),
        lang_attribute=partial(_lang_attribute, site.words.language),
        canonical=address_of(site, page.path if page.moved_to is None else page.moved_to),
        **values,
    )
    return text.encode()


def address_of(site: Site, path: str) -> str:
    """The full address of the page at `path`; empty where nobody said where the site will be published."""
    return site.settings.base_url and site.settings.base_url + href("./", path).removeprefix("./")


def render_layout(site: Site, layout: str, **values: object) -> str:
    """The layout filled in. Raises SettingsError with the line of the layout that is broken."""
    try:
        return (
            _environment(site.layouts, site.words, site.fingerprint)
            .get_template(layout)
            .render(
                site=site.settings,
                version=site.version,
                assets=dict(site.assets),
                language=site.words.language,
                **values,
            )
        )
    except jinja2.TemplateSyntaxError as cause:
        raise SettingsError(f"layout: {cause.message}", _path(cause.filename), cause.lineno) from cause
    except jinja2.TemplateNotFound as cause:
        raise SettingsError(f"there is no layout {cause.name}", site.layouts[0] / layout) from cause
    except (jinja2.TemplateError, TypeError, ValueError, LookupError, AttributeError) as cause:
        path, line = _place(cause, site.layouts)
        raise SettingsError(f"layout {layout}: {cause}", path, line) from cause


def linker(site: Site, root: str) -> Callable[..., str]:
    """A function from an address, and an anchor, to a link for a page whose way to the root is `root`."""
    files = site.settings.links == "files"

    def link(to: str = "", anchor: str = "") -> str:
        return href(root, to, anchor, files=files)

    return link


def _lang_attribute(around: str, language: str) -> Markup:
    """The attribute for words in `language` among words in `around`; nothing where they are the same."""
    return Markup(' lang="{}"').format(language) if language != around else Markup("")


def fingerprint(layouts: tuple[Path, ...], settings: Settings, version: str) -> str:
    """A digest of the layouts, assets, settings and version: pages made under equal ones are equal."""
    settings = replace(settings, select=Select(), host_files=())  # these change no page of a debate
    total = hashlib.sha256(f"{version}\n{settings!r}\n".encode())
    for folder in layouts:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                data = path.read_bytes()
                total.update(f"{path.relative_to(folder).as_posix()} {len(data)}\n".encode() + data)
        total.update(b"\n")
    return total.hexdigest()


@lru_cache(maxsize=2)
def _environment(layouts: tuple[Path, ...], words: Words, fingerprint: str) -> jinja2.Environment:
    """Layouts compiled once, for they are not looked at again: changed ones have another fingerprint."""
    environment = EscapingEnvironment(
        loader=jinja2.FileSystemLoader(layouts),
        autoescape=True,
        auto_reload=False,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "say": _sayer(words),  # of a text without values Jinja makes a part of the compiled layout
        "count": _counter(words),
        "number": words.number,
        "time": words.time_element,
        "day": words.day,
        "moment": words.moment,
        "year": words.year,
        "badge": words.badge,
    }
    return environment


def _sayer(words: Words) -> Callable[..., Markup]:
    """A filter for texts; the same names and levels stand by many comments."""

    @lru_cache(maxsize=4096)
    def say(key: str, **values: object) -> Markup:
        return words.markup(key, **values)

    return say


def _counter(words: Words) -> Callable[[int, str], str]:
    """A filter for numbers with what is counted; the same few stand by most comments."""

    @lru_cache(maxsize=4096)
    def count(number: int, key: str) -> str:
        return words.count(key, number)

    return count


def _path(name: str | None) -> Path | None:
    return Path(name) if name else None


def _place(cause: BaseException, layouts: tuple[Path, ...]) -> tuple[Path | None, int | None]:
    """The innermost line of a layout in the error's traceback."""
    place: tuple[Path | None, int | None] = (None, None)
    trace = cause.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if any(path.is_relative_to(folder) for folder in layouts):
            place = (path, trace.tb_lineno)
        trace = trace.tb_next
    return place
