"""The site's settings, read from `site.yaml`; each key is described in `docs/config.md`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal

from generator.errors import SettingsError
from generator.model import Timestamp
from generator.yamlfile import Address, Form, Language, Least, read_yaml

SETTINGS_FILE = "site.yaml"
"""The file of a site's settings; it may be absent."""

Colour = Annotated[str, Form("a colour like #9a3b1e, in quotes", r"#[0-9a-fA-F]{6}")]
"""A colour, as `#rrggbb`."""


@dataclass(frozen=True, slots=True)
class Select:
    """Which debates are wanted; each condition keeps out only what is known not to meet it."""

    min_score: int | None = None
    """Votes that the opening post needs."""
    min_comments: Annotated[int, Least(0)] = 0
    """Comments that a debate needs."""
    communities: tuple[str, ...] = ()
    """Subreddits, lists or communities; all when empty."""
    after: Timestamp | None = None
    """The debate began then or later."""
    before: Timestamp | None = None
    """The debate began earlier."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site may choose."""

    title: str = "Debates"
    """The site's name."""
    description: str = ""
    """A sentence on what is collected here, shown on the home page."""
    base_url: Address = ""
    """Where the site will be published; only feeds, the sitemap and canonical links need it."""
    language: Language = "en"
    """BCP 47 tag of the language of the site, and of debates that name none."""
    author: str = ""
    """Who publishes the site."""
    accent: Colour = "#9a3b1e"
    """The colour of links and marks; made lighter or darker where it would be hard to read."""
    exchanges: Literal["nested", "flat"] = "nested"
    """Whether two people who answer each other in turn are indented at every step, or stay on one level."""
    page_comments: Annotated[int, Least(1)] = 1000
    """Comments on one page of a debate before it goes on on the next."""
    home_debates: Annotated[int, Least(1)] = 100
    """Debates on the home page; the archive lists them all."""
    feed_entries: Annotated[int, Least(0)] = 50
    """Debates in the feed, and comments in the feed of a debate."""
    debate_feeds: bool = False
    """Whether each debate has a feed of its own."""
    images: Literal["link", "embed", "local"] = "link"
    """Pictures in comments: as links, embedded from where they are, or embedded from copies beside the source."""
    markdown: Literal["compiled", "reference"] = "compiled"
    """Whether a compiled parser may read what is common to all Markdown, or markdown-it reads all; pages are equal."""
    mail_addresses: Literal["mask", "show"] = "mask"
    """Addresses in mail: without their hosts, or as they were written."""
    links: Literal["folders", "files"] = "folders"
    """Whether links inside the site end in `/` or name `index.html`."""
    noindex: bool = False
    """Whether to ask search engines to leave the whole site out."""
    host_files: tuple[Literal["CNAME", "_headers", "_redirects", "not_found.html"], ...] = ()
    """Files that single hosts look for."""
    select: Select = field(default_factory=Select)
    """Which debates are published, out of all in the sources."""


def read_settings(site: Path, base_url: str | None = None) -> Settings:
    """The settings of the site in the folder `site`, with `base_url` in place of its own if given.

    Raises SettingsError, or an ExceptionGroup of them when several things are wrong.
    """
    path = site / SETTINGS_FILE
    settings: Settings | None = Settings()
    if path.exists():
        settings, mistakes = read_yaml(path, Settings, SettingsError)
        if settings is None:
            raise ExceptionGroup("settings", mistakes)
    assert settings is not None  # noqa: S101 - for the type checker
    if base_url is not None:
        if not base_url.startswith(("http://", "https://")):
            raise SettingsError("--base-url must be an address that begins with http:// or https://")
        settings = replace(settings, base_url=base_url)
    if "CNAME" in settings.host_files and not settings.base_url:
        raise SettingsError("host_files: CNAME holds the host of base_url, which is not set", path)
    return replace(settings, base_url=settings.base_url.rstrip("/") + "/" if settings.base_url else "")
