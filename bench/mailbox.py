"""The same talk as a mailing list: the threads of a dump as an mbox."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email.header import Header
from email.utils import formatdate
from pathlib import Path

from bench.grow import Record, read_threads, texts_of

HOST = "list.example"
"""Where all of it was said."""

_FROM = re.compile(r"^(?=>*From )", re.MULTILINE)
"""What would begin another mail; RFC 4155 and its like put a `>` before it."""


def make_mailbox(dump: Path, path: Path, messages: int) -> Path:
    """Writes an mbox of at least so many mails, oldest first, the last thread whole, and gives its path."""
    mails: list[tuple[int, str]] = []
    for thread in read_threads(dump):
        mails += _mails(thread)
        if len(mails) >= messages:
            break
    path.write_text("".join(mail for _, mail in sorted(mails)), encoding="utf-8", errors="replace", newline="\n")
    return path


def _mails(thread: Sequence[Record]) -> Iterator[tuple[int, str]]:
    """Each message with its time; an answer names all that it answers, the way up."""
    post = thread[0]
    title = " ".join(post["title"].split())
    above: dict[str, list[str]] = {}
    for message in thread:
        seconds, name = int(message["created_utc"]), message["author"].strip("[]") or "nobody"
        parents = above.get(message.get("parent_id", ""), above.get(post["name"], []))
        above[message["name"]] = [*parents, f"<{message['name']}@{HOST}>"]
        subject = Header(f"Re: {title}" if parents else title, "utf-8" if not title.isascii() else "ascii").encode()
        headers = [
            f"From: {name} <{name}@{HOST}>",
            f"To: talk@{HOST}",
            f"Date: {formatdate(seconds)}",
            f"Message-ID: {above[message['name']][-1]}",
            *([f"In-Reply-To: {parents[-1]}", f"References: {' '.join(parents)}"] if parents else []),
            f"Subject: {subject}",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: 8bit",
        ]
        body = _FROM.sub(">", texts_of(message)[-1].replace("\r\n", "\n").strip("\n"))
        yield seconds, f"From {name}@{HOST} Thu Jan  1 00:00:00 1970\n{chr(10).join(headers)}\n\n{body}\n\n"
