"""Whether a host will take a site: how much of each of its limits is used, and what goes beyond one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from generator.checking.faults import Fault
from generator.checking.hosts import MIB, Host
from generator.english import size_words

Sizes = Mapping[str, int]
"""Bytes of each file of a site, by its path below the root."""

_FEWER = "publish fewer debates, with select in site.yaml"


def misfits(output: Path, sizes: Sizes, host: Host) -> Iterator[Fault]:
    """Everything that `host` will not take of the site in `output`, with what to do about it."""
    yield from _site(output, sizes, host)
    yield from _folders(output, sizes, host)
    for name, size in sizes.items():
        yield from _file(output / name, name, size, host)


def usage(sizes: Sizes, host: Host) -> str:
    """How much of the host's limits the site uses, in words."""
    largest, longest = max(sizes.values(), default=0), max((len(name.encode()) for name in sizes), default=0)
    told = [
        _of(len(sizes), host.files, "files"),
        _of(_entries(sizes), host.entries, "files and folders"),
        _of(max(_by_folder(sizes).values(), default=0), host.folder, "files in one folder"),
        _of_bytes(largest, host.file_bytes, "in the largest file"),
        _of_bytes(sum(sizes.values()), host.site_bytes, "in all"),
        _of(longest, host.name_bytes, "bytes in the longest path"),
    ]
    return "; ".join(text for text in told if text)


def _of(used: int, most: int | None, what: str) -> str:
    return f"{used:,} of {most:,} {what}" if most else ""


def _of_bytes(used: int, most: int | None, what: str) -> str:
    return f"{_size(used, most)} of {_size(most, most)} {what}" if most else ""


def _entries(sizes: Sizes) -> int:
    folders = {folder for name in sizes for folder in PurePosixPath(name).parents} - {PurePosixPath()}
    return len(sizes) + len(folders)


def _by_folder(sizes: Sizes) -> Counter[str]:
    return Counter(name.rpartition("/")[0] for name in sizes)


def _site(output: Path, sizes: Sizes, host: Host) -> Iterator[Fault]:
    total, entries = sum(sizes.values()), _entries(sizes)
    remedy = f"{_FEWER}; {host.more}" if host.more else _FEWER
    if host.files and len(sizes) > host.files:
        yield _beyond(output, f"{len(sizes):,} files", f"{host.files:,}", remedy, host)
    if host.entries and entries > host.entries:
        yield _beyond(output, f"{entries:,} files and folders", f"{host.entries:,}", remedy, host)
    if host.site_bytes and total > host.site_bytes:
        most = host.site_bytes
        yield _beyond(output, f"{_size(total, most)} in all", _size(most, most), remedy, host)


def _folders(output: Path, sizes: Sizes, host: Host) -> Iterator[Fault]:
    for folder, number in _by_folder(sizes).items():
        if host.folder and number > host.folder:
            remedy = "sort the sources into folders under content/"
            yield _beyond(output / folder, f"{number:,} files in one folder", f"{host.folder:,}", remedy, host)


def _file(path: Path, name: str, size: int, host: Host) -> Iterator[Fault]:
    if host.file_bytes and size > host.file_bytes:
        most = host.file_bytes
        yield _beyond(path, f"a file of {_size(size, most)}", _size(most, most), _smaller(path), host)
    length = len(name.encode())
    if host.name_bytes and length > host.name_bytes:
        yield _beyond(path, f"a path of {length:,} bytes", f"{host.name_bytes:,}", "shorten names under content/", host)
    suffix = path.suffix.lower()
    if host.extensions and not path.name.startswith(".") and suffix[1:] not in host.extensions:
        kind = f"{suffix} files" if suffix else "files without an extension"
        yield Fault(path, f"{host.title} refuses {kind}", f"leave them out or convert them; {host.more}")


def _smaller(path: Path) -> str:
    if path.suffix == ".html":
        return "lower page_comments in site.yaml"
    return "split its source into several debates" if path.suffix == ".json" else "make it smaller"


def _beyond(path: Path, used: str, most: str, remedy: str, host: Host) -> Fault:
    return Fault(path, f"{used}, where {host.title} takes {most}", remedy)


def _size(number: int, limit: int) -> str:
    """The size as it stands beside a limit: in MiB where that is whole MiB."""
    return f"{number / MIB:,.1f}".removesuffix(".0") + " MiB" if limit % MIB == 0 else size_words(number)
