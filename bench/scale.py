"""What a build takes as an archive grows: time, memory, disk and files for dumps of any size grown from a real one.

    python -m bench.scale FOLDER 200000 800000 > bench/SCALE.md

FOLDER holds a dump, `submissions.jsonl.gz` and `comments.jsonl.gz`, which is measured first; the numbers are messages
of the dumps that `bench/grow.py` makes of it. `--work DIR` keeps the result of each size: what lies there already is
not measured again. Needs the extras `test` and `bench`, and about 15 kB of disk for each message. What the builds print
goes to standard error.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bench.results import machine, print_row
from bench.search import build, make_dump
from generator import __version__


class Size(msgspec.Struct, frozen=True):
    """What the archive of one size took."""

    messages: int
    """Posts and comments."""
    debates: int
    """Threads."""
    seconds: float
    """Of the whole build, from nothing."""
    processor_seconds: float
    """Of all its processes."""
    search_seconds: float
    """Of the step that puts the search index together."""
    peak: int
    """Bytes of memory of all processes together."""
    bytes: int
    """Of the site."""
    files: int
    """Of the site."""


def main() -> None:
    """Prints a page in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale")
    parser.add_argument("dump", type=Path)
    parser.add_argument("messages", type=int, nargs="*")
    parser.add_argument("--work", type=Path)
    options = parser.parse_args()
    if options.work:
        print_sizes([*measure(options.dump, options.messages, options.work)])
        return
    with tempfile.TemporaryDirectory() as work:
        print_sizes([*measure(options.dump, options.messages, Path(work))])


def measure(dump: Path, grown: Sequence[int], work: Path) -> Iterator[Size]:
    """The dump itself, then those grown from it; nothing but the results stays in `work`."""
    for messages in (None, *grown):
        folder = work / str(messages or "dump")
        kept = folder.with_suffix(".json")
        if not kept.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make_dump(dump, folder / "content" / "dumps" / "urho3d", messages)
            size = taken(folder)
            kept.write_bytes(msgspec.json.encode(size))
            shutil.rmtree(folder)
        yield msgspec.json.decode(kept.read_bytes(), type=Size)


def taken(site: Path) -> Size:
    """Builds a site and tells what that took."""
    _, built, report = build(site)
    return Size(
        messages=report["comments"]["published"] + report["threads"],
        debates=report["threads"],
        seconds=built.seconds,
        processor_seconds=built.processor_seconds,
        search_seconds=report["seconds"]["search"],
        peak=built.peak(),
        bytes=report["bytes"],
        files=report["files"],
    )


def print_sizes(sizes: Sequence[Size]) -> None:
    """A row for each size, and what a message costs beside one of the first."""
    print("# Scale\n")
    print(f"Moothall {__version__}, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}. {machine()}\n")
    print("Made by `python -m bench.scale`; its docstring says how. Builds from nothing. MB are millions of bytes.\n")
    heads = (
        "messages",
        "debates",
        "seconds",
        "processor seconds",
        "seconds of search",
        "peak MB",
        "MB written",
        "files",
    )
    print_row((*heads, "µs a message", "processor µs", "as a share"))
    print_row(["---"] * (len(heads) + 3))
    first = sizes[0].processor_seconds / sizes[0].messages
    for size in sizes:
        cost = size.processor_seconds / size.messages
        print_row(
            (
                *(f"{number:,}" for number in (size.messages, size.debates)),
                *(f"{number:,.1f}" for number in (size.seconds, size.processor_seconds, size.search_seconds)),
                *(f"{number / 1e6:,.0f}" for number in (size.peak, size.bytes)),
                f"{size.files:,}",
                f"{size.seconds / size.messages * 1e6:,.0f}",
                f"{cost * 1e6:,.0f}",
                f"{cost / first:.2f}",
            )
        )


if __name__ == "__main__":
    main()
