"""One thing that somebody said, be it a post or a comment, whatever form it came in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from generator.model import Markup, State, Timestamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A note, an article, a status: addresses everywhere, since what they lead to may come later or not at all."""

    id: str
    """Its address, or its number on the server that was asked."""
    source: Path
    """The file it is in."""
    parent: str | None = None
    """What it answers, by id; None for the start of a thread."""
    aliases: tuple[str, ...] = ()
    """Other addresses it is known by."""
    conversation: str | None = None
    """What its server calls the thread, if it tells."""
    actor: str | None = None
    """Who wrote it, by address."""
    published: Timestamp | None = None
    """When it was written."""
    edited: Timestamp | None = None
    """When it was last changed, if it was."""
    score: int | None = None
    """Likes."""
    state: State = "shown"
    """`shown`, or why only a tombstone is left."""
    title: str = ""
    """Its name, where such things have one, else its warning."""
    body: str = ""
    """Its words, folded behind the warning if there is one."""
    markup: Markup = "html"
    """What the words are written in."""
    url: str | None = None
    """The page it links to, for those that are about one."""
    link: str | None = None
    """Where people can see it."""
    community: str | None = None
    """The group it was said in, by address."""
    attachments: tuple[str, ...] = ()
    """Names of files, with their descriptions."""
    answers: tuple[str, ...] = ()
    """Answers that the server named, by address."""
    answer_count: int = 0
    """How many answers the server counted."""
    refused: str = field(default="", compare=False)
    """Why it is not published: it was not said to the public."""
