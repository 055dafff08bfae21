"""`thread.json`: the debate as it was read, with its summary and where it came from.

The fields of posts and comments are those of `moothall inspect --json`; see `docs/urls.md` for what is stable.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import msgspec

from generator.debate import Debate, Digests, Origin
from generator.export.thread_json import Record, comment_record, happenings, post_record
from generator.model import Thread, Timestamp
from generator.summary import Article, Claim, Summary


def debate_json(debate: Debate, digests: Digests) -> bytes:
    """The debate, read from files with these digests, as UTF-8 JSON with a line for each comment, to compare versions.

    The first thread's facts stand at the top; where a debate is made of several threads, `parts` has those of each and
    every comment and post says which `part` it belongs to, from 1.
    """
    first = debate.threads[0]
    several = len(debate.threads) > 1
    record: Record = {
        "title": debate.title,
        "address": debate.path,
        "language": debate.language,
        "platform": first.platform,
        "source": debate.origins[0][0].source,
        "summary": _summary(debate.summary),
        "provenance": _provenance(debate, first, debate.origins[0], digests),
        "post": post_record(first.post) if first.post else None,
        **happenings(first),
    }
    if several:
        record["parts"] = [
            {
                "title": thread.title,
                "platform": thread.platform,
                "post": post_record(thread.post) if thread.post else None,
                "provenance": _provenance(debate, thread, origins, digests),
                **happenings(thread),
            }
            for thread, origins in zip(debate.threads, debate.origins, strict=True)
        ]
    head = msgspec.json.format(msgspec.json.encode(record), indent=1).removesuffix(b"\n}")
    return head + _COMMENTS + b",".join(_lines(debate, several=several)) + b"\n ]\n}\n"


def with_digests(data: bytes, digests: Digests) -> bytes:
    """The JSON of a debate as if its files, the same by name, had had these digests."""
    head, mark, comments = data.partition(_COMMENTS)
    return _DIGEST.sub(lambda found: found[1] + digests[msgspec.json.decode(found[2])].encode(), head) + mark + comments


_COMMENTS = b',\n "comments": ['
_DIGEST = re.compile(rb'(\n +"source": (".*"),\n +"sha256": ")[0-9a-f]{64}(?=")')
"""In lines of their own, where no words of anybody can stand."""


def _lines(debate: Debate, *, several: bool) -> Iterator[bytes]:
    for number, thread in enumerate(debate.threads, 1):
        for comment in thread.comments:
            record = comment_record(comment) | ({"part": number} if several else {})
            yield b"\n  " + msgspec.json.encode(record)


def _summary(summary: Summary) -> Record:
    """What the curator said, without what was left out."""
    return {name: value for name, value in _fields(summary).items() if value not in (None, [], False)}


def _provenance(debate: Debate, thread: Thread, origins: tuple[Origin, ...], digests: Digests) -> Record:
    summary = debate.summary
    record: Record = {
        **_origin(origins[0], digests),
        "source_url": summary.source_url or thread.link,
        "captured": summary.captured and summary.captured.iso(),
        "declared": thread.declared,
        "archived": sum(comment.state != "missing" for comment in thread.comments),
    }
    if len(origins) > 1:
        record["files"] = [_origin(origin, digests) for origin in origins]
    return record


def _origin(origin: Origin, digests: Digests) -> Record:
    return {"source": origin.source, "sha256": digests[origin.source], "reader": origin.reader}


def _fields(value: Summary | Article | Claim) -> Record:
    return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}


def _plain(value: object) -> object:
    if isinstance(value, Timestamp):
        return value.iso()
    if isinstance(value, Article | Claim):
        return _fields(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
