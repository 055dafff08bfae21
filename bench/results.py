"""What whole builds took, as a page: ratios beside their budgets, then each program on its own."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from bench.grow import Record
from generator import __version__
from generator.parallel import available_cores

COLD = "Moothall, from nothing"
WARM = "Moothall, nothing changed"
CHANGED = "Moothall, one thread changed"
COPY = "`cp -r` of its output"
HUGO = "Hugo, pages only"
PAGEFIND = "Pagefind, on Hugo's pages"
BOTH = "Hugo, then Pagefind"
LIST = "Moothall, from nothing, a mailing list"
MHONARC = "MHonArc, the same list"

TRIED = Path(__file__).parent / "TRIED.md"
"""What was done about the budgets that are missed, as the end of the page."""

BUDGETS = (
    (COLD, HUGO, 1.0),
    (COLD, BOTH, 0.25),
    (LIST, MHONARC, 0.2),
    (WARM, COLD, 0.1),
    (CHANGED, COLD, 0.15),
    (COLD, COPY, 0.0),
)
"""One program, another, and what the first may take at most as a share of the second; 0 for no budget."""
MEGABYTES = 500
"""Memory that a build may take at its peak, all its processes together."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a program took, and what it left."""

    seconds: float
    """Wall time."""
    processor_seconds: float
    """Of all its processes."""
    peak: int
    """Bytes of memory of all its processes together."""
    size: int
    """Bytes of what it wrote."""
    files: int
    """How many it wrote."""
    report: Record
    """What Moothall tells; empty of another program."""


@dataclass(slots=True)
class Results:
    """A whole run."""

    change: str
    """What was changed where one thread was."""
    messages: int
    """Opening posts and comments of the dump."""
    mhonarc: str
    """Its version."""
    mails: str
    """What the mailing list is."""
    load: list[float]
    """How many processes wanted to run, on an average of a minute, before the run and after each program."""
    taken: dict[str, list[Taken]] = field(default_factory=dict)
    """What each program took in each round."""
    profile: str = ""
    """What a build from nothing says of where its time goes."""


def print_results(results: Results) -> None:
    """Prints the page."""
    taken = results.taken
    print_head(results)
    print_budgets(taken)
    print_programs(results)
    print(f"\n## Where the time goes\n\nOne build more, by `--profile`:\n\n```text\n{results.profile}```")
    print(
        NOTE.format(change=results.change, mails=results.mails, rendered=", ".join(f"{n:,}" for n in rendered(taken)))
    )


def together(first: Taken, second: Taken) -> Taken:
    """Two programs that run one after the other as one."""
    return Taken(
        first.seconds + second.seconds,
        first.processor_seconds + second.processor_seconds,
        max(first.peak, second.peak),
        first.size + second.size,
        first.files + second.files,
        {},
    )


def print_head(results: Results) -> None:
    """What was measured, and where."""
    rounds = len(results.taken[COLD])
    load = f"{min(results.load):.1f} to {max(results.load):.1f}, {median(results.load):.1f} in the median"
    peers = f"Hugo {version('hugo')}, Pagefind {version('pagefind_bin')}, MHonArc {results.mhonarc}"
    print("# Speed\n")
    print(f"Moothall {__version__}, {peers}, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}.")
    print(f"{machine()}. Load during the run: {load};")
    print("where it is above the number of cores, others had a part of them and seconds say little, ratios more.\n")
    print("Made by `make bench DUMP=FOLDER`; the docstring of `bench/speed.py` says how. Whole processes;")
    print(f"each runs once in a round, and there were {rounds}. MB are millions of bytes.\n")


def machine() -> str:
    """The processor and the memory."""
    names = [line.partition(": ")[2] for line in _lines(Path("/proc/cpuinfo")) if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    cores = f"{available_cores()} cores of {next(iter(names), platform.machine())}"
    return f"{cores}, {memory:.0f} GB of memory, {platform.system()}"


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def print_budgets(taken: dict[str, list[Taken]]) -> None:
    """How the programs compare: the median of the rounds, and from the least to the most."""
    print("## Budgets\n")
    print("| what | seconds, as a share | least – most | processor seconds, as a share | budget | |")
    print("|---|---|---|---|---|---|")
    for one, other, budget in BUDGETS:
        if one in taken and other in taken:
            pairs = list(zip(taken[one], taken[other], strict=True))
            wall = [first.seconds / second.seconds for first, second in pairs]
            spent = median(first.processor_seconds / second.processor_seconds for first, second in pairs)
            span = f"{min(wall):.2f} – {max(wall):.2f}"
            row = [f"{one} / {other}", f"{median(wall):.2f}", span, f"{spent:.2f}", *judged(median(wall), budget)]
            print_row(row)
    peak = median(one.peak / 1e6 for one in taken[COLD])
    print_row([f"{COLD}: peak memory, MB", f"{peak:,.0f}", "", "", *judged(peak, MEGABYTES)])
    print("\nThe budgets at 800,000 messages are measured by `python -m bench.search --grown 800000`.\n")


def judged(value: float, budget: float) -> tuple[str, str]:
    """A budget and whether it was met."""
    return (f"{budget:g}", "met" if value <= budget else "**missed**") if budget else ("", "")


def print_programs(results: Results) -> None:
    """What each program took."""
    print("## Programs\n")
    titles = ("", "seconds", "least – most", "processor seconds", "peak MB", "MB written", "files", "messages a second")
    print_row(titles)
    print("|---|---|---|---|---|---|---|---|")
    for name, rounds in results.taken.items():
        seconds = [one.seconds for one in rounds]
        last = rounds[-1]
        print_row(
            [
                name,
                f"{median(seconds):.2f}",
                f"{min(seconds):.2f} – {max(seconds):.2f}",
                f"{median(one.processor_seconds for one in rounds):.2f}",
                f"{median(one.peak for one in rounds) / 1e6:,.0f}",
                f"{last.size / 1e6:,.1f}",
                f"{last.files:,}",
                f"{messages_of(name, results) / median(seconds):,.0f}",
            ]
        )


def messages_of(name: str, results: Results) -> int:
    """How many messages a program worked on."""
    if name not in (LIST, MHONARC):
        return results.messages
    report = results.taken[LIST][-1].report
    return int(report["comments"]["read"] + report["threads"])


def rendered(taken: dict[str, list[Taken]]) -> Iterator[int]:
    """How many debates the builds of the dump rendered in the last round."""
    for name in (COLD, WARM, CHANGED):
        yield taken[name][-1].report["rendered"]


NOTE = """
Moothall's builds write pages, data, lists, feeds and the search index, and have no options but `--quiet`. Hugo has the
site in `bench/hugo/`: a content file for each thread, its comments nested in the front matter, a partial that calls
itself, no search, no lists but one. Pagefind searches whole pages. MHonArc has no options but `-quiet` and where to
write; it makes a page of each mail, and lists. The mailing list is {mails}.

{change}
Builds with that change come one after another when all rounds are over, each with one comment more: they delete what is
replaced, and ext4 makes who writes next look through what was just deleted. The first links what stays from the output
before it; the others take its folders from the output before that.
Debates rendered from nothing, with nothing changed, and with that change: {rendered}.

Memory is the proportional set size of all processes together, ten times a second. Processor seconds are those that were
seen then, or those of processes that the program waited for where these are more. Before each program the disk has
written all that was left to it."""


def print_row(cells: Sequence[str]) -> None:
    """A line of a table."""
    print(f"| {' | '.join(cells)} |")
