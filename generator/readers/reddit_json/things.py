"""Finds the posts, comments and stubs in a file of API answers, however the answers were put together."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from generator.errors import SourceError
from generator.readers.reddit_json.shapes import CommentData, Frame, Listing, Nest, PostData, Several, StubData
from generator.readers.reddit_json.unnest import unnest
from generator.sourcefile import read_json, read_whole

Thing = PostData | CommentData | StubData
"""What talk is made of."""
_What = Literal["post", "comment", "stub"]
_Placed = tuple[str, msgspec.Raw]
"""A value and where it is."""

_FRAME = msgspec.json.Decoder(Frame)
_SEVERAL = msgspec.json.Decoder(Several)
_LIST = msgspec.json.Decoder(list[msgspec.Raw])
_NEST = msgspec.json.Decoder(Nest)
_DECODERS: dict[
    str, msgspec.json.Decoder[PostData] | msgspec.json.Decoder[CommentData] | msgspec.json.Decoder[StubData]
]
_DECODERS = {
    "t3": msgspec.json.Decoder(PostData),
    "t1": msgspec.json.Decoder(CommentData),
    "more": msgspec.json.Decoder(StubData),
}
_CALLED: dict[str | None, _What] = {"t3": "post", "t1": "comment", "more": "stub"}
_BROKEN = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in a file that cannot be read, while the rest of the file can."""

    place: str
    """Where it is, as `jq` writes it: `.[1].data.children[3]`, counted from 0."""
    what: _What
    """What it should have been; what looks like nothing of the kind counts as a comment."""
    reason: str
    """Why it cannot be read."""


def find_things(path: Path) -> Iterator[Thing | Unread]:
    """Every post, comment and stub in the order of the file. Raises SourceError when the file is not JSON."""
    waiting = list(_answers(path))[::-1]
    while waiting:
        place, value = waiting.pop()
        inside: list[_Placed] = []
        try:
            frame, inside = _look(place, value)
            thing = _DECODERS[frame.kind].decode(frame.data) if frame and frame.kind in _DECODERS else None
            if isinstance(thing, CommentData) and isinstance(thing.replies, Listing):
                inside = _children(f"{place}.data.replies", thing.replies.data)
            if thing:
                yield thing
        except _BROKEN as cause:
            yield Unread(place or ".", _CALLED.get(_kind(value), "comment"), str(cause))
            inside = inside or _replies_of_broken(place, value)
        waiting += reversed(inside)


def _answers(path: Path) -> Iterable[_Placed]:
    """The values in the file: mostly one; several where answers were appended, or nest too deep for the parser."""
    try:
        return [("", read_json(path, msgspec.Raw))]
    except SourceError as error:
        if not isinstance(error.__cause__, RecursionError) and not error.message.endswith("trailing characters"):
            raise
    data = read_whole(path).removeprefix(codecs.BOM_UTF8)
    return [(f"(byte {start})", msgspec.Raw(text)) for start, text in unnest(data, path)]


def _look(place: str, value: msgspec.Raw) -> tuple[Frame | None, list[_Placed]]:
    """The frame, if the value has one, and what lies in a value that is no post, comment or stub itself.

    Raises msgspec.DecodeError for a value that is nothing of the kind.
    """
    if _begins(value, b"["):
        return None, _numbered(place or ".", _LIST.decode(value))
    frame = _FRAME.decode(value)
    if frame.kind in _DECODERS:
        return frame, []
    if frame.kind is not None and frame.kind != "Listing":
        raise msgspec.ValidationError(f"a {frame.kind!r} is neither a post nor a comment")
    if memoryview(frame.json).nbytes:
        return frame, [(f"{place}.json", frame.json)]
    return frame, _children(place, _SEVERAL.decode(frame.data))


def _children(place: str, several: Several) -> list[_Placed]:
    children = _numbered(f"{place}.data.children", several.children or [])
    return children + _numbered(f"{place}.data.things", several.things or [])


def _numbered(place: str, values: Iterable[msgspec.Raw]) -> list[_Placed]:
    return [(f"{place}[{number}]", value) for number, value in enumerate(values)]


def _begins(value: msgspec.Raw, mark: bytes) -> bool:
    return bytes(memoryview(value)[:1]) == mark


def _kind(value: msgspec.Raw) -> str | None:
    try:
        return _FRAME.decode(value).kind
    except _BROKEN:
        return None


def _replies_of_broken(place: str, value: msgspec.Raw) -> list[_Placed]:
    """The answers to a comment are not broken because it is."""
    try:
        replies = _NEST.decode(_FRAME.decode(value).data).replies
    except _BROKEN:
        return []
    return [(f"{place}.data.replies", replies)] if _begins(replies, b"{") else []
