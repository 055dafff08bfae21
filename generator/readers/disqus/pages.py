"""Finds the discussions that are about one page: Disqus opens a new one for every address at which it sees a page.

Two discussions are about the same page when they hold copies of the same imported post, as an import leaves them behind
for the old address and the new one; or when they have the same title, and hold copies of any post or are the same
address but for `http` or `https`, `www.` and a last slash. The same title alone means little: on many sites all pages
have it. The same words alone do not mean much either: a robot says them on two pages within a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from generator.readers.disqus.entries import Copy, Discussion

Page = list[Discussion]
"""The discussions about one page."""

_NO_MATTER = re.compile(r"\A(?:https?:)?//(?:www\.)?|/\Z", re.IGNORECASE)


def find_pages(discussions: Sequence[Discussion], copies: Iterable[Copy]) -> Iterator[Page]:
    """The pages in the order of their first discussions; of `copies`, those of the same post come one after another."""
    leads = {discussion.id: discussion.id for discussion in discussions}
    titles = {discussion.id: discussion.title for discussion in discussions}
    for _, alike in groupby(copies, key=lambda copy: copy.mark):
        firsts: dict[str, str] = {}
        for copy in alike:
            title = "" if copy.imported else titles[copy.discussion]
            _join(leads, firsts.setdefault(title, copy.discussion), copy.discussion)
    by_address: dict[tuple[str, str], str] = {}
    for discussion in discussions:
        if discussion.link:
            address = (_NO_MATTER.sub("", discussion.link), discussion.title)
            _join(leads, by_address.setdefault(address, discussion.id), discussion.id)
    pages: dict[str, Page] = {}
    for discussion in discussions:
        pages.setdefault(_lead(leads, discussion.id), []).append(discussion)
    yield from pages.values()


def _join(leads: dict[str, str], one: str, other: str) -> None:
    leads[_lead(leads, other)] = _lead(leads, one)


def _lead(leads: dict[str, str], id_: str) -> str:
    """Who stands for the set that `id_` is in; the way there is cut short for the next time."""
    while leads[id_] != id_:
        leads[id_] = id_ = leads[leads[id_]]
    return id_
