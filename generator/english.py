"""Numbers in the English of the terminal; pages have words of their own, in the language of their site."""

from __future__ import annotations

KB, MB, GB, TB = 10**3, 10**6, 10**9, 10**12


def count(number: int, singular: str, plural: str | None = None) -> str:
    """`1 comment`, `1,234 comments`, `-3 points`."""
    word = singular if abs(number) == 1 else plural or f"{singular}s"
    return f"{number:,} {word}"


def size_words(number: int) -> str:
    """`0.4 kB`, `31.4 MB`, `1 GB`: bytes in the largest unit of which there is one."""
    unit, name = next((pair for pair in _UNITS if number >= pair[0]), (KB, "kB"))
    return f"{number / unit:,.1f}".removesuffix(".0") + f" {name}"


_UNITS = ((TB, "TB"), (GB, "GB"), (MB, "MB"))
