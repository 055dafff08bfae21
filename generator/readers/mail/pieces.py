"""What one thread is made of, apart from the archive in which it was found: it can be made of that in any process.

Nothing here depends on other threads, so a piece stays the same, byte by byte, while others come and grow. Lines of the
file do depend on them, and are told only where a problem names one.
"""

from __future__ import annotations

import msgspec


class RawMail(msgspec.Struct, frozen=True, array_like=True):
    """A mail as it stands in its file."""

    data: bytes
    """Its bytes, with its separator in an mbox; of a large one without files that came with it."""
    path: str
    """The file."""
    line: int | None
    """The number of its first line; None where no problem names it."""
    second: int | None
    """When it was written, since 1970."""
    is_single: bool
    """Whether the file is this one mail, and no mbox."""
    oddities: tuple[tuple[str, str], ...]
    """(kind of problem, what is to be said of the mail) for each that was seen without reading its words."""


class Node(msgspec.Struct, frozen=True, array_like=True):
    """A mail's place in its thread, or that of one which is absent."""

    message_id: bytes
    """Its Message-ID; empty where it stands for a subject."""
    parent: int
    """The place of what it answers among the nodes; NONE for the root."""
    mail: RawMail | None
    """None where it is absent."""
    is_cut: bool
    """Whether it names itself, or an answer to itself, as what it answers."""
    repeats: tuple[str, ...]
    """Files with mails of the same Message-ID that come after it."""


class Piece(msgspec.Struct, frozen=True, array_like=True):
    """All that a thread is made of."""

    source: str
    """The path that stands for it."""
    key: str
    """What is added to its address."""
    is_answer: bool
    """Whether its first mail answers one that is absent and has no place in it."""
    nodes: tuple[Node, ...]
    """In reading order; the first is the root."""


packed = msgspec.msgpack.Encoder().encode
"""A piece as bytes."""
unpacked = msgspec.msgpack.Decoder(Piece).decode
"""The piece that these bytes are."""
