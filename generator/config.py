"""The site's settings, read from `site.yaml`; each key is described in `docs/config.md`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from generator.errors import SettingsError
from generator.model import is_language
from generator.yamlfile import read_yaml

SETTINGS_FILE = "site.yaml"
"""The file of a site's settings; it may be absent."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours, as `#rrggbb`."""

    accent: str = "#9a3b1e"
    """Links and marks on a light ground."""
    accent_dark: str = "#f0a07c"
    """Links and marks on a dark ground."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site may choose."""

    title: str = "Debates"
    """The site's name."""
    description: str = ""
    """A sentence on what is collected here, shown on the home page."""
    base_url: str = ""
    """Where the site will be published; only feeds, the sitemap and canonical links need it."""
    language: str = "en"
    """BCP 47 tag of the language of the site, and of debates that name none."""
    author: str = ""
    """Who publishes the site."""
    theme: Theme = field(default_factory=Theme)
    """Colours."""
    page_comments: int = 1000
    """Comments on one page of a debate before it goes on on the next."""
    home_debates: int = 100
    """Debates on the home page; the archive lists them all."""
    feed_entries: int = 50
    """Debates in the feed."""
    images: Literal["link", "embed", "local"] = "link"
    """Pictures in comments: as links, embedded from where they are, or embedded from copies beside the source."""
    links: Literal["folders", "files"] = "folders"
    """Whether links inside the site end in `/` or name `index.html`."""
    noindex: bool = False
    """Whether to ask search engines to leave the whole site out."""


def read_settings(site: Path, base_url: str | None = None) -> Settings:
    """The settings of the site in the folder `site`, with `base_url` in place of its own if given.

    Raises SettingsError, or an ExceptionGroup of them when several things are wrong.
    """
    path = site / SETTINGS_FILE
    settings = Settings()
    if path.exists():
        read, mistakes = read_yaml(path, Settings, SettingsError)
        if read is None:
            raise ExceptionGroup("settings", mistakes)
        settings = read
    if base_url is not None:
        settings = replace(settings, base_url=base_url)
    wrong = [SettingsError(message, path) for message in _mistakes(settings)]
    if wrong:
        raise ExceptionGroup("settings", wrong)
    return replace(settings, base_url=settings.base_url.rstrip("/") + "/" if settings.base_url else "")


def _mistakes(settings: Settings) -> list[str]:
    checks = (
        (
            not settings.base_url or settings.base_url.startswith(("http://", "https://")),
            "base_url must begin with http:// or https://",
        ),
        (is_language(settings.language), "language must be a tag like en or pt-BR"),
        (bool(_COLOUR.fullmatch(settings.theme.accent)), "theme.accent must be a colour like #9a3b1e"),
        (bool(_COLOUR.fullmatch(settings.theme.accent_dark)), "theme.accent_dark must be a colour like #f0a07c"),
        (settings.page_comments >= 1, "page_comments must be at least 1"),
        (settings.home_debates >= 1, "home_debates must be at least 1"),
        (settings.feed_entries >= 0, "feed_entries must not be negative"),
    )
    return [message for holds, message in checks if not holds]
