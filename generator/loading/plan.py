"""Which files belong together: each unit of a plan can be loaded on its own, in any process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.errors import ContentError, SourceError, SummaryError
from generator.loading.discover import Source, discover
from generator.readers import Reader
from generator.summary import Summary, read_summary
from generator.urls import address_of


@dataclass(frozen=True, slots=True)
class Curated:
    """A summary and the file it stands in."""

    path: Path
    """Where the summary lies."""
    address: str
    """The address its place gives it."""
    summary: Summary
    """What it says."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Sources that have to be read together, and the summaries of what is in them."""

    sources: tuple[Source, ...]
    """In the order in which they are read."""
    curated: tuple[Curated, ...]
    """Summaries at, or below, the addresses of the sources."""
    single: bool
    """Whether a summary makes one debate of them, whatever they hold."""

    @property
    def size(self) -> int:
        """Bytes of the sources."""
        return sum(source.size for source in self.sources)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that will be loaded."""

    units: tuple[Unit, ...]
    """In the order of their first addresses."""
    sources: int
    """Source files in all units."""
    errors: tuple[ContentError, ...]
    """What cannot be used, found without reading a whole source."""


def make_plan(content: Path, readers: Sequence[Reader]) -> Plan:
    """Plans the sources and summaries under `content`. Raises ContentError when there is no such folder."""
    if not content.is_dir():
        raise ContentError("there is no such folder", content, None, hint="drop thread exports into it")
    found = discover(content, readers)
    errors = list(found.errors)
    curated: list[Curated] = []
    sources = list(found.sources)
    for place in found.summaries:
        path = content / place
        summary, mistakes = read_summary(path)
        errors += mistakes
        if summary is not None:
            curated.append(Curated(path, address_of(place), summary))
        else:
            sources = [source for source in sources if not _concerns(place, path, source)]
    units, unclaimed = _composed(content, curated, sources, errors)
    units += _plain(unclaimed, [one for one in curated if not one.summary.threads], errors)
    units.sort(key=lambda unit: unit.sources[0].address)
    return Plan(tuple(units), len(found.sources), tuple(errors))


def same_identity(sources: Iterable[Source]) -> list[list[Source]]:
    """The sources in groups: files of one folder that a reader says belong together, all others alone."""
    groups: dict[tuple[object, ...], list[Source]] = {}
    for source in sources:
        alone = (source.place,)
        together = (source.place.parent, source.reader, source.identity)
        groups.setdefault(alone if source.identity is None else together, []).append(source)
    return list(groups.values())


def _concerns(place: PurePosixPath, path: Path, source: Source) -> bool:
    """Whether a summary that cannot be read is about the source: it may be a draft, so that is not published either."""
    if source.address == address_of(place):
        return True
    return source.place.parent == place.parent and source.place.name.encode() in path.read_bytes()


def _composed(
    content: Path, curated: Iterable[Curated], sources: Sequence[Source], errors: list[ContentError]
) -> tuple[list[Unit], list[Source]]:
    """Units for the summaries that name their sources, and the sources that none of them names."""
    by_place = {source.place: source for source in sources}
    units = []
    for one in curated:
        if not one.summary.threads:
            continue
        folder = PurePosixPath(one.path.parent.relative_to(content).as_posix())
        members = []
        for name in one.summary.threads:
            source = by_place.pop(folder / name, None)
            if source is None:
                errors.append(_no_thread(one, name, content / folder / name))
            else:
                members.append(source)
        if len(members) == len(one.summary.threads):
            units.append(Unit(tuple(members), (one,), single=True))
    return units, list(by_place.values())


def _plain(sources: Sequence[Source], curated: Sequence[Curated], errors: list[ContentError]) -> list[Unit]:
    """Units of the sources that stand for themselves, or for one thread with others of their folder."""
    owners: dict[str, Source] = {}
    claimed: dict[str, list[Curated]] = {}
    for one in curated:
        claimed.setdefault(one.address, []).append(one)
    units = []
    for members in same_identity(sources):
        clash = next((s for s in members if owners.get(s.address.casefold(), s) not in members), None)
        if clash is not None:
            errors.append(_one_address(clash, owners[clash.address.casefold()]))
            continue
        owners.update({source.address.casefold(): source for source in members})
        units.append(Unit(tuple(members), tuple(_summaries_of(members, claimed)), single=False))
    errors += [_no_source(one) for ones in claimed.values() for one in ones]
    return units


def _summaries_of(members: Sequence[Source], claimed: dict[str, list[Curated]]) -> list[Curated]:
    """Takes the summaries of these sources, and of threads below them, out of `claimed`."""
    addresses = {source.address for source in members}
    taken = [key for key in claimed if key in addresses or f"{key.rstrip('/').rpartition('/')[0]}/" in addresses]
    return [one for key in taken for one in claimed.pop(key)]


def _no_thread(one: Curated, name: str, path: Path) -> ContentError:
    if path.is_file():
        return SummaryError(f'"{name}" belongs to another debate, or is no thread source', one.path)
    return SummaryError(f'there is no source "{name}" beside it', one.path, hint="see its key threads")


def _no_source(one: Curated) -> ContentError:
    hint = f"put the thread's export beside it as {one.path.stem}.txt, .json, …, or name it under threads"
    return SummaryError("this summary names no source", one.path, hint=hint)


def _one_address(source: Source, other: Source) -> ContentError:
    hint = f"rename one, or list both under threads in {source.place.stem}.yaml"
    return SourceError(f"{other.place.name} has the same address, /{source.address}", source.path, hint=hint)
