"""Threads for tests: each comment as `id parent author`, in reading order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from generator.model import Author, Comment, Timestamp

START = datetime(2024, 5, 1, 10, tzinfo=UTC)


def thread(text: str) -> list[Comment]:
    """A line a comment: `b a Ada` is Ada's answer to a; `-` stands for no parent, or no author."""
    comments: list[Comment] = []
    depths: dict[str | None, int] = {None: 0}
    for line in text.strip().splitlines():
        name, parent, author = line.split()
        answered = None if parent == "-" else parent
        depths[name] = depths[answered] + 1
        by = None if author == "-" else Author(author)
        comments.append(Comment(name, answered, depths[name], by, None, None, None, "shown", "Words", "text"))
    return comments


def dated(*hours: float, precision: str = "second", approximate: bool = False) -> list[Comment]:
    """Comments so many hours after the start."""
    return [
        Comment(
            f"n{number}",
            None,
            1,
            None,
            Timestamp(START + timedelta(hours=after), precision, approximate),  # type: ignore[arg-type]
            None,
            None,
            "shown",
            "Words",
            "text",
        )
        for number, after in enumerate(hours)
    ]
