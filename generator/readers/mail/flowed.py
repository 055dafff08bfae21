"""Joins the lines of a paragraph that a mailer broke and marked as broken: format=flowed, RFC 3676."""

from __future__ import annotations


def joined(text: str, *, delete_space: bool) -> str:
    """The text with one line a paragraph; `delete_space` says that the blank at a break is no part of it."""
    lines: list[str] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        depth, words = _parted(line)
        is_signature = words == "-- "
        if open_depth == depth and not is_signature:
            lines[-1] += words
        else:
            lines.append(f"{'>' * depth} {words}" if depth and words else ">" * depth + words)
        is_open = words.endswith(" ") and not is_signature
        open_depth = depth if is_open else None
        if is_open and delete_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _parted(line: str) -> tuple[int, str]:
    """(how often the line is quoted, its words without the blank that protects them, unless they begin with a `>`)."""
    depth = len(line) - len(line.lstrip(">"))
    words = line[depth:]
    return depth, words[1:] if words[:1] == " " and words[:2] != " >" else words
