"""One build after the other, and what is told of each on the terminal and to open pages."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from generator.build import Progress
from generator.english import count
from generator.errors import MoothallError, flatten
from generator.model import Problem
from generator.options import Options
from generator.parallel import Workers
from generator.progress import show_progress
from generator.report import Report
from generator.serving.crew import Crew
from generator.serving.mistakes import Mistake, as_text, mistake_of
from generator.serving.news import News
from generator.storage import WORK

Build = Callable[[Options, Report, Progress, Workers, Callable[[], None]], bool]
"""Builds a site, as `generator.build` does."""
Say = Callable[[str], None]
"""Puts a line on the terminal."""


class Builds:
    """The builds of a site, by the same workers; of what was odd in it each is told once."""

    def __init__(self, options: Options, build: Build, news: News, say: Say) -> None:
        self._options, self._build, self._news, self._say = options, build, news, say
        self._crew = Crew(options)
        self._known: frozenset[Problem] = frozenset()

    def run(self, number: int) -> None:
        """Builds once; `number` is that of the last change before it."""
        report = Report()
        start = time.perf_counter()
        published, mistakes = self._attempt(number, report)
        self._tell(report, mistakes)
        if published:
            spent = time.perf_counter() - start
            self._say(
                f"built      {count(report.threads, 'debate')} in {spent:.1f} s ({report.rendered:,} rendered anew)"
            )
        else:
            self._news.failed(number, mistakes)
            self._say("nothing was published; the last good site stays")
        self._known = frozenset(report.problems) if published else self._known.union(report.problems)

    def end(self) -> None:
        """Ends the workers."""
        self._crew.dismiss()

    def _attempt(self, number: int, report: Report) -> tuple[bool, list[Mistake]]:
        """Whether a site was published, and otherwise why not."""
        options = self._options
        try:
            with show_progress("debates", quiet=False) as progress, self._crew.at_work() as workers:
                published = self._build(options, report, progress, workers, partial(self._news.built, number))
            report.write(options.site / WORK / "report.json")
            return published, [mistake_of(error) for error in report.errors]
        except (MoothallError, ExceptionGroup) as error:
            if mistakes := [mistake_of(one) for one in flatten(error)]:
                return False, mistakes
            raise
        except Exception as fault:  # one bad file must not end the session of someone who writes
            message = f"a fault in Moothall: {type(fault).__name__}: {fault}"
            return False, [Mistake("", message, "", "please report it with the source", ())]

    def _tell(self, report: Report, mistakes: list[Mistake]) -> None:
        for problem in report.problems:
            if problem not in self._known:
                self._say(f"warning: {problem.path}:{problem.line or 1}: {problem.message} [{problem.kind}]")
        for line in as_text(mistakes):
            self._say(line)
