"""Reads mail: mboxes, a mailing list's months as Mailman archives them, maildirs, and single mails (`.eml`).

Lists offer their archives for download, and every mail program can save a folder as an mbox; docs/readers.md says how.
A mail is described in RFC 5322 and RFC 2045 to 2047, the mbox in RFC 4155, the maildir at
https://cr.yp.to/proto/maildir.html. Threads are made as https://www.jwz.org/doc/threading.html describes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.errors import SourceError
from generator.model import Thread
from generator.readers.mail.archive import Archive, pieces_of
from generator.readers.mail.headers import looks_like_header
from generator.readers.mail.listing import list_mails
from generator.readers.mail.mailfiles import MailFiles
from generator.readers.mail.months import list_of, order_of
from generator.readers.mail.pieces import unpacked
from generator.readers.mail.separators import starts_with_separator
from generator.readers.mail.talk import to_thread
from generator.sourcefile import read_head

NAME = "mail"

SIGNS = {
    "a From: field": re.compile(rb"^from[ \t]*:", re.IGNORECASE | re.MULTILINE),
    "a Date: or a Message-ID: field": re.compile(rb"^(?:date|message-id)[ \t]*:", re.IGNORECASE | re.MULTILINE),
    "a header from its first line to a blank one": re.compile(
        rb"\A(?:\xef\xbb\xbf)?\s*(?:From [^\n]*\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n"
    ),
}
"""What files of this format show, by what to call it where a file lacks some of it."""


def sniff(head: bytes, path: Path) -> bool:
    """Whether the file begins as an mbox or as a mail does."""
    return starts_with_separator(head) or looks_like_header(head)


def identify(head: bytes, path: Path) -> str | None:
    """What the months of a list have in common, or the mails of a folder; None for an mbox that stands for itself."""
    if _is_single(head, path):
        return "maildir" if _in_maildir(path) else "mails"
    name = list_of(path)
    return None if name is None else f"months {name}"


def read(path: Path) -> Iterator[Thread]:
    """The threads in the file. Raises SourceError."""
    return map(make, split([path]))


def read_together(paths: Sequence[Path]) -> Iterator[Thread]:
    """The threads in all the files, which are months of one list or mails of one folder. Raises SourceError."""
    return map(make, split(paths))


def split(paths: Sequence[Path]) -> Iterator[bytes]:
    """For each thread in the files all that it is made of: who answers whom, and the mails. Raises SourceError."""
    paths = sorted(paths, key=order_of)
    heads = [read_head(path) for path in paths]
    for head, path in zip(heads, paths, strict=True):
        if not head.strip():
            raise SourceError("the file is empty", path, hint="delete it, or save the mails again")
    singles = frozenset(n for n, (head, path) in enumerate(zip(heads, paths, strict=True)) if _is_single(head, path))
    del heads
    with MailFiles(paths) as files:
        listing = list_mails(files, singles)
        sources = tuple(_standing_for(path, number in singles, len(paths)) for number, path in enumerate(paths))
        is_keyed = sources != tuple(paths) or not singles
        yield from pieces_of(Archive(files, listing, tuple(map(str, sources)), singles, is_keyed))


def make(piece: bytes) -> Thread:
    """The thread of a piece, in any process: all that costs time."""
    return to_thread(unpacked(piece))


def place_of(paths: Sequence[Path]) -> Path:
    """The folder: of the months, of the mails, or of the maildir."""
    return paths[0].parent.parent if _in_maildir(paths[0]) else paths[0].parent


def _is_single(head: bytes, path: Path) -> bool:
    """Whether the file is one mail, whatever stands in it."""
    return _in_maildir(path) or ".eml" in path.suffixes or not starts_with_separator(head)


def _standing_for(path: Path, is_single: bool, files: int) -> Path:
    """The path that gives the threads of a file their address: the folder, where each file is but one mail of many."""
    if _in_maildir(path):
        return path.parent.parent
    return path.parent if is_single and files > 1 else path


def _in_maildir(path: Path) -> bool:
    return path.parent.name in ("cur", "new")
