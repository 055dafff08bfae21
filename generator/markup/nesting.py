"""Whether an HTML body is nested so deep, or so wide, that parsing it would take forever.

The HTML Standard's parser is quadratic in depth, and copies unclosed formatting elements into every paragraph. A body
of few tags can do no harm. One of many is parsed only when it is written plainly enough to know its depth beforehand.
"""

from __future__ import annotations

import re

HARMLESS = 2_000
"""Tags below which nothing is checked: the worst of them cost a tenth of a second."""
DEEPEST = 250
"""Levels that a body of more tags may have."""

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:\s+[a-zA-Z][\w-]*(?:="[^"<>]*"|='[^'<>]*')?)*\s*(/?)>""")
_OPAQUE = frozenset(
    {"frameset", "iframe", "math", "noembed", "noframes", "noscript", "plaintext", "script", "select", "style", "svg"}
    | {"template", "textarea", "title", "xmp"}
)
_CLOSED_BY_THE_NEXT = frozenset(
    ("br", "col", "hr", "img", "input", "li", "p", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr")
)


def too_tangled(body: str) -> bool:
    """Whether `body` should not be given to a parser."""
    starts = body.count("<")
    if starts <= HARMLESS:
        return False
    tags = 0
    opened: list[str] = []
    for match in _TAG.finditer(body):
        tags += 1
        slash, name = match[1], match[2].lower()
        if name in _OPAQUE or len(opened) > DEEPEST:
            return True
        if name in _CLOSED_BY_THE_NEXT:
            continue
        if not slash:
            opened.append(name)
        elif opened and opened[-1] == name:
            opened.pop()
    return tags != starts
