"""Numbers in the English of the terminal; pages have words of their own, in the language of their site."""

from __future__ import annotations


def count(number: int, singular: str, plural: str | None = None) -> str:
    """`1 comment`, `1,234 comments`, `-3 points`."""
    word = singular if abs(number) == 1 else plural or f"{singular}s"
    return f"{number:,} {word}"
