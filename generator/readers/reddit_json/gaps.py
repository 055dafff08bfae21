"""How many answers to each comment Reddit knew of and the files lack: what stubs say, less what was fetched since.

A stub names the comments that it left out and counts them together with their answers. An answer to `morechildren`
holds some of them, and new stubs for others; so each stub is charged with what now stands below the comments it names.
Comments that only an older capture names are not lacking: by the time of the newest one they were gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.model import Comment
from generator.readers.reddit_json.capture import Capture, parent_of
from generator.readers.reddit_json.shapes import StubData

_ByParent = dict[str | None, list[StubData]]
"""The stubs below a comment; None is the post."""


@dataclass(frozen=True, slots=True)
class Gapped:
    """Comments that say what is lacking below them."""

    comments: tuple[Comment, ...]
    """In reading order, as they came."""
    more: int
    """What is lacking below the post."""
    homeless: tuple[StubData, ...]
    """Stubs below comments that are not there."""


def with_gaps(ordered: Sequence[Comment], newest_first: Iterable[Capture]) -> Gapped:
    """The comments, in reading order, with the gaps that the stubs of the captures leave."""
    stubs = _newest_stubs(newest_first)
    told: dict[str | None, int] = {comment.id: 0 for comment in ordered}
    answered = {comment.parent for comment in ordered if comment.state != "missing"}
    gapped: list[Comment] = []
    for comment in reversed(ordered):
        more = _gap(stubs.pop(comment.id, []), told, comment.id in answered)
        told[comment.id] += 1 + max(more, 0)
        told[comment.parent] = told.get(comment.parent, 0) + told[comment.id]
        gapped.append(replace(comment, more=more) if more else comment)
    more = _gap(stubs.pop(None, []), told, None in answered)
    return Gapped(tuple(reversed(gapped)), more, tuple(stub for own in stubs.values() for stub in own))


def _newest_stubs(newest_first: Iterable[Capture]) -> _ByParent:
    """For each comment what the newest capture says that tells all answers to it, or that some were left out."""
    found: _ByParent = {}
    for capture in newest_first:
        own: _ByParent = {}
        for stub in capture.stubs:
            own.setdefault(parent_of(stub), []).append(stub)
        for parent in (*own, *((None, *capture.comments) if capture.whole else ())):
            found.setdefault(parent, own.get(parent, []))
    return found


def _gap(stubs: Sequence[StubData], told: Mapping[str | None, int], answered: bool) -> int:
    lacking = sum(_lacking(stub, told) for stub in stubs if stub.children)
    folded = [stub.count for stub in stubs if not stub.children]
    if folded and not answered:
        lacking += max(*folded, 0)
        return lacking or -1
    return lacking


def _lacking(stub: StubData, told: Mapping[str | None, int]) -> int:
    """Nothing once all that it names is there: new stubs tell what is lacking below that."""
    absent = sum(child not in told for child in stub.children)
    return max(absent, stub.count - sum(told.get(child, 0) for child in stub.children)) if absent else 0
