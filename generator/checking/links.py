"""Whether everything that leads somewhere gets there: files, anchors, and the comments that curators cite."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.checking.addresses import Target
from generator.checking.faults import Fault, Mark
from generator.checking.look import Citation, Link, Look
from generator.summary import SUFFIXES
from generator.urls import address_of


@dataclass(frozen=True, slots=True)
class Ground:
    """A whole site, as far as links are concerned."""

    output: Path
    """The folder it was built into."""
    content: Path
    """The folder it was built from."""
    files: Set[str]
    """Every file, by its path below the root."""
    folded: Mapping[str, str]
    """The same, by their paths with case folded."""
    looks: Mapping[str, Look]
    """What was seen in those that were looked at."""

    def has(self, to: Target) -> bool:
        """Whether a file that is there has the place; a long debate's first page knows the way to all of them."""
        look = self.looks.get(to.file)
        if not to.fragment or to.fragment == "top" or look is None or not to.file.endswith(".html"):
            return True
        anchors = self.looks.get(to.file.removesuffix("index.html") + "anchors.js")
        return to.fragment in look.ids or (anchors is not None and to.fragment in anchors.ids)


def broken(ground: Ground) -> Iterator[Fault]:
    """Everything in the site that leads nowhere."""
    cited = dict.fromkeys(citation for look in ground.looks.values() for citation in look.citations)
    lost = [one for one in cited if one.page in ground.files and not ground.has(Target(one.page, one.anchor))]
    yield from _miscited(lost, ground)
    told = {Target(one.page, one.anchor) for one in lost}
    for look in ground.looks.values():
        for link in look.links:
            if link.to.file not in ground.files:
                yield _no_file(look, link, ground)
            elif not ground.has(link.to) and link.to not in told:
                yield _no_anchor(look, link, ground)
    yield from _circles(ground)


def _miscited(lost: Sequence[Citation], ground: Ground) -> Iterator[Fault]:
    """Citations of comments that are not there, each where the curator wrote it."""
    summaries = dict(_summaries(ground.content)) if lost else {}
    for one in lost:
        debate = one.page.removesuffix("index.html")
        path = summaries.get(debate, ground.output / one.page)
        message = f"{one.where} {one.anchor}, which is no comment of /{debate}"
        yield Fault(path, message, "the link of a comment's date has its anchor", Mark(one.anchor))


def _summaries(content: Path) -> Iterator[tuple[str, Path]]:
    """The summary files, by the address of what they are about."""
    for folder, _, names in os.walk(content):
        for name in names:
            path = Path(folder, name)
            if path.suffix in SUFFIXES and not name.endswith(tuple(f".thread{suffix}" for suffix in SUFFIXES)):
                yield address_of(PurePosixPath(path.relative_to(content).as_posix())), path


def _no_file(look: Look, link: Link, ground: Ground) -> Fault:
    path = ground.output / look.name
    if link.to.file.startswith(".."):
        return Fault(path, f'broken {link.kind}: "{link.mark.value}" leads out of the site', None, link.mark)
    return Fault(path, f"broken {link.kind}: there is no {link.to.address}", _remedy(link.to.file, ground), link.mark)


def _remedy(file: str, ground: Ground) -> str | None:
    """What was meant by the name of a file that is not there, where that can be seen."""
    if f"{file}/index.html" in ground.files:
        return "end it in /"
    same = ground.folded.get(file.casefold())
    return f"did you mean {Target(same).address}?" if same else None


def _no_anchor(look: Look, link: Link, ground: Ground) -> Fault:
    message = f'broken {link.kind}: {link.to.address} has no "{link.to.fragment}"'
    return Fault(ground.output / look.name, message, None, link.mark)


def _circles(ground: Ground) -> Iterator[Fault]:
    """Pages that lead on to one another for ever; of each circle one is told."""
    onward = {
        look.name: link
        for look in ground.looks.values()
        for link in look.links
        if link.kind == "redirect" and look.name.endswith(".html")
    }
    done: set[str] = set()
    for start in onward:
        page, way = start, []
        while page in onward and page not in done:
            done.add(page)
            way.append(page)
            page = onward[page].to.file
        if page in way:
            circle = " to ".join(Target(one).address for one in (*way[way.index(page) :], page))
            yield Fault(ground.output / page, f"redirects in a circle: {circle}", None, onward[page].mark)
