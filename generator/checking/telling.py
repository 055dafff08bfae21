"""What `moothall check` says: a line for each finding, one for the host, and one for all that was looked at."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checking.hosts import HOSTS
from generator.checking.site import Checked
from generator.english import count, size_words


def outcome_lines(checked: Checked, host: str | None) -> Iterator[str]:
    """The lines, of which the last is the summary."""
    yield from map(str, checked.findings)
    if host is not None:
        yield f"{HOSTS[host].title}: {checked.usage} (as of {HOSTS[host].read})"
    seen = ", ".join((count(checked.pages, "page"), count(checked.links, "link"), count(checked.files, "file")))
    outcome = count(len(checked.findings), "finding") if checked.findings else "nothing wrong"
    yield f"checked {seen}, {size_words(checked.bytes)}: {outcome}"
