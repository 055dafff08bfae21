"""What an object of GitHub's is, and whose, by the keys that it has; its values stay unread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from generator.readers.github.addresses import Whose, thread_at

Kind = Literal["topic", "comment", "review", "line", "event", "graph", "broken"]
"""REST gives an issue or pull (`topic`), comments, reviews, comments on lines, and events; `graph` is a thread as
GraphQL gives it, with all that is in it; `broken` is none of these."""
Fields = dict[str, msgspec.Raw]
"""An object."""

TOPICS = ("issue", "pull", "pullRequest", "discussion", "issues", "pulls", "pullRequests", "discussions")
"""Keys under which threads lie, alone or in a list."""

_OWN = ("issue_url", "pull_request_url", "url", "html_url")
"""Keys whose addresses tell the thread, the surest first."""


def opening(raw: msgspec.Raw | None) -> bytes:
    """The first byte of a value; empty for none."""
    return b"" if raw is None else bytes(memoryview(raw)[:1])


def text_of(fields: Fields, key: str) -> str:
    """The text under a key; empty where there is none."""
    raw = fields.get(key)
    return msgspec.json.decode(raw, type=str) if raw is not None and opening(raw) == b'"' else ""


def kind_of(fields: Fields, holder: str) -> Kind:
    """What the object is; `holder` is the key under which it, or the list that it is in, lies."""
    if "event" in fields:
        return "event"
    if "pull_request_review_id" in fields or "diff_hunk" in fields:
        return "line"
    if "pull_request_url" in fields and "number" not in fields:
        return "review"
    if {"number", "title", "user"} <= fields.keys() and _thread_told(fields):
        return "topic"
    if "issue_url" in fields and "number" not in fields:
        return "comment"
    return "graph" if _is_graph(fields, holder) else "broken"


def whose_of(fields: Fields, kind: Kind, repo: str) -> Whose | None:
    """The thread that the object is or belongs to, where it says so; `repo` is the repository named around it."""
    if kind == "broken":
        return next((_thread_told(inner) for inner in _objects(fields, "issue", "pull")), None)
    if kind == "event":
        return _thread_told(fields) or next((_thread_told(inner) for inner in _objects(fields, "issue")), None)
    if kind == "graph":
        return _thread_told(fields) or _numbered(fields, repo) or _told_by_comment(fields)
    return _thread_told(fields)


def repo_of(fields: Fields) -> str:
    """The repository that the object names as what it is about; empty where it names none."""
    inner = next((text_of(inner, "nameWithOwner") for inner in _objects(fields, "repository")), "")
    return inner or text_of(fields, "nameWithOwner") or text_of(fields, "repo")


def _is_graph(fields: Fields, holder: str) -> bool:
    if fields.keys() & {"nodes", "edges", "issue", "pull"}:
        return False
    if holder in TOPICS and fields.keys() & {"title", "body", "comments", "reviews", "comment_data"}:
        return True
    named = {"title", "body", "author"} <= fields.keys()
    return named and (_thread_told(fields) or _told_by_comment(fields)) is not None


def _thread_told(fields: Fields) -> Whose | None:
    return next(filter(None, (thread_at(text_of(fields, key)) for key in _OWN)), None)


def _numbered(fields: Fields, repo: str) -> Whose | None:
    digits = bytes(fields["number"]) if "number" in fields else b""
    return Whose(repo, int(digits)) if repo and digits.isdigit() and len(digits) < 16 else None


def _told_by_comment(fields: Fields) -> Whose | None:
    """The thread on whose page the first comment stands, as `gh issue view` lists them."""
    if opening(fields.get("comments")) != b"[":
        return None
    first = msgspec.json.decode(fields["comments"], type=list[msgspec.Raw])[:1]
    return _thread_told(msgspec.json.decode(first[0], type=Fields)) if first and opening(first[0]) == b"{" else None


def _objects(fields: Fields, *keys: str) -> Iterator[Fields]:
    for key in keys:
        if opening(fields.get(key)) == b"{":
            yield msgspec.json.decode(fields[key], type=Fields)
