"""How long whole builds take, beside Hugo, Hugo with Pagefind and MHonArc on the same talk, and the budgets to keep.

    python -m bench.speed DUMP [--mail MBOX] > bench/RESULTS.md

DUMP is a folder with a dump, `submissions.jsonl.gz` and `comments.jsonl.gz`; MBOX a mailing list's archive, packed
or not; without one, threads of the dump are written as mail. `--rounds N` takes another number of rounds than five.
`--work DIR` keeps what is made on the way. Needs the extra `bench`, and MHonArc on the path (Debian: `apt-get install
mhonarc`). What the programs print goes to standard error.

Each round runs every program once, from nothing, one after another; so whatever else the machine does meanwhile slows
them alike. Ratios are taken in each round, and what is told is their median.

Nothing large is deleted while they run, since ext4 avoids the inodes of files that were deleted within the last
minutes, and looks through all of them for each new file: who writes after a deletion pays for it. So what was written
in earlier rounds is moved aside, and builds that replace an output, which delete the old one, come after all rounds.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec
from pagefind_bin import get_executable

from bench.grow import COMMENTS, SUBMISSIONS, Record, packed, read, read_threads
from bench.mailbox import make_mailbox
from bench.peers import hugo_program, make_hugo_site
from bench.processes import run
from bench.results import (
    BOTH,
    CHANGED,
    COLD,
    COPY,
    HUGO,
    LIST,
    MHONARC,
    PAGEFIND,
    WARM,
    Results,
    Taken,
    print_results,
    together,
)
from generator.sourcefile import open_source

MAILS = 11_000
"""Mails that are made of the dump's threads, where there is no archive of a list: some years of a busy one."""


def main() -> None:
    """Prints a page in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed")
    parser.add_argument("dump", type=Path)
    parser.add_argument("--mail", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", type=Path)
    options = parser.parse_args()
    if not shutil.which("mhonarc"):
        parser.error("there is no mhonarc on the path (Debian: apt-get install mhonarc)")
    with tempfile.TemporaryDirectory() as scratch:
        print_results(measure(options.dump, options.mail, options.rounds, options.work or Path(scratch)))


def measure(dump: Path, mail: Path | None, rounds: int, work: Path) -> Results:
    """Runs every program once in each round, on what it makes of the sources in `work`."""
    steps, changed, told = steps_for_dump(dump, work)
    steps += steps_for_mail(mail or make_mailbox(dump, work / "threads.mbox", MAILS), work)
    kept = "threads of the dump, written as mail" if mail is None else f"the archive `{mail.name}`"
    results = Results(told, sum(map(len, read_threads(dump))), mhonarc_version(), kept, load=[os.getloadavg()[0]])
    taken: dict[str, list[Taken]] = defaultdict(list)
    for number in range(1, rounds + 1):
        for step in steps:
            print(f"round {number} of {rounds}: {step.name}", file=sys.stderr)
            taken[step.name].append(take(step, work / "aside"))
            if step.name == PAGEFIND:
                taken[BOTH].append(together(taken[HUGO][-1], taken[PAGEFIND][-1]))
            results.load.append(os.getloadavg()[0])
    for number in range(1, rounds + 1):
        print(f"round {number} of {rounds}: {changed.name}", file=sys.stderr)
        taken[changed.name].append(take(changed, work / "aside"))
    results.taken = dict(taken)
    results.profile = profile_of(work / "site")
    return results


@dataclass(frozen=True, slots=True)
class Step:
    """A program to measure."""

    name: str
    """What is measured."""
    command: Sequence[str]
    """The program."""
    output: Path
    """The folder that it writes."""
    absent: Sequence[Path] = ()
    """Files and folders that are put aside before it, which is not measured."""
    prepare: Callable[[], object] | None = None
    """What else is done before it and not measured."""
    report: Path | None = None
    """Where it tells what it did, if it is Moothall."""


def take(step: Step, aside: Path) -> Taken:
    """Runs a step, once the disk has written what others left to it; what must be absent goes into `aside`."""
    for path in filter(Path.exists, step.absent):
        aside.mkdir(exist_ok=True)
        path.rename(aside / str(sum(1 for _ in aside.iterdir())))
    if step.prepare:
        step.prepare()
    os.sync()
    done = run(step.command)
    sizes = [path.stat().st_size for path in step.output.rglob("*") if path.is_file()]
    report: Record = msgspec.json.decode(step.report.read_bytes()) if step.report else {}
    return Taken(done.seconds, done.processor_seconds, done.peak(), sum(sizes), len(sizes), report)


def steps_for_dump(dump: Path, work: Path) -> tuple[list[Step], Step, str]:
    """What is measured on a dump, what after all rounds, and what is changed for that."""
    site = work / "site"
    content = site / "content" / "dump"
    content.mkdir(parents=True)
    for name in (SUBMISSIONS, COMMENTS):
        shutil.copyfile(dump / name, content / name)
    make_hugo_site(content, work / "hugo")
    threads = sorted(read_threads(content), key=len)
    thread = threads[len(threads) // 2]
    output, pages, copy = site / "output", work / "hugo" / "public", work / "copy"
    made, report = (output, site / ".moothall"), site / ".moothall" / "report.json"
    build = build_command(site)
    hugo = [hugo_program(), "build", "--quiet", "--source", str(work / "hugo")]
    steps = [
        Step(COLD, build, output, made, partial(shutil.copyfile, dump / COMMENTS, content / COMMENTS), report),
        Step(WARM, build, output, report=report),
        Step(COPY, ["cp", "-r", str(output), str(copy)], copy, (copy,)),
        Step(HUGO, hugo, pages, (pages,)),
        Step(PAGEFIND, [str(get_executable()), "--quiet", "--site", str(pages)], pages / "pagefind"),
    ]
    changed = Step(CHANGED, build, output, prepare=partial(append, content / COMMENTS, thread), report=report)
    return (
        steps,
        changed,
        f"One comment is appended to the dump, in a thread of {len(thread) - 1} comments, which is the median.",
    )


def steps_for_mail(mail: Path, work: Path) -> list[Step]:
    """What is measured on a mailing list's archive."""
    site, pages = work / "list", work / "mhonarc"
    mbox = site / "content" / f"{mail.name.removesuffix('.gz').removesuffix('.mbox')}.mbox"
    mbox.parent.mkdir(parents=True)
    with open_source(mail) as stream, mbox.open("wb") as file:
        shutil.copyfileobj(stream, file)
    made, report = (site / "output", site / ".moothall"), site / ".moothall" / "report.json"
    mhonarc = ["mhonarc", "-quiet", "-outdir", str(pages), str(mbox)]
    return [
        Step(LIST, build_command(site), site / "output", made, report=report),
        Step(MHONARC, mhonarc, pages, (pages,), pages.mkdir),
    ]


def build_command(site: Path) -> list[str]:
    """A build by Moothall without options that matter."""
    return [sys.executable, "-m", "generator", "build", "--site", str(site), "--quiet"]


def profile_of(site: Path) -> str:
    """Where the time of a build from nothing goes, told in words."""
    command = [*build_command(site), "--no-cache", "--profile"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own command


def mhonarc_version() -> str:
    """As the program says."""
    done = subprocess.run(["mhonarc", "-v"], capture_output=True, text=True, check=True)  # noqa: S607 - on the path
    return done.stdout.split()[1].removeprefix("v")


def append(comments: Path, thread: Sequence[Record]) -> None:
    """Puts one more comment, an answer to the post of `thread`, at the end of the file."""
    post, last = thread[0], thread[-1]
    id_ = f"benchmark{comments.stat().st_size}"
    own = {"id": id_, "name": f"t1_{id_}", "parent_id": post["name"], "body": "One comment more."}
    comment = {**next(read(comments)), **own, "link_id": post["name"], "created_utc": int(last["created_utc"]) + 3600}
    with packed(comments.with_suffix(".more")) as more:
        more.write(msgspec.json.encode(comment) + b"\n")
    with comments.open("ab") as file:
        file.write(comments.with_suffix(".more").read_bytes())
    comments.with_suffix(".more").unlink()


if __name__ == "__main__":
    main()
