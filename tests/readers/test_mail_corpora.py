"""`mail` against a reading of real mailboxes by Python's `email` package; they lie where `MOOTHALL_CORPORA` says."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path

import pytest

from generator.model import Comment, Post, Thread, Timestamp
from generator.readers import mail
from generator.sourcefile import read_head

CORPORA = Path(os.environ.get("MOOTHALL_CORPORA", "/nonexistent"))
MAIL = CORPORA / "mail"
FILES = sorted(path for path in MAIL.rglob("*") if path.is_file())
ANNOUNCE = sorted((MAIL / "r-announce").glob("*"))
SETS = [*([path] for path in FILES if path not in ANNOUNCE), *([ANNOUNCE] if ANNOUNCE else [])]
LARGEST = MAIL / "r-package-devel.mbox.gz"

pytestmark = pytest.mark.skipif(not FILES, reason="MOOTHALL_CORPORA names no folder with real mail")


@dataclass(frozen=True, slots=True)
class Raw:
    """A mail as `email` sees it."""

    id: str
    message: Message
    refers: tuple[str, ...]
    reply: bool
    sender: bytes


@pytest.mark.parametrize("paths", SETS, ids=lambda paths: paths[0].name)
def test_every_mail_stands_where_its_header_says(paths: Sequence[Path]) -> None:
    raws = distinct(paths)
    found = [one for thread in threads_of(tuple(paths)) for one in placed(thread)]
    assert Counter(id_ for id_, _, _, _ in found) == Counter(raws.keys())
    for id_, above, top, title in found:
        raw = raws[id_]
        if above is None:  # the opening post
            assert not raw.refers or raw.refers[-1] not in raws
        elif raw.refers and (raw.refers[-1] in raws or above == raw.refers[-1]):
            assert above == raw.refers[-1]
        else:
            assert above == top or above in raws
            assert raw.reply or raw.refers, f"{id_} was put under {title}"


@pytest.mark.parametrize("paths", SETS, ids=lambda paths: paths[0].name)
def test_authors_dates_and_words_are_those_that_the_email_package_finds(paths: Sequence[Path]) -> None:
    raws = distinct(paths)
    for thread in threads_of(tuple(paths)):
        for id_, said in said_in(thread):
            message = raws[id_].message
            assert said.author is not None
            assert said.author.name == name_in(raws[id_].sender)
            assert isinstance(said.published, Timestamp)
            assert said.published.at == date_in(message)
            assert "".join(said.body.split()) == "".join(words_in(message).split())


@pytest.mark.parametrize("paths", SETS, ids=lambda paths: paths[0].name)
def test_every_mail_is_read_or_told_as_skipped(paths: Sequence[Path]) -> None:
    threads = threads_of(tuple(paths))
    read = sum(len(list(said_in(thread))) for thread in threads)
    skipped = sum(len(thread.skipped) for thread in threads)
    assert read + skipped == sum(1 for path in paths for _ in split(unpacked(path)))
    assert len({(thread.source, thread.key) for thread in threads}) == len(threads)


def test_the_list_of_package_developers_is_read_whole() -> None:
    """`From ` begins 11,147 lines, of which 33 are sentences: there are 11,114 mails, three of them twice."""
    data = unpacked(LARGEST)
    assert len(re.findall(rb"^From ", data, re.MULTILINE)) == 11_147
    assert sum(1 for _ in split(data)) == 11_114
    threads = threads_of((LARGEST,))
    assert sum(len(list(said_in(thread))) for thread in threads) == 11_111
    assert sum(len(thread.skipped) for thread in threads) == 3
    assert max(comment.depth for thread in threads for comment in thread.comments) + 1 == 22


def test_no_other_file_is_claimed() -> None:
    others = (path for path in CORPORA.rglob("*") if path.is_file() and MAIL not in path.parents)
    assert [path for path in others if mail.sniff(read_head(path), path)] == []


@cache
def threads_of(paths: tuple[Path, ...]) -> list[Thread]:
    assert all(mail.sniff(read_head(path), path) for path in paths)
    return list(mail.read(paths[0]) if len(paths) == 1 else mail.read_together(paths))


def said_in(thread: Thread) -> Iterator[tuple[str, Post | Comment]]:
    if thread.post is not None:
        yield thread.id, thread.post
    yield from ((comment.id, comment) for comment in thread.comments if comment.state != "missing")


def placed(thread: Thread) -> Iterator[tuple[str, str | None, str, str | None]]:
    """(id, id of what it answers, id of the thread, title) of each mail."""
    if thread.post is not None:
        yield thread.id, None, thread.id, thread.title
    for comment in thread.comments:
        if comment.state != "missing":
            yield comment.id, comment.parent or thread.id, thread.id, thread.title


@cache
def unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def split(data: bytes) -> Iterator[bytes]:
    separator = re.compile(rb"^From .*\d\d:\d\d:\d\d \d{4}\n(?=[\w-]+:)", re.MULTILINE)
    starts = [found.start() for found in separator.finditer(data)]
    for start, end in zip(starts, [*starts[1:], len(data)], strict=True):
        yield data[data.index(b"\n", start) + 1 : end]


@cache
def parsed(path: Path) -> list[Raw]:
    return [raw_of(data) for data in split(unpacked(path))]


def distinct(paths: Sequence[Path]) -> dict[str, Raw]:
    """The mails by id, of those with the same one the first; a mail without one has its own."""
    raws: dict[str, Raw] = {}
    for path in paths:
        for raw in parsed(path):
            raws.setdefault(raw.id, raw)
    unnamed = [id_ for id_, raw in raws.items() if not raw.message["message-id"]]
    for id_ in unnamed:  # the reader's own id for it is the one that no other mail has
        (given,) = {i for t in threads_of(tuple(paths)) for i, _ in said_in(t)} - raws.keys()
        raws[given] = raws.pop(id_)
    return raws


def raw_of(data: bytes) -> Raw:
    message = message_from_bytes(data)
    refers = re.findall(r"<([^<>]+)>", re.sub(r"\s", "", str(message["references"] or "")))
    answers = re.findall(r"<([^<>]+)>", str(message["in-reply-to"] or ""))[:1]
    refers += [one for one in answers if one not in refers]
    message_id = "".join(str(message["message-id"] or "").split()).strip("<>")
    reply = re.search(r"\bre:", str(message["subject"]), re.IGNORECASE) is not None
    sender = re.search(rb"^From:(.*(?:\n[ \t].*)*)", data, re.MULTILINE | re.IGNORECASE)
    return Raw(short(message_id), message, tuple(map(short, refers)), reply, sender[1] if sender else b"")


def short(message_id: str) -> str:
    return hashlib.sha256(message_id.encode()).hexdigest()[:10]


def name_in(sender: bytes) -> str:
    text = " ".join(decoded(sender).split())
    named = re.fullmatch(r'"?(.+?)"? <[^<>]+>|[^(]+ \((.*)\)', text)
    if not named:
        return text.split()[0]
    parts = decode_header(named[1] or named[2])
    words = "".join(part if isinstance(part, str) else decoded(part, charset or "utf-8") for part, charset in parts)
    name = " ".join(words.split()).strip(chr(34))
    return name.removeprefix("(").removesuffix(")") if name[0] == "(" else name


def date_in(message: Message) -> datetime:
    at = parsedate_to_datetime(message["date"])
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def words_in(message: Message) -> str:
    part = next((part for part in message.walk() if part.get_content_type() == "text/plain"), message)
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    text = decoded(payload, part.get_content_charset() or "utf-8")
    return re.sub(r"^>(>*From )", r"\1", text, flags=re.MULTILINE)


def decoded(data: bytes, charset: str = "utf-8") -> str:
    try:
        return data.decode(charset)
    except ValueError:
        return data.decode("cp1252", "replace")
