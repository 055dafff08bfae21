"""Mail addresses masked, as list archives do: `jane@lists.example` becomes `jane@…`, in words, subjects and names.

What is after `/` or `=` in a link and as long as a Message-ID is left alone, since the archives of lists are linked to
by those. Addresses that a source has scrambled itself (`jane at lists.example`) are left as they are.
"""

from __future__ import annotations

import re
from dataclasses import replace

from generator.model import Author, Comment, Note, Post, Thread

MASK = "…"
"""In place of the host."""

_HOST = r"(?:(?:[\w-]+\.)+[A-Za-z][\w-]+|\[[0-9A-Fa-f.:]+\])"
_ADDRESS = re.compile("@" + _HOST)
_ESCAPED_ADDRESS = re.compile(rf"((?<=[\w.+-])(?:%40|&#0*64;|&#x0*40;|&commat;)){_HOST}", re.IGNORECASE)
_LOCAL_PART = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]")
_MESSAGE_ID = re.compile(r"://\S*[/=](?=\S*\d)[\w.+%$-]{16,}\Z")
_LONGEST_LINK = 300


def mask_addresses(thread: Thread) -> Thread:
    """The thread, if it is mail, without the hosts of addresses; the same thread for other platforms."""
    if thread.platform != "mail":
        return thread
    return replace(
        thread,
        title=thread.title and masked(thread.title),
        post=thread.post and _masked_post(thread.post),
        comments=tuple(map(_masked_comment, thread.comments)),
        notes=tuple(map(_masked_note, thread.notes)),
    )


def masked(text: str) -> str:
    """The text without the hosts of addresses."""
    if "@" in text:
        text = _ADDRESS.sub(_mask, text)
    if "%40" in text or "&#" in text or "&commat;" in text:
        text = _ESCAPED_ADDRESS.sub(rf"\1{MASK}", text)
    return text


def _mask(host: re.Match[str]) -> str:
    text, at = host.string, host.start()
    if not at or not _LOCAL_PART.match(text, at - 1):
        return host[0]
    link = text.rfind("://", max(at - _LONGEST_LINK, 0), at)
    return host[0] if link >= 0 and _MESSAGE_ID.match(text[link:at]) else f"@{MASK}"


def _masked_comment(comment: Comment) -> Comment:
    author, body, subject = _masked_author(comment.author), masked(comment.body), comment.subject
    if body is comment.body and author is comment.author and not subject:
        return comment
    return replace(comment, author=author, body=body, subject=subject and masked(subject))


def _masked_post(post: Post) -> Post:
    return replace(post, author=_masked_author(post.author), body=masked(post.body))


def _masked_note(note: Note) -> Note:
    return replace(note, author=_masked_author(note.author), text=masked(note.text))


def _masked_author(author: Author | None) -> Author | None:
    """The author under the same name, without an address in it."""
    if author is None or not (author.home or "@" in author.name or "@" in (author.display or "")):
        return author
    name = f"{author.name}@{MASK}" if author.home else masked(author.name)
    return Author(name, None, author.display and masked(author.display), author.flags)
