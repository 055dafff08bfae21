"""Old addresses of debates: which lead on, what is wrong with the others, and what stands there.

A page leads on from any host and from a disk. Where `host_files` asks for `_redirects`, its lines stand in place of
pages, since Netlify and GitLab look at no line for an address that has a page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from urllib.parse import quote, urlsplit

from generator.debate import Entry
from generator.errors import SummaryError
from generator.loading import Plan
from generator.render.site import Page, Site, render_page
from generator.urls import RESERVED, file_at, root_from
from generator.yamlfile import place_of

KEY = "redirect_from"
"""The key of summaries that names old addresses."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address that leads on."""

    old: str
    """As the summary has it."""
    file: str
    """The file that answers for it, by its path below the site's root."""
    entry: Entry
    """The debate that it leads to."""


def find_redirects(
    entries: Sequence[Entry], plan: Plan, files: Callable[[], Collection[str]]
) -> tuple[list[Redirect], list[SummaryError]]:
    """The old addresses that can lead on, and what is wrong with the others; `files` gives all files of the site."""
    moved = [entry for entry in entries if entry.redirect_from]
    if not moved:
        return [], []
    ground = _Ground.of(files())
    redirects, mistakes = [], []
    for entry in moved:
        for number, old in enumerate(entry.redirect_from):
            claimed = ground.claim(old, entry)
            if isinstance(claimed, Redirect):
                redirects.append(claimed)
            else:
                path, (message, hint) = _summary_of(entry, plan), claimed
                mistakes.append(SummaryError(message, path, *place_of(path, KEY, number), hint))
    return redirects, mistakes


def render_redirects(redirects: Sequence[Redirect], site: Site) -> Iterator[tuple[str, bytes]]:
    """What leads from the old addresses to the new: lines in `_redirects` where the site asks for it, else pages."""
    if "_redirects" in site.settings.host_files:
        base = urlsplit(site.settings.base_url).path or "/"
        ways = ((quote(one.old.removeprefix("/"), safe="/%"), quote(one.entry.path)) for one in redirects)
        lines = [f"{base}{old} {base}{new} 301\n" for old, new in ways]
        yield "_redirects", "".join(sorted(lines)).encode()
        return
    title = site.words.text("moved")
    for file, entry in {one.file: one.entry for one in redirects}.items():
        page = Page(file, title, noindex=True, moved_to=entry.path)
        yield file, render_page(site, "redirect.html", page, root_from(file), entry=entry)


_Mistake = tuple[str, str]
"""What is wrong, and what to do about it."""


@dataclass(slots=True)
class _Ground:
    """What stands at which address; names that differ only in capitals are one, as on some hosts."""

    files: dict[str, str]
    """Files by their path with case folded."""
    folders: dict[str, str]
    """One of the files in each folder, by the folder's path with case folded."""
    claims: dict[str, Entry] = field(default_factory=dict)
    """The debate to which the page leads that will stand at an old address."""

    @classmethod
    def of(cls, files: Collection[str]) -> _Ground:
        ground = cls({}, {})
        for file in files:
            ground.add(file)
        return ground

    def add(self, file: str) -> None:
        folded = file.casefold()
        self.files[folded] = file
        self.folders.update(dict.fromkeys(_folders_of(folded), file))

    def claim(self, old: str, entry: Entry) -> Redirect | _Mistake:
        """Takes the place of the page at an old address, or says what is wrong with that."""
        file = file_at(old)
        if file is None:
            return f"no page can stand at {old}", "write it from the site's root, like /old/place/"
        first, folded = file.partition("/")[0], file.casefold()
        if first in RESERVED:
            return f"the address /{first}/ belongs to the site's own pages", f"take {old} out of {KEY}"
        claimed = self.claims.get(folded)
        if claimed and claimed.path != entry.path:
            return f"{old} leads to /{claimed.path} already", "an old address can lead to one debate only"
        others = (self.files.get(name) for name in (folded, *_folders_of(folded)))
        other = next(filter(None, others), None) or self.folders.get(folded)
        if other and not claimed:
            address = other.removesuffix("index.html")
            return f"the address {old} is taken by /{address}", f"take it out of {KEY}: only what is gone can lead on"
        self.claims[folded] = entry
        self.add(file)
        return Redirect(old, file, entry)


def _folders_of(file: str) -> list[str]:
    """`a`, `a/b` of `a/b/c.html`."""
    return list(accumulate(file.split("/")[:-1], "{}/{}".format))


def _summary_of(entry: Entry, plan: Plan) -> Path:
    """The file of the summary that names the debate's old addresses."""
    ours = [one for unit in plan.units for one in unit.curated if one.summary.redirect_from == entry.redirect_from]
    return min(ours, key=lambda one: one.address != entry.path).path
