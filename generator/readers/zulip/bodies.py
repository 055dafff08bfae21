"""Zulip's HTML where it would lose its meaning outside of Zulip: links to messages, formulas, uploaded files.

Nothing here makes HTML safe: that is done to all bodies when they are rendered.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import unquote

_MESSAGE = re.compile(r'href="/?#narrow/[^"]*/(?:near|with)/(?P<id>[0-9]+)"')
_UPLOAD = re.compile(r'(?:href|src)="/user_uploads/(?:[^"/]+/)*(?P<name>[^"/]+)"')
_FORMULA = '<span class="katex">'
_SPAN = re.compile(r"<(?P<slash>/?)span\b[^>]*>")
_SOURCE = re.compile(r'<annotation encoding="application/x-tex">(?P<tex>[^<]*)</annotation>')


def adapted(html: str, ids: Collection[str]) -> str:
    """The body with formulas as their TeX, and links to the comments with these ids inside of the thread."""
    return _MESSAGE.sub(lambda link: _link(link, ids), _without_formulas(html))


def uploads(html: str) -> tuple[str, ...]:
    """Names of the uploaded files that the body links to or shows; the files themselves are on the server."""
    return tuple(dict.fromkeys(unquote(upload["name"]) for upload in _UPLOAD.finditer(html)))


def _link(link: re.Match[str], ids: Collection[str]) -> str:
    return f'href="#c-{link["id"]}"' if link["id"] in ids else link[0]


def _without_formulas(html: str) -> str:
    """Each formula's TeX as code; a formula is there three times over, as MathML, as TeX, and as boxes to look at."""
    parts = []
    done = 0
    while (start := html.find(_FORMULA, done)) >= 0:
        end = _end_of_span(html, start)
        tex = _SOURCE.search(html, start, end) if end else None
        if tex is None:
            break
        parts += [html[done:start], f"<code>{tex['tex']}</code>"]
        done = end
    return "".join(parts) + html[done:]


def _end_of_span(html: str, start: int) -> int:
    """Where the element that starts there has ended; 0 where it does not end."""
    depth = 0
    for tag in _SPAN.finditer(html, start):
        depth += -1 if tag["slash"] else 1
        if depth == 0:
            return tag.end()
    return 0
