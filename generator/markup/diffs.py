"""The lines of a unified diff marked as what they are (GNU diffutils, "Unified Format"; git adds headers).

The classes are those that Pygments gives to diffs; a line at a time, so that the longest patch costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

_KINDS = {"+": "gi", "-": "gd", "@": "gu"}
_GIT = ("diff ", "index ", "Index: ", "====", "rename ", "similarity ", "new ", "old ", "deleted ", "Binary files ")


def marked_diff(diff: str) -> str:
    """The escaped text of a diff with a `<span>` around each run of lines of one kind.

    The kinds are `gi` for lines added, `gd` for removed ones, `gu` for where a hunk begins, `gh` for headers.
    """
    out: list[str] = []
    for kind, group in groupby(_lines(diff.splitlines(keepends=True)), key=itemgetter(0)):
        text = "".join(line for _, line in group)
        out.append(f'<span class="{kind}">{text}</span>' if kind else text)
    return "".join(out)


def _lines(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(kind, line): dashes make a header only above pluses, and pluses below dashes; `-- a` may have been removed."""
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        old = line.startswith("--- ") and after.startswith("+++ ")
        new = line.startswith("+++ ") and before.startswith("--- ")
        is_header = old or new or line.startswith(_GIT)
        yield "gh" if is_header else _KINDS.get(line[:1], ""), line
