"""Reads logs of IRC channels: a line with the channel, then `<name> words`, one a line."""

from collections.abc import Iterator
from pathlib import Path

from generator.model import Author, Comment, Thread
from generator.sourcefile import read_text

NAME = "irc"


def sniff(head: bytes, path: Path) -> bool:
    """Whether it begins with the name of a channel."""
    return path.suffix == ".irc" and head.startswith(b"#")


def read(path: Path) -> Iterator[Thread]:
    """The one channel in the file."""
    channel, *lines = read_text(path).splitlines()
    comments = []
    for number, line in enumerate(lines, 1):
        name, _, words = line.removeprefix("<").partition("> ")
        comments.append(Comment(str(number), None, 1, Author(name), None, None, None, "shown", words, "text"))
    yield Thread(path, "", channel, "irc", channel, None, tuple(comments))
