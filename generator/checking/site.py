"""The whole check as one list of steps: which files there are, what is in each, what is broken, what a host refuses."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.checking.addresses import Base, base_of
from generator.checking.faults import Fault, findings
from generator.checking.fitting import misfits, usage
from generator.checking.hosts import HOSTS
from generator.checking.links import Ground, broken
from generator.checking.look import Look
from generator.checking.page import look_at_page
from generator.checking.sidefiles import (
    look_at_anchors,
    look_at_data,
    look_at_feed,
    look_at_redirects,
    look_at_style,
)
from generator.errors import SettingsError, SiteError
from generator.parallel import open_workers

BATCH = 4 << 20
"""Bytes of files that one worker looks at in one go."""
SMALL = 128 << 20
"""Bytes of a site up to which this process alone is as fast as several, which have to start and to send back ids."""

_BY_NAME: dict[str, Callable[[Path, str, Base], Look]] = {
    "anchors.js": look_at_anchors,
    "thread.json": look_at_data,
    "_redirects": look_at_redirects,
}
_BY_SUFFIX: dict[str, Callable[[Path, str, Base], Look]] = {
    ".html": look_at_page,
    ".xml": look_at_feed,
    ".css": look_at_style,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a check."""

    findings: list[SiteError]
    """What is wrong, in the order of places."""
    pages: int
    """Pages looked at."""
    links: int
    """Links and other addresses in them."""
    files: int
    """Files in the site."""
    bytes: int
    """Their size in all."""
    usage: str
    """How much of its limits the host would see used; empty without a host."""


@dataclass(frozen=True, slots=True)
class Job:
    """A worker's share."""

    output: Path
    """The built site."""
    base: Base
    """Where it is published."""
    names: tuple[str, ...]
    """The files to look at."""


def check_site(site: Path, output: Path, host: str | None) -> Checked:
    """Checks the site that was built from the folder `site` into `output`, for a host of `HOSTS` if one is named.

    Raises SettingsError where there is no built site.
    """
    if not (output / "index.html").is_file():
        raise SettingsError("there is no built site", output, hint="run moothall build first")
    sizes = dict(sorted(_sizes(output)))
    looks = {look.name: look for look in _looks(output, sizes)}
    faults: list[Fault] = [fault for look in looks.values() for fault in look.faults]
    folded = {name.casefold(): name for name in sizes}
    faults += broken(Ground(output, site / "content", sizes.keys(), folded, looks))
    if host is not None:
        faults += misfits(output, sizes, HOSTS[host])
    return Checked(
        findings=findings(faults),
        pages=sum(name.endswith(".html") for name in looks),
        links=sum(look.number for look in looks.values()),
        files=len(sizes),
        bytes=sum(sizes.values()),
        usage=usage(sizes, HOSTS[host]) if host is not None else "",
    )


def look_at_all(job: Job) -> list[Look]:
    """What is seen in each file of the job."""
    return [_reader(name)(job.output / name, name, job.base) for name in job.names]


def _sizes(output: Path) -> Iterator[tuple[str, int]]:
    for folder, folders, names in os.walk(output):
        folders[:] = [name for name in folders if name != ".git"]  # of a clone
        for name in names:
            path = Path(folder, name)
            yield path.relative_to(output).as_posix(), path.stat().st_size


def _looks(output: Path, sizes: Mapping[str, int]) -> Iterator[Look]:
    jobs = list(_jobs(output, {name: size for name, size in sizes.items() if _has_reader(name)}))
    small = sum(sizes.values()) < SMALL
    with open_workers("serial" if small else "auto", None) as workers:
        for looks in workers.map(look_at_all, jobs):
            yield from looks


def _jobs(output: Path, sizes: Mapping[str, int]) -> Iterator[Job]:
    base = base_of(output)
    waiting: list[str] = []
    size = 0
    for name, bytes_ in sizes.items():
        waiting.append(name)
        size += bytes_
        if size >= BATCH:
            yield Job(output, base, tuple(waiting))
            waiting, size = [], 0
    if waiting:
        yield Job(output, base, tuple(waiting))


def _has_reader(name: str) -> bool:
    return name.rpartition("/")[2] in _BY_NAME or Path(name).suffix in _BY_SUFFIX


def _reader(name: str) -> Callable[[Path, str, Base], Look]:
    return _BY_NAME.get(name.rpartition("/")[2]) or _BY_SUFFIX[Path(name).suffix]
