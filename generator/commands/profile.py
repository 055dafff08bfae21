"""What `moothall build --profile` shows: where the time of a build went."""

from __future__ import annotations

from collections.abc import Iterator

from generator.report import Report

STEPS = {
    "settings": "site.yaml read",
    "compare": "looked whether anything has changed since the last build",
    "plan": "sources found, and their formats",
    "assets": "style sheets and scripts written",
    "debates": "debates read, rendered and written, by all workers at once: see below",
    "search": "the search index put together",
    "lists": "lists, feeds and the sitemap",
    "publish": "the old site exchanged for the new one",
}
"""The steps of a build, in their order."""
KINDS = {
    "reading": "sources read into threads",
    "cache": "results of earlier builds looked up, new ones kept",
    "pages": "what a page shows brought together: places, links, names",
    "markup": "Markdown, mail and HTML made into safe HTML",
    "layouts": "layouts filled in",
    "index": "words found for the search index",
    "data": "thread.json",
    "writing": "files written",
}
"""The kinds of work on debates, in their order."""


def profile_lines(report: Report, seconds: float) -> Iterator[str]:
    """Two tables: the steps of a build that took `seconds` in all, and, where there was any, the work on debates."""
    steps = {step: report.seconds[step] for step in STEPS if step in report.seconds}
    yield "step       seconds"
    for step, spent in steps.items():
        yield f"{step:<10} {spent:7.2f}  {STEPS[step]}"
    yield f"{'the rest':<10} {seconds - sum(steps.values()):7.2f}  the site measured, this told"
    yield f"{'in all':<10} {seconds:7.2f}"
    if not report.work:
        return
    yield ""
    yield "work       seconds  of a processor  (sums over all workers)"
    for kind, told in KINDS.items():
        if kind in report.work:
            passed, spent = report.work[kind]
            yield f"{kind:<10} {passed:7.2f}  {spent:14.2f}  {told}"
    passed, spent = (sum(times[at] for times in report.work.values()) for at in (0, 1))
    yield f"{'in all':<10} {passed:7.2f}  {spent:14.2f}"
