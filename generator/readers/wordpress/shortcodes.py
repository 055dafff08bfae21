"""Shortcodes, `[name …]`, that stand for nothing but HTML; all others stay as they were written.

Described at https://wordpress.org/documentation/article/shortcode/; `sourcecode`, `code` and `cc…_LANGUAGE` are those
of the SyntaxHighlighter and CodeColorer plug-ins.
"""

from __future__ import annotations

import re
from html import escape

_CODE = re.compile(r"\[(?P<end>/)?(?P<name>sourcecode|code|cc[a-zA-Z]*(?:_\w+)?)(?(end)|(?:\s[^\[\]\n]*)?)\]")
_CAPTION = re.compile(r"\[/?caption(?:\s[^\[\]\n]*)?\]")
_EMBED = re.compile(r"\[embed(?:\s[^\[\]\n]*)?\](https?://[^\s<>\"'\[\]]+)\[/embed\]")


def without_shortcodes(body: str) -> str:
    """The body with code as `pre`, embedded pages as links, and pictures without the frame of their caption."""
    if "[" not in body:
        return body
    body = _with_code(body)
    body = _CAPTION.sub("", body)
    return _EMBED.sub(r'<a href="\1">\1</a>', body)


def _with_code(body: str) -> str:
    parts: list[str] = []
    opened: re.Match[str] | None = None
    done = 0
    for found in _CODE.finditer(body):
        if opened is None and not found["end"]:
            opened = found
        elif opened and found["end"] and found["name"] == opened["name"]:
            parts += (body[done : opened.start()], _preformatted(body[opened.end() : found.start()]))
            done = found.end()
            opened = None
    return "".join(parts) + body[done:]


def _preformatted(code: str) -> str:
    """Code is mostly stored as HTML; where it is not, its own angle brackets say so."""
    code = code.strip("\n")
    return f"<pre><code>{escape(code, quote=False) if '<' in code else code}</code></pre>"
