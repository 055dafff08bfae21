"""Reads talk as the fediverse exchanges it, and as Mastodon's API shows it.

What is read: objects (notes, pages, articles, questions, videos, events) and the activities that carry them, one a file
or many in a list; the `outbox.json` of a Mastodon account's archive; answers of `/api/v1/statuses/…` and
`/api/v1/statuses/…/context`. One obtains objects by asking for their address with the header `Accept:
application/activity+json`, the archive in Mastodon's settings, and statuses with `curl` (docs/readers.md says how).
Described at https://www.w3.org/TR/activitypub/ and https://docs.joinmastodon.org/methods/statuses/.

Objects of a folder are read together, since a note and its answer come from different servers and mostly lie in
different files. A status and its context are read together when the status is the one whose context it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator.errors import SourceError
from generator.model import Thread
from generator.readers.activitypub.gathering import Gathering
from generator.readers.activitypub.recognition import recognise
from generator.readers.activitypub.talks import Talk, talks_of
from generator.readers.activitypub.threads import key_of, to_thread

NAME = "activitypub"


def sniff(head: bytes, path: Path) -> bool:
    """Whether the file holds objects in which somebody says something, their authors, or statuses."""
    return recognise(head) is not None


def identify(head: bytes, path: Path) -> str | None:
    """`objects` for all of ActivityPub; `status 1234` for a status and its context."""
    return recognise(head) or None


def read(path: Path) -> Iterator[Thread]:
    """The threads in the file. Raises SourceError."""
    return read_together([path])


def read_together(paths: Sequence[Path]) -> Iterator[Thread]:
    """The threads in all the files, each once. Raises SourceError, but not before it gave what could be read."""
    gathering = Gathering()
    errors = []
    for path in paths:
        try:
            gathering.read(path)
        except SourceError as error:
            errors.append(error)
    if len(errors) < len(paths):
        yield from _threads(gathering, paths)
    if errors:
        raise errors[0]


def _threads(gathering: Gathering, paths: Sequence[Path]) -> Iterator[Thread]:
    talks = talks_of(gathering.finish(), gathering.parents)
    platform = "mastodon" if gathering.statuses else "activitypub"
    told = {one.source for talk in talks for one in (talk.post, *talk.comments) if one}
    stand_in = paths[0].parent if len(told) > 1 and not gathering.statuses else None
    keyed = len(talks) > 1 or gathering.listed or stand_in is not None
    problems, skipped = tuple(gathering.problems), tuple(gathering.skipped)
    if not talks and not skipped and not gathering.statuses:
        raise SourceError("holds no words", paths[0], hint="accounts are read along with the notes that they wrote")
    if not talks:
        yield Thread(paths[0], "", "", platform, None, None, (), problems=problems, skipped=skipped)
    keys: set[str] = set()
    for talk in talks:
        thread = to_thread(talk, gathering.people, gathering.parents, stand_in or _start(talk))
        yield replace(
            thread,
            key=key_of(thread, keys) if keyed else "",
            platform=platform,
            problems=(*problems, *thread.problems),
            skipped=skipped,
        )
        problems, skipped = (), ()


def _start(talk: Talk) -> Path:
    return (talk.post or talk.comments[0]).source
