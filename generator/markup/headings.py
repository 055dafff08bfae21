"""Headings in a body put below those of its page, no level left out: outlines are what screen readers walk along.

It looks at rendered HTML, in which headings have the levels that their writer gave them.
"""

from __future__ import annotations

import re

DEEPEST = 6
"""The lowest level that HTML has."""

_HEADING = re.compile(r"<h([1-6])((?: [^<>]*)?>.*?)</h\1>", re.DOTALL)


def outlined(html: str, top: int) -> str:
    """Rendered HTML with its highest headings at level `top`, and each other one below that which it stands under."""
    above: list[int] = []

    def place(heading: re.Match[str]) -> str:
        level = int(heading[1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        name = f"h{min(top + len(above) - 1, DEEPEST)}"
        return f"<{name}{heading[2]}</{name}>"

    return _HEADING.sub(place, html)
