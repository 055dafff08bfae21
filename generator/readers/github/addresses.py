"""What GitHub's addresses tell: which thread a thing belongs to, where it stood, which commit is meant.

An API's address is `https://api.github.com/repos/OWNER/REPO/issues/12`, or `https://HOST/api/v3/repos/…` on a server of
one's own; a page's is `https://github.com/OWNER/REPO/issues/12#issuecomment-345`. Issues, pulls and discussions of a
repository are numbered in one row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_API = r"(?P<scheme>https?://)(?:api\.)?(?P<host>[^/\s]+?)(?:/api/v3)?/repos/(?P<repo>[^/\s]+/[^/\s]+)"
_API_THREAD = re.compile(_API + r"/(?:issues|pulls)/(?P<number>\d{1,15})")
_API_COMMIT = re.compile(_API + r"/(?:git/)?commits/(?P<sha>\w+)")
_PAGE = re.compile(
    r"(?P<page>https?://[^/\s]+/(?P<repo>[^/\s]+/[^/\s]+)/(?:issues|pulls?|discussions)/(?P<number>\d{1,15}))(?:#\S*)?"
)
_ANCHOR = re.compile(r"#(?:issuecomment-|discussioncomment-|pullrequestreview-|discussion_r)(\d+)$")


@dataclass(frozen=True, slots=True)
class Whose:
    """The thread that something belongs to."""

    repo: str
    """`owner/name`."""
    number: int
    """Of the issue, pull or discussion."""

    @property
    def id(self) -> str:
        """`owner/name#12`."""
        return f"{self.repo}#{self.number}"


def thread_at(address: str) -> Whose | None:
    """The thread whose own address, or the address of something on whose page, this is."""
    found = _API_THREAD.fullmatch(address) or _PAGE.fullmatch(address)
    return Whose(found["repo"], int(found["number"])) if found else None


def page_of(address: str | None) -> str | None:
    """The address of the thread's page, for the address of something on it."""
    found = _PAGE.fullmatch(address or "")
    return found["page"] if found else None


def anchor_of(address: str | None) -> str | None:
    """The number of the comment that a page's address leads to."""
    found = _ANCHOR.search(address or "")
    return found[1] if found else None


def commit_page(address: str | None) -> str | None:
    """The page of a commit, for its address in the API."""
    found = _API_COMMIT.fullmatch(address or "")
    return f"{found['scheme']}{found['host']}/{found['repo']}/commit/{found['sha']}" if found else None
