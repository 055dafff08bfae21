"""Where the forum stood: no export says so outright, but the addresses of pictures and of links inside it do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from urllib.parse import quote

import msgspec

from generator.discoursepost.shapes import Details, Entry, Link

_HOME = rb"(?P<folder>(?:/[\w.~-]+)*?)/user_avatar/(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)/"
_AVATAR = re.compile(_HOME.decode())
_TOLD_AVATAR = re.compile(rb'"avatar_template"\s*:\s*"' + _HOME)
_TOPIC = re.compile(r"(?P<base>https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[\w.~-]+)*?)/t/")
_LINKS = msgspec.json.Decoder(list[Link] | None)
_DETAILS = msgspec.json.Decoder(Details | None)


def find_base(entries: Sequence[Entry], around: Sequence[msgspec.Raw] = ()) -> str | None:
    """The forum's address without a slash at its end; None when nothing tells it.

    `around` is JSON that the topic has besides its posts. Discourse serves the avatars of most accounts at
    `/user_avatar/<its own host>/`; failing that, links that it calls internal lead to it.
    """
    for entry in entries:
        if found := _AVATAR.match(entry.avatar_template or ""):
            return f"https://{found['host']}{found['folder']}"
    for told in around:
        if seen := _TOLD_AVATAR.search(bytes(told)):
            return f"https://{seen['host'].decode()}{seen['folder'].decode()}"
    internal = (link.url for link in _links(entries, around) if link.internal)
    topics = [base for url in internal if (base := base_of(url))]
    return min(topics, key=lambda base: (-topics.count(base), base), default=None)


def base_of(address: str | None) -> str | None:
    """The forum's address in that of one of its topics or posts."""
    found = _TOPIC.match(address or "")
    return found["base"] if found else None


def _links(entries: Iterable[Entry], around: Iterable[msgspec.Raw]) -> Iterator[Link]:
    for entry in entries:
        with suppress(msgspec.DecodeError, UnicodeDecodeError):
            yield from _LINKS.decode(entry.link_counts) or ()
    for told in around:
        with suppress(msgspec.DecodeError, UnicodeDecodeError):
            details = _DETAILS.decode(told)
            yield from (details.links or ()) if details else ()


def post_address(base: str | None, topic: int | None, slug: str | None, number: int) -> str | None:
    """The address of a post, if the forum's is known; that of the topic for the first one."""
    if base is None or topic is None:
        return None
    path = f"{quote(slug, safe='')}/{topic}" if slug else str(topic)
    return f"{base}/t/{path}" if number == 1 else f"{base}/t/{path}/{number}"
