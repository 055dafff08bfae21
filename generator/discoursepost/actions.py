"""Small actions, which Discourse lists among the posts: a topic was closed, split, pinned, somebody was invited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import urljoin

from generator.discoursepost.shapes import Entry

_ACTIONS: Mapping[str, str] = {
    "announcement": "made this an announcement",
    "archived.disabled": "took this out of the archive",
    "archived.enabled": "archived this",
    "assigned": "assigned this to",
    "assigned_to_post": "assigned a post to",
    "autobumped": "moved this up again",
    "autoclosed.disabled": "opened this again when its time had come",
    "autoclosed.enabled": "closed this when its time had come",
    "banner.disabled": "took this banner down",
    "banner.enabled": "made this a banner",
    "closed.disabled": "opened this again",
    "closed.enabled": "closed this",
    "forwarded": "forwarded the mail above",
    "invited_group": "invited",
    "invited_user": "invited",
    "open_topic": "made this a topic",
    "pinned.disabled": "unpinned this",
    "pinned.enabled": "pinned this",
    "pinned_globally.disabled": "unpinned this",
    "pinned_globally.enabled": "pinned this everywhere",
    "private_topic": "made this a private message",
    "public_topic": "made this public",
    "reassigned": "assigned this to",
    "removed_group": "removed",
    "removed_user": "removed",
    "split_topic": "",
    "unassigned": "took the assignment from",
    "user_left": "left this message",
    "visible.disabled": "unlisted this",
    "visible.enabled": "listed this",
}
"""What each code means, in words that follow a name; a split topic says in its own words what was split."""

_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(r'<a\b[^<>]*\bhref="([^"<>]*)"')


def deed_of(action: Entry) -> str:
    """What a small action did, with whom it was done to and what was said about it."""
    code = action.action_code or ""
    did = _ACTIONS.get(code, re.sub(r"[._]+", " ", code).strip())
    whom = f" {action.action_code_who}" if action.action_code_who else ""
    said = " ".join(unescape(_TAG.sub(" ", action.cooked or "")).split())
    return ": ".join(part for part in (f"{did}{whom}".strip(), said) if part) or "did something"


def link_of(action: Entry, base: str | None) -> str | None:
    """Where a small action leads, as to the topic that posts were moved to."""
    found = _LINK.search(action.cooked or "")
    if not found:
        return None
    address = unescape(found[1])
    try:
        address = urljoin(f"{base}/", address) if base else address
    except ValueError:
        return None
    return address if address.startswith(("https://", "http://")) else None
