"""From changed files to a preview: the same steps as in a build, for the debates that somebody sees."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from contextlib import suppress
from pathlib import Path, PurePosixPath

from generator.build import plan_site, plan_site_again, prepare
from generator.config import read_settings
from generator.debate import Debate, Digests
from generator.errors import ContentError, MoothallError, flatten
from generator.export.debate_json import debate_json
from generator.loading import Loaded, Plan, Unit, load_thread
from generator.options import Options
from generator.render.site import Site
from generator.report import Report
from generator.serving.concerned import concerned, debates_of, held
from generator.serving.mistakes import mistake_of
from generator.serving.news import News
from generator.serving.preview import Change, Preview
from generator.serving.threads import Threads
from generator.work import copies, loaded_from, render_with_media

AHEAD = 64 << 20
"""Bytes of a unit that is read for no other reason than that a debate of it is open, and may be changed soon."""


class Previews:
    """Makes previews, one at a time; what they are made of is kept from one to the next."""

    def __init__(self, options: Options, news: News) -> None:
        self._options, self._news = options, news
        self._threads = Threads(options.site, options.output)
        self._assets: dict[str, bytes] = {}
        self._site: Site | None = None
        self._plan: Plan | None = None
        self._unusable: frozenset[str] = frozenset()  # by the last plan
        self._looked_for: frozenset[str] | None = None

    def show(self, number: int, paths: Sequence[Path]) -> None:
        """Shows what a change makes of the debates that it concerns; what cannot be shown waits for the build.

        Nothing is shown where there is no output: a page is little without the others.
        """
        self._looked_for = None
        if self._options.output.is_dir():
            with suppress(Exception):  # the build comes upon it too, and tells it
                self._news.previewed(self._change(number, paths))

    def look_ahead(self) -> None:
        """Makes the debates that are open once, so that a change of one needs no look through all of its source."""
        seen = frozenset(debates_of(self._news.followed()))
        if seen == self._looked_for:
            return
        self._looked_for = seen
        with suppress(Exception):  # the build comes upon it too, and tells it
            site = self._site = self._site or self._prepare()
            self._plan = self._plan or plan_site(self._options.site)
            for unit in self._plan.units:
                addresses = set(held(unit, seen))
                if addresses and unit.size <= AHEAD:
                    dict(self._files(unit, addresses, site, []))

    def _change(self, number: int, paths: Sequence[Path]) -> Change:
        files: dict[str, bytes | None] = {}
        errors: list[MoothallError] = []
        looked_at = self._names_of(paths) | self._unusable  # what another file may have mended
        try:
            self._render(paths, files, errors)
        except (MoothallError, ExceptionGroup) as error:
            errors += flatten(error)
        assets = {name.encode(): address.encode() for name, address in (self._site.assets if self._site else ())}
        preview = Preview({**self._assets, **files}, assets)
        return Change(number, looked_at, preview, tuple(mistake_of(error) for error in errors))

    def _render(self, paths: Sequence[Path], files: dict[str, bytes | None], errors: list[MoothallError]) -> None:
        content = self._options.site.resolve() / "content"
        inside = [path for path in paths if path.is_relative_to(content)]
        places = {PurePosixPath(path.relative_to(content).as_posix()) for path in inside if path != content}
        is_everything = len(inside) < len(paths)
        if is_everything:
            self._site = None
        plan = self._plan_again(places, errors, anew=content in inside)
        site = self._site = self._site or self._prepare()
        seen = set(debates_of(self._news.followed()))
        unread = {error.path for error in plan.errors}
        for unit, addresses in concerned(plan, places, seen, everything=is_everything):
            if any(one.path in unread for one in unit.curated):
                continue
            files.update(self._files(unit, addresses, site, errors))

    def _plan_again(self, places: Set[PurePosixPath], errors: list[MoothallError], *, anew: bool) -> Plan:
        site, plan = self._options.site, None if anew else self._plan
        self._plan = None  # should this fail
        self._plan = plan_site_again(site, plan, places) if plan else plan_site(site)
        self._unusable = frozenset(str(error.path) for error in self._plan.errors)
        errors += self._plan.errors
        return self._plan

    def _prepare(self) -> Site:
        settings = read_settings(self._options.site, self._options.base_url)
        self._assets = {}
        return prepare(self._options.site, settings, self._assets.__setitem__, Report())

    def _files(
        self, unit: Unit, addresses: Set[str], site: Site, errors: list[MoothallError]
    ) -> Iterator[tuple[str, bytes | None]]:
        for address, loaded in self._load(unit, addresses, site):
            if isinstance(loaded, ContentError):
                errors.append(loaded)
            elif loaded.debate is None:
                yield f"{address}index.html", None
            else:
                yield from _files_of(loaded.debate, loaded.digests, site)

    def _load(self, unit: Unit, addresses: Set[str], site: Site) -> Iterator[tuple[str, Loaded | ContentError]]:
        """What there is of the unit at the addresses."""
        if unit.single:
            for loaded in loaded_from(unit, site):
                yield unit.address, loaded
            return
        for address, thread in self._threads.at(addresses, unit).items():
            yield address, load_thread(thread, unit, site.settings)

    def _names_of(self, paths: Sequence[Path]) -> frozenset[str]:
        """Files as errors name them: beginning with the site's folder as it was given, layouts with the root."""
        root = self._options.site.resolve()
        return frozenset(str(name) for path in paths for name in (path, self._options.site / path.relative_to(root)))


def _files_of(debate: Debate, digests: Digests, site: Site) -> Iterator[tuple[str, bytes]]:
    """All that a build writes for a debate."""
    yield from render_with_media(debate, site).files
    yield f"{debate.path}thread.json", debate_json(debate, digests)
    yield from ((copy.address, copy.path.read_bytes()) for copy in copies(debate, site))
