"""The few words that rendering adds to what people wrote, so that a site may have them in its own language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _quoted(lines: int) -> str:
    return f"{lines} quoted lines"


@dataclass(frozen=True, slots=True)
class Labels:
    """Plain text, each named by what it stands on."""

    code: str = "Code"
    """What a block of code, or anything else kept as it was typed, is called to those who do not see it."""
    table: str = "Table"
    """What a table is called to those who do not see it."""
    spoiler: str = "Spoiler"
    """The title of hidden words that were given none, and what those in a line are called."""
    details: str = "Details"
    """The title of what is folded and was given none."""
    quoted: Callable[[int], str] = _quoted
    """How long a folded quote is, by the number of its lines."""
    back: str = "Back to the text"
    """Where the arrow after a footnote leads."""


ENGLISH = Labels()
"""What is said where nobody chose another language."""
