"""The script that reloads a page, put into pages as they are served and into no file."""

from __future__ import annotations

import re

PREFIX = "/.moothall/"
"""Addresses of what only this server has; no page of a site begins with a dot."""

_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)"')
_END_OF_HEAD = re.compile(rb"</head\s*>", re.IGNORECASE)


def with_reload(page: bytes, version: str, index: str) -> bytes:
    """The page with the script, and with a policy that lets it ask for news; it knows its version and the index's."""
    marks = f'data-version="{version}" data-index="{index}"'
    script = f'<script src="{PREFIX}reload.js" {marks} defer></script>\n'.encode()
    page = _POLICY.sub(_allow_news, page, count=1)
    end = _END_OF_HEAD.search(page)
    return page[: end.start()] + script + page[end.start() :] if end else page + script


def _allow_news(policy: re.Match[bytes]) -> bytes:
    allowed = b"" if b"connect-src" in policy[2] else b"; connect-src 'self'"
    return policy[1] + policy[2] + allowed + b'"'
