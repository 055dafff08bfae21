"""What a mail is about, without the marks that mailers and lists put before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.readers.mail.headers import words_of

_MARK = re.compile(
    r"\s*(?:(?P<reply>re|aw|sv|antw|odp|res|rif|回复|答复)(?:\s?[\[(^]\d{1,3}[\])]?)?\s?[:：]"
    r"|(?:fwd?|wg|tr|vl|rv)\s?[:：]"
    r"|\[(?P<tag>[A-Za-z][\w.+-]*)\])\s*",
    re.IGNORECASE,
)
_KINDS = frozenset(
    (
        *(
            "ann",
            "announce",
            "announcement",
            "bug",
            "closed",
            "discuss",
            "draft",
            "fyi",
            "help",
            "ot",
            "patch",
            "proposal",
        ),
        *("pull", "question", "release", "request", "resolved", "result", "rfc", "rft", "security", "solved", "update"),
        *("updated", "urgent", "vote", "wip"),
    )
)
"""Words in brackets that say what kind of mail it is; any other single word there is the list's name."""
_NOISE = frozenset(("caution", "ext", "extern", "external", "spam", "suspect"))
"""Words in brackets that servers on the way put there."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject, cleaned."""

    words: str
    """Without `Re:` and the like, and without the list's name in brackets."""
    key: str
    """The words without regard to case: what is the same in all mails of a thread."""
    is_reply: bool
    """Whether it had a `Re:`, in whatever language."""


@lru_cache(2048)
def subject_of(value: bytes) -> Subject:
    """The subject in a header field."""
    text = words_of(value)
    at, is_reply, tag = 0, False, None
    while found := _MARK.match(text, at):
        if found["tag"] and found["tag"].lower() not in _NOISE:
            if found["tag"].lower() in _KINDS or tag not in (None, found["tag"]):
                break
            tag = found["tag"]
        is_reply = is_reply or bool(found["reply"])
        at = found.end()
    words = (text[at:] or (text if tag else "")).removesuffix("(fwd)").strip()
    return Subject(words, words.casefold(), is_reply)
