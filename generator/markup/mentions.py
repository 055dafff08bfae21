"""Mentions of people and communities, as platforms write them, and the pages they lead to.

`@user@host`, `!community@host` and `/u/`, `/c/`, `/m/` with a host lead to the host itself; `u/name` and `r/sub` to
Reddit; `@name` to GitHub. A mention is looked for only in text outside code and links.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape

from generator.markup.links import opening
from generator.model import Markup


@dataclass(frozen=True, slots=True)
class Mentions:
    """How one platform writes mentions."""

    trigger: str
    """A character without which no mention can be: what keeps all other text from being searched."""
    pattern: re.Pattern[str]
    """Finds a mention."""
    address: Callable[[re.Match[str]], str]
    """Where the mention found leads."""

    def link(self, text: str) -> str:
        """`text` escaped, with its mentions as links."""
        out: list[str] = []
        done = 0
        for match in self.pattern.finditer(text):
            out.append(escape(text[done : match.start()], quote=False))
            out.append(f"{opening(self.address(match), 'mention')}{escape(match[0], quote=False)}</a>")
            done = match.end()
        out.append(escape(text[done:], quote=False))
        return "".join(out)


def mentions_of(markup: Markup, platform: str) -> Mentions | None:
    """What counts as a mention in a body of that markup from that platform; None when nothing does."""
    return _BY_PLATFORM.get(platform) or _BY_MARKUP.get(markup)


def _fediverse_address(people: str, groups: str, match: re.Match[str]) -> str:
    sigil, name, host = match.groups()
    path = {"@": people, "/u/": people, "!": groups}.get(sigil, sigil)
    return f"https://{host.lower()}{path}{name}"


def _reddit_address(match: re.Match[str]) -> str:
    kind, name = match.groups()
    return f"https://www.reddit.com/{'user' if kind == 'u' else 'r'}/{name}"


def _github_address(match: re.Match[str]) -> str:
    return f"https://github.com/{match[1]}"


_HOST = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}[a-z][a-z0-9-]{0,61}[a-z0-9]"
_FEDIVERSE = re.compile(
    rf"(?<![\w@!/.-])(@|!|/[ucm]/)([a-z0-9_](?:[a-z0-9_.-]{{0,62}}[a-z0-9_])?)@({_HOST})(?![\w@-])",
    re.IGNORECASE | re.ASCII,
)
_REDDIT = re.compile(r"(?<![\w/])/?\b([ur])/([A-Za-z0-9_-]{2,24})(?![\w-])", re.ASCII)
_GITHUB = re.compile(r"(?<![\w@/.`-])@([A-Za-z0-9](?:-?[A-Za-z0-9]){0,38})(?![\w@/-])", re.ASCII)

_LEMMY = Mentions("@", _FEDIVERSE, partial(_fediverse_address, "/u/", "/c/"))
_MBIN = Mentions("@", _FEDIVERSE, partial(_fediverse_address, "/u/", "/m/"))
_MASTODON = Mentions("@", _FEDIVERSE, partial(_fediverse_address, "/@", "/@"))
_ON_REDDIT = Mentions("/", _REDDIT, _reddit_address)
_ON_GITHUB = Mentions("@", _GITHUB, _github_address)

_BY_PLATFORM: dict[str, Mentions] = {
    "lemmy": _LEMMY,
    "piefed": _LEMMY,
    "kbin": _MBIN,
    "mbin": _MBIN,
    "mastodon": _MASTODON,
    "activitypub": _MASTODON,
    "reddit": _ON_REDDIT,
    "github": _ON_GITHUB,
}
_BY_MARKUP: dict[Markup, Mentions] = {"lemmy": _LEMMY, "reddit": _ON_REDDIT, "gfm": _ON_GITHUB}
