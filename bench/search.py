"""What the search index costs to build and to ask, beside Pagefind's on the same pages and the budgets it has to keep.

    python -m bench.search FOLDER > bench/SEARCH.md
    python -m bench.search FOLDER --grown 800000 > bench/GROWN.md

FOLDER holds a dump, `submissions.jsonl.gz` and `comments.jsonl.gz`. With `--grown` the site is built from a dump of so
many messages that `bench/grow.py` makes of it, and Pagefind is left out. `--work DIR` keeps what is made on the way; a
dump that lies there already is used again. Needs the extras `test` and `bench`, a Chromium, and for 800,000
messages 12 GB of disk. What the build and Pagefind print goes to standard error.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path

import msgspec
from pagefind_bin import get_executable

from bench.browser import MOOTHALL, PAGEFIND, PAGEFIND_PAGE, Asked, ask
from bench.grow import COMMENTS, SUBMISSIONS, Record, grow, print_words, read_in_step, texts_of
from bench.processes import Run, run
from bench.queries import COMMONEST, TWO_WORDS, kinds_of
from generator import __version__
from generator.parallel import available_cores
from generator.search.documents import Document, index_debate

SAMPLE = 40_000
"""Messages of which queries are made, the first of the dump."""
STARTING = 0.5
"""Seconds that a build needs before its first step."""
NOT_WORDS = (".facts", ".provenance", ".comments-title", ".comment h3")
"""Parts of a debate's page that nobody wrote: neither engine looks for them."""


def main() -> None:
    """Prints a page in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench.search")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--grown", type=int)
    parser.add_argument("--work", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        measure(options.folder, options.grown, options.work or Path(scratch))


def measure(folder: Path, grown: int | None, work: Path) -> None:
    """Builds, asks and prints; everything else lies in `work` afterwards."""
    dump = work / "site" / "content" / "dump"
    if not (dump / COMMENTS).exists():
        make_dump(folder, dump, grown)
    messages = list(islice((message for thread in read_in_step(dump) for message in thread), SAMPLE))
    output, built, report = build(work / "site")
    kinds = list(kinds_of(messages))
    if grown:
        print_head("Search in a grown archive", report, output)
        print_words(folder, dump)
        print_grown(output, built, report)
        print_queries((("Moothall", kind, ask(output, MOOTHALL, queries)) for kind, queries in kinds), BUDGETS_GROWN)
        return
    pages = copy_debates(output, work / "pages")
    print_head("Search", report, output)
    print_index(output, built, report, pages, index_by_pagefind(pages))
    print_work_before(messages)
    print_queries(ask_both(output, pages, kinds), BUDGETS)


def ask_both(output: Path, pages: Path, kinds: Iterable[tuple[str, list[str]]]) -> Iterator[tuple[str, str, Asked]]:
    """What each engine says to each kind of queries that it knows."""
    for kind, queries in kinds:
        yield "Moothall", kind, ask(output, MOOTHALL, queries)
        if ":" not in queries[0]:
            yield "Pagefind", kind, ask(pages, PAGEFIND, queries)


def make_dump(folder: Path, dump: Path, messages: int | None) -> None:
    """Puts the dump of `folder`, or one of `messages` messages that is grown from it, into `dump`."""
    if messages:
        grow(folder, messages, dump, seed=1)
        return
    dump.mkdir(parents=True)
    for name in (SUBMISSIONS, COMMENTS):
        shutil.copy(folder / name, dump)


def build(folder: Path) -> tuple[Path, Run, Record]:
    """Builds the site in a folder with nothing in its cache: where it is, what that took, and the build's report."""
    shutil.rmtree(folder / ".moothall", ignore_errors=True)
    output = folder / "output"
    built = run([sys.executable, "-m", "generator", "build", "--site", str(folder), "--output", str(output)])
    return output, built, msgspec.json.decode((folder / ".moothall" / "report.json").read_bytes())


def copy_debates(output: Path, folder: Path) -> Path:
    """Copies the pages of debates, and no others, to `folder`, and adds one that has Pagefind loaded."""
    shutil.rmtree(folder, ignore_errors=True)
    for data in output.rglob("thread.json"):
        for page in (*data.parent.glob("index.html"), *data.parent.glob("[0-9]*/index.html")):
            copy = folder / page.relative_to(output)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(page, copy)
    (folder / PAGEFIND.page).write_text(PAGEFIND_PAGE, encoding="utf-8")
    return folder


def index_by_pagefind(pages: Path) -> Run:
    """Has Pagefind index the pages."""
    command = [str(get_executable()), "--site", str(pages), "--root-selector", "article.debate"]
    return run([*command, *(part for selector in NOT_WORDS for part in ("--exclude-selectors", selector))])


@dataclass(frozen=True, slots=True)
class Sizes:
    """The files of an index."""

    megabytes: float
    """All together."""
    files: int
    """How many."""
    largest: float
    """Kilobytes of the largest."""


def sizes_of(folder: Path) -> Sizes:
    """The files in a folder."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return Sizes(sum(sizes) / 1e6, len(sizes), max(sizes) / 1e3)


def print_head(title: str, report: Record, output: Path) -> None:
    """What was measured, and where."""
    megabytes = sum(page.stat().st_size for page in output.rglob("*.html")) / 1e6
    engines = f"Moothall {__version__}, Pagefind {version('pagefind_bin')}, Python {platform.python_version()}"
    print(f"# {title}\n")
    print(f"{engines}, {datetime.now(UTC):%Y-%m-%d}, {available_cores()} cores.")
    print("Made by `python -m bench.search`; its docstring says how. Bytes as they lie on the disk; MB are millions.\n")
    print(f"The site: {report['documents']:,} texts in {report['threads']:,} debates, {megabytes:,.0f} MB of pages.\n")


def print_index(output: Path, built: Run, report: Record, pages: Path, indexed: Run) -> None:
    """The index beside Pagefind's."""
    ours, theirs = sizes_of(output / "search"), sizes_of(pages / "pagefind")
    print("## The index\n")
    print("| | Moothall | Pagefind |")
    print("|---|---|---|")
    print_row("MB", judged(ours.megabytes, 26, 1), f"{theirs.megabytes:.1f}")
    print_row("files", judged(ours.files, 1000), f"{theirs.files:,}")
    print_row("largest file, kB", judged(ours.largest, 256), f"{theirs.largest:.0f}")
    print_row("seconds of the indexing step", f"{report['seconds']['search']:.1f}", f"{indexed.seconds:.1f}")
    print_row("seconds, pages and index", f"{built.seconds:.1f}", "")
    print_row("processor seconds, likewise", f"{built.processor_seconds:.1f}", f"{indexed.processor_seconds:.1f}")
    print_row("peak memory, likewise, MB", judged(built.peak() / 1e6, 500), f"{indexed.peak() / 1e6:,.0f}")
    print_row("peak memory of the indexing step, MB", f"{peak_of_indexing(built, report) / 1e6:,.0f}", "")


def print_work_before(messages: Sequence[Record]) -> None:
    """What finding the words takes, which is done while pages are rendered, and how the two were compared."""
    documents = [Document("", "", "", None, "\n".join(texts_of(message))) for message in messages]
    start = time.process_time()
    for place in range(0, len(documents), 8):
        index_debate("", "", documents[place : place + 8])
    selectors = ", ".join(f"`{selector}`" for selector in NOT_WORDS)
    print(WORK_NOTE.format(seconds=time.process_time() - start, selectors=selectors))


WORK_NOTE = """
Before Moothall's indexing step, the workers that render find the words: about {seconds:.1f} of the processor seconds.
The step itself is done by the same workers. Pagefind does not render, so its column is the
indexer alone, on a copy of the debates' pages, by `--root-selector article.debate` and without what nobody wrote:
{selectors}.
Memory is the proportional set size of all processes together, ten times a second.
"""


def print_grown(output: Path, built: Run, report: Record) -> None:
    """The index and the memory of a large build."""
    index = sizes_of(output / "search")
    print("## The index\n")
    print("| | |")
    print("|---|---|")
    print_row("MB of index", f"{index.megabytes:.1f}")
    print_row("files of index", f"{index.files:,}")
    print_row("largest file, kB", judged(index.largest, 256))
    print_row("seconds of the whole build", f"{built.seconds:.0f}")
    print_row("seconds of the indexing step", f"{report['seconds']['search']:.0f}")
    print_row("processor seconds", f"{built.processor_seconds:.0f}")
    print_row("peak memory of all processes, MB", judged(built.peak() / 1e6, 1500))
    print_row("peak memory of the indexing step, MB", judged(peak_of_indexing(built, report) / 1e6, 1500))
    print()


def peak_of_indexing(built: Run, report: Record) -> int:
    """The most bytes of memory while the index was written: the step's place in time is told by the steps before."""
    seconds = report["seconds"]
    begin = STARTING + sum(seconds[step] for step in ("settings", "plan", "assets", "debates"))
    return built.peak(begin, begin + seconds["search"])


BUDGETS = {TWO_WORDS: (200, 400), COMMONEST: (0, 500)}
"""Kilobytes that a query may move, in the median and at worst; 0 for any number."""
BUDGETS_GROWN = {TWO_WORDS: (400, 0)}
"""The same in a grown archive."""
MILLISECONDS = 150
"""What an answer may take in the median."""


def print_queries(asked: Iterable[tuple[str, str, Asked]], budgets: dict[str, tuple[int, int]]) -> None:
    """What the queries of each engine and kind moved and took."""
    print("## Queries\n")
    print("| queries | | of them without hits | kB, median | kB, worst | ms, median | ms, worst |")
    print("|---|---|---|---|---|---|---|")
    pages = {}
    for engine, kind, answers in asked:
        own = engine == "Moothall"
        limits = budgets.get(kind, (0, 0)) if own else (0, 0)
        moved = [judged(moved, limit) for moved, limit in zip(answers.moved, limits, strict=True)]
        spent = [judged(spent, limit) for spent, limit in zip(answers.spent, (own * MILLISECONDS, 0), strict=True)]
        print_row(f"{len(answers.answers)} × {kind}", engine, f"{answers.empty}", *moved, *spent)
        pages[engine] = answers.answers[0].page / 1000
    told = ", ".join(f"{page:.1f} kB ({engine})" for engine, page in pages.items())
    print(QUERIES_NOTE.format(pages=told))


QUERIES_NOTE = """
Words stood next to each other in a message drawn at random. Every query has a new browser context, in which nothing is
cached, and a page with the engine loaded; bytes are those of the bodies of all responses, the engine's scripts
included; milliseconds run from the call to the first ten hits with their excerpts. Without scripts the page itself has
{pages}. Pagefind's hits are pages; it knows no `author:` and no `after:`."""


def print_row(*cells: str) -> None:
    """A line of a table."""
    print(f"| {' | '.join(cells)} |", flush=True)


def judged(value: float, budget: float, digits: int = 0) -> str:
    """A value beside its budget; 0 for none."""
    told = f"{value:,.{digits}f}"
    return f"{told} ({'met' if value <= budget else '**missed**'}: {budget:,})" if budget else told


if __name__ == "__main__":
    main()
