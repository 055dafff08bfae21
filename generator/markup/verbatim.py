"""Whether a block of a mail is code, a table or a drawing, whose spaces and line breaks carry its meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_INDENTS = ("   ", "\t")
_CODE_STARTS = ("#", "//", "/*", "$ ", "[1] ", "library(", ")", "]")
_CODE_ENDS = (";", "{", "}")
_CALL = re.compile(r"[\w.$]+\(.*\)")


def is_verbatim(block: str) -> bool:
    """Judged by most of its lines; a single line must be indented."""
    if "\n" not in block:
        return block.startswith(_INDENTS)
    lines = block.split("\n")
    if block.startswith(_INDENTS) and all(line.startswith(_INDENTS) for line in lines):
        return True
    lines = [line.strip() for line in lines]
    return _most(lines, _is_aligned) or _most(lines, _is_code)


def _most(lines: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return 2 * sum(map(holds, lines)) >= len(lines)


def _is_aligned(line: str) -> bool:
    return "   " in line or "\t" in line or "---- -" in line or "==== =" in line or "+--" in line or line.count("|") > 1


def _is_code(line: str) -> bool:
    if line.endswith(_CODE_ENDS) or line.startswith(_CODE_STARTS) or "<-" in line:
        return True
    return line.endswith(")") and _CALL.fullmatch(line) is not None
