"""All that is read together, and the pieces it is cut into: one for each thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from generator.readers.mail.bysubject import UNDATED
from generator.readers.mail.content import without_files
from generator.readers.mail.contenttypes import names_odd_charset
from generator.readers.mail.families import families_of
from generator.readers.mail.forest import NONE
from generator.readers.mail.headers import taken_apart
from generator.readers.mail.identities import UNTITLED, key_of
from generator.readers.mail.listing import Listing
from generator.readers.mail.mailfiles import MAIL_LIMIT, MailFiles
from generator.readers.mail.pieces import Node, Piece, RawMail, packed
from generator.readers.mail.subjects import subject_of

LARGE = 65_536
"""Bytes from which on a mail goes into a piece without the files that came with it."""


@dataclass(slots=True)
class Archive:
    """What is known of it when all headers have been read."""

    files: MailFiles
    """Where the mails are."""
    listing: Listing
    """What the first reading found."""
    sources: tuple[str, ...]
    """For each file the path that stands for it."""
    singles: frozenset[int]
    """Files that are one mail each, and no mboxes."""
    is_keyed: bool
    """Whether there may be more than one thread."""
    keys: set[str] = field(default_factory=set)
    """What was added to the addresses of the threads that were cut out."""


def pieces_of(archive: Archive) -> Iterator[bytes]:
    """What each thread is made of, in the order of the mails that start them. Raises SourceError."""
    for nodes in families_of(archive.listing):
        yield packed(_piece(nodes, archive))


def _piece(nodes: Sequence[int], archive: Archive) -> Piece:
    listing = archive.listing
    forest = listing.forest
    is_answer = forest.parents[nodes[0]] != NONE
    places = {node: place for place, node in enumerate(nodes)}
    found: list[Node] = []
    for node in nodes:
        row, is_cut = forest.mails[node], node in forest.cut
        is_told = is_cut or (found[-1].mail is None if found else is_answer)
        mail = _raw_mail(row, archive, is_told=is_told) if row != NONE else None
        parent = places[forest.parents[node]] if found else NONE
        found.append(Node(forest.ids[node], parent, mail, is_cut, _repeats(node, archive)))
    first = next(node for node in nodes if forest.mails[node] != NONE)
    return Piece(
        source=archive.sources[listing.files[forest.mails[first]]],
        key=_key(found[places[first]], forest.ids[nodes[0]], archive) if archive.is_keyed else "",
        is_answer=is_answer,
        nodes=tuple(found),
    )


def _raw_mail(row: int, archive: Archive, *, is_told: bool) -> RawMail:
    """The mail in a row of the listing; `is_told` says that a problem will name where it stands."""
    listing, number = archive.listing, archive.listing.files[row]
    size, second = listing.sizes[row], listing.seconds[row]
    data = archive.files.read(number, listing.offsets[row], size)
    if size > LARGE:
        data = without_files(data)
    oddities = []
    if row in listing.misdated:
        oddities.append(("bad-date", listing.misdated[row]))
    if size > MAIL_LIMIT:
        oddities.append(("cut-mail", f"is larger than {MAIL_LIMIT >> 20} MiB: what lies beyond was left out"))
    return RawMail(
        data=data,
        path=str(archive.files.paths[number]),
        line=listing.lines[row] if is_told or oddities or names_odd_charset(data) else None,
        second=None if second == UNDATED else second,
        is_single=number in archive.singles,
        oddities=tuple(oddities),
    )


def _repeats(node: int, archive: Archive) -> tuple[str, ...]:
    listing = archive.listing
    return tuple(str(archive.files.paths[listing.files[row]]) for row in listing.repeated.get(node, ()))


def _key(first: Node, root_id: bytes, archive: Archive) -> str:
    """The key of a thread that the mail `first` starts."""
    header = taken_apart(first.mail.data).fields if first.mail else {}
    title = subject_of(header.get(b"subject", b"")).words or UNTITLED
    key = key_of(title, root_id or first.message_id, archive.keys)
    archive.keys.add(key)
    return key
