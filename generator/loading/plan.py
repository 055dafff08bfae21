"""Which files belong together: each unit of a plan can be loaded on its own, in any process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.errors import ContentError, SourceError, SummaryError
from generator.loading.discover import Source, discover
from generator.readers import PlacingReader, Reader
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
    address: str
    """The address that what is in them begins with, unless a summary gives another."""

    @property
    def size(self) -> int:
        """Bytes of the sources."""
        return sum(source.size for source in self.sources)

    @property
    def whole(self) -> frozenset[str]:
        """The addresses at which a summary speaks of all that is in it."""
        return frozenset((self.address, *(source.address for source in self.sources)))


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that will be loaded."""

    units: tuple[Unit, ...]
    """In the order of their first addresses."""
    sources: int
    """Source files in all units."""
    errors: tuple[ContentError, ...]
    """What cannot be used, found without reading a whole source."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Gives sources that are read together the address that they have together."""

    content: Path
    """The folder `content/`."""
    readers: Mapping[str, Reader]
    """By name."""

    def of(self, sources: Sequence[Source]) -> str:
        """The first one's, or that of the path that stands for them where their reader names one."""
        reader = self.readers[sources[0].reader]
        if len(sources) == 1 or not isinstance(reader, PlacingReader):
            return sources[0].address
        return address_under(self.content, reader.place_of([source.path for source in sources]))


def address_under(content: Path, path: Path) -> str:
    """The address of a file, or of a path that stands for several, of which a folder has no suffix."""
    place = PurePosixPath(path.relative_to(content).as_posix())
    return address_of(place / "x").removesuffix("x/") if path.is_dir() else address_of(place)


def make_plan(content: Path, readers: Sequence[Reader]) -> Plan:
    """Plans the sources and summaries under `content`. Raises ContentError when there is no such folder."""
    if not content.is_dir():
        raise ContentError(
            "there is no such folder",
            content,
            None,
            hint="begin with moothall new, or put exports there",
        )
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
    addresses = Addresses(content, {reader.NAME: reader for reader in readers})
    units += _plain(unclaimed, [one for one in curated if not one.summary.threads], addresses, errors)
    units.sort(key=lambda unit: unit.sources[0].address)
    return Plan(tuple(units), len(found.sources), tuple(errors))


def without_thread(units: Iterable[Unit], addresses: Set[str]) -> Iterator[SummaryError]:
    """Summaries that are about none of the threads in their units, of which those at `addresses` were found."""
    for unit in units:
        for one in () if unit.single else unit.curated:
            if one.address not in addresses and one.address not in unit.whole:
                yield SummaryError("no thread of the file has this address", one.path, hint="see moothall inspect")


def same_identity(sources: Iterable[Source]) -> list[list[Source]]:
    """The sources in groups: files of one folder that a reader says belong together, all others alone."""
    groups: dict[tuple[object, ...], list[Source]] = {}
    for source in sources:
        alone = (source.place,)
        together = (_folder_of(source), source.reader, source.identity)
        groups.setdefault(alone if source.identity is None else together, []).append(source)
    return list(groups.values())


def _folder_of(source: Source) -> PurePosixPath:
    """The folder whose files may tell one thread; the two that hold the mails of a maildir are one."""
    folder = source.place.parent
    return folder.parent if folder.name in ("cur", "new") else folder


def _concerns(place: PurePosixPath, path: Path, source: Source) -> bool:
    """Whether a summary that cannot be read is about the source: it may be a draft, so that is not published either."""
    if source.address.startswith(address_of(place)):
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
            units.append(Unit(tuple(members), (one,), single=True, address=one.address))
    return units, list(by_place.values())


def _plain(
    sources: Sequence[Source], curated: Sequence[Curated], addresses: Addresses, errors: list[ContentError]
) -> list[Unit]:
    """Units of the sources that stand for themselves, or for one thread with others of their folder."""
    owners: dict[str, Source] = {}
    taken = {source.address for source in sources}
    claimed: dict[str, list[Curated]] = {}
    for one in curated:
        claimed.setdefault(one.address, []).append(one)
    units = []
    for members in same_identity(sources):
        known = set(members)
        clash = next((s for s in members if owners.get(s.address.casefold(), s) not in known), None)
        if clash is not None:
            errors.append(_one_address(clash, owners[clash.address.casefold()]))
            continue
        owners.update({source.address.casefold(): source for source in members})
        address = addresses.of(members)
        others = taken - {source.address for source in members}
        summaries = _summaries_of({address, *(source.address for source in members)}, others, claimed)
        units.append(Unit(tuple(members), tuple(summaries), single=False, address=address))
    errors += [_no_source(one) for ones in claimed.values() for one in ones]
    return units


def _summaries_of(addresses: Set[str], others: Set[str], claimed: dict[str, list[Curated]]) -> list[Curated]:
    """Takes the summaries at these addresses, and of threads below them that are no sources, out of `claimed`."""
    below = {key for key in claimed if f"{key.rstrip('/').rpartition('/')[0]}/" in addresses and key not in others}
    taken = [key for key in claimed if key in addresses or key in below]
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
