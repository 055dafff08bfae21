"""Lines that a mail program wrapped, made whole again, so that a narrow screen can wrap them its own way.

A break is the program's when the next word would not have fitted on the line; any other was meant.
"""

from __future__ import annotations

import re

_NARROWEST = 60
_WIDEST = 80
_RULES = ("___", "---", "***", "===")
_STARTS_ANEW = re.compile(r"\s|[-•+o] |\*{1,3} |[>|]|\(?\d{1,3}[.)] |\[\d{1,3}\]|[A-Z][A-Za-z-]{1,15}: ")


def unwrapped(paragraph: str) -> str:
    """One paragraph with the line breaks that its writer meant."""
    if "\n" not in paragraph:
        return paragraph.strip()
    lines = paragraph.split("\n")
    lengths = [len(line.rstrip()) for line in lines]
    width = max([_NARROWEST, *(length for length in lengths if length <= _WIDEST)])
    out = [lines[0].strip()]
    for length, before, line in zip(lengths, lines, lines[1:], strict=False):
        full = length + 1 + len(line.partition(" ")[0]) > width
        meant = not full or before.startswith(_RULES) or _STARTS_ANEW.match(line)
        out.append("\n" if meant else " ")
        out.append(line.strip())
    return "".join(out)
