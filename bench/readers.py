"""How fast each reader reads, beside the least that reading the same file can take: a bare parse of it.

    python bench/readers.py FOLDER... > bench/READERS.md

Looks at every file below the folders that a reader knows, takes for each reader the folder with most of its bytes,
reads its files three times and keeps the fastest. The bare parse is `msgspec` for JSON, the standard library's `csv`,
`mailbox` and expat for the other formats, and splitting into lines for plain text; it makes nothing of what it parses.
"""

from __future__ import annotations

import csv
import io
import mailbox
import platform
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from xml.parsers import expat

import msgspec

from generator import __version__
from generator.errors import MoothallError
from generator.loading.discover import Source, recognise
from generator.loading.plan import same_identity
from generator.model import Thread
from generator.readers import CollectingReader, Reader, all_readers
from generator.sourcefile import open_source

ROUNDS = 3


def main(folders: Sequence[str]) -> None:
    """Prints the table."""
    readers = {reader.NAME: reader for reader in all_readers()}
    print("# Throughput of the readers\n")
    print(f"Moothall {__version__}, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}. Made by")
    print("`python bench/readers.py FOLDER...` over real exports; the fastest of three rounds, one process.\n")
    print("| reader | files | MB unpacked | comments and posts | seconds | a second | bare parse, seconds | ratio |")
    print("|---|---|---|---|---|---|---|---|")
    for name, sources in sorted(largest_folders(folders, readers).items()):
        paths = [source.path for source in sources]
        comments, seconds = fastest(partial(count, readers[name], same_identity(sources)))
        size, bare = fastest(partial(bare_parses, paths))
        rate = f"{comments / seconds:,.0f}" if comments else ""
        row = [name, f"{len(paths):,}", f"{size / 1e6:.1f}", f"{comments:,}", f"{seconds:.3f}", rate]
        print(f"| {' | '.join(row)} | {bare:.3f} | {seconds / bare:.1f} |")


def largest_folders(folders: Sequence[str], readers: dict[str, Reader]) -> dict[str, list[Source]]:
    """For each reader the files that it knows in the folder where they weigh most."""
    found: dict[tuple[str, Path], list[Source]] = defaultdict(list)
    for path in sorted(path for folder in folders for path in Path(folder).rglob("*") if path.is_file()):
        try:
            source = recognise(path, PurePosixPath(path.as_posix().lstrip("/")), tuple(readers.values()))
        except MoothallError:
            continue
        if source is not None:
            found[source.reader, path.parent].append(source)
    best: dict[str, list[Source]] = {}
    for (name, _), sources in found.items():
        if sum(source.size for source in sources) > sum(source.size for source in best.get(name, [])):
            best[name] = sources
    return best


def count(reader: Reader, groups: Sequence[Sequence[Source]]) -> int:
    """Comments and opening posts in the files, those that belong together read together."""
    return sum(
        sum(comment.state != "missing" for comment in thread.comments) + (thread.post is not None)
        for group in groups
        for thread in threads(reader, [source.path for source in group])
    )


def threads(reader: Reader, paths: Sequence[Path]) -> Iterator[Thread]:
    """The threads in the files, read together where the reader does so."""
    if isinstance(reader, CollectingReader) and len(paths) > 1:
        yield from reader.read_together(paths)
        return
    for path in paths:
        try:
            yield from reader.read(path)
        except MoothallError as error:
            print(error, file=sys.stderr)


def bare_parses(paths: Sequence[Path]) -> int:
    """Parses the files with nothing but a parser; their size unpacked."""
    return sum(bare_parse(path) for path in paths)


def bare_parse(path: Path) -> int:
    """Parses the file with nothing but a parser; its size unpacked."""
    with open_source(path) as stream:
        data = stream.read()
    head = data.lstrip()[:1]
    if head in (b"{", b"["):
        for line in data.splitlines() if b"}\n{" in data[:1_000_000] else [data]:
            if line.strip():
                msgspec.json.decode(line)
    elif head == b"<":
        parse_xml(data)
    elif data[:5] == b"From ":
        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            sum(len(mail.as_bytes()) for mail in mailbox.mbox(file.name))
    elif ".csv" in path.name:
        sum(1 for _ in csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    else:
        data.decode("utf-8", "replace").splitlines()
    return len(data)


def parse_xml(data: bytes) -> None:
    """Runs expat over the file."""
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        print(error, file=sys.stderr)


def fastest(work: Callable[[], int]) -> tuple[int, float]:
    """What `work` gives, and the seconds of its fastest round."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        result = work()
        rounds.append(time.perf_counter() - start)
    return result, min(rounds)


if __name__ == "__main__":
    main(sys.argv[1:])
