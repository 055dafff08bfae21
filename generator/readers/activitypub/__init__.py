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

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator.errors import SourceError
from generator.model import Thread
from generator.readers.activitypub.gathering import Gathering
from generator.readers.activitypub.recognition import recognise
from generator.readers.activitypub.talks import talks_of
from generator.readers.activitypub.threads import key_of, to_thread
from generator.sourcefile import read_head

NAME = "activitypub"
SIGNS = {
    '"type" or "visibility"': re.compile(rb'"(?:type|visibility)"\s*:'),
    '"attributedTo" or "account"': re.compile(rb'"(?:attributedTo|account)"\s*:'),
    '"content"': re.compile(rb'"content"\s*:'),
    '"inReplyTo" or "in_reply_to_id"': re.compile(rb'"(?:inReplyTo|in_reply_to_id)"\s*:'),
}
"""What files of this format show, by what to call it where a file lacks some of it."""


def sniff(head: bytes, path: Path) -> bool:
    """Whether the file holds objects in which somebody says something, their authors, or statuses."""
    return recognise(head) is not None


def identify(head: bytes, path: Path) -> str | None:
    """`objects` for all of ActivityPub; `status 1234` for a status and its context."""
    kind = recognise(head)
    return kind.identity if kind else None


def place_of(paths: Sequence[Path]) -> Path:
    """Of several files the one in which the thread begins; their folder where threads begin in several."""
    leading = [path for path in paths if (kind := recognise(read_head(path))) and kind.leads] if len(paths) > 1 else []
    return leading[0].parent if len(leading) > 1 else (*leading, *paths)[0]


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
    place = place_of(paths)
    keyed = len(talks) > 1 or gathering.listed or place not in paths
    problems, skipped = tuple(gathering.problems), tuple(gathering.skipped)
    if not talks and not skipped and not gathering.statuses:
        raise SourceError("holds no words", paths[0], hint="accounts are read along with the notes that they wrote")
    if not talks:
        yield Thread(place, "", "", platform, None, None, (), problems=problems, skipped=skipped)
    keys: set[str] = set()
    for talk in talks:
        thread = to_thread(talk, gathering.people, gathering.parents, place)
        yield replace(
            thread,
            key=key_of(thread, keys) if keyed else "",
            platform=platform,
            problems=(*problems, *thread.problems),
            skipped=skipped,
        )
        problems, skipped = (), ()
