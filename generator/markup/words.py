"""The words of rendered HTML, for search, excerpts and descriptions.

It reads only what `render` writes: tags are well-formed, and no `<` or `>` stands bare in text or attributes.
"""

from __future__ import annotations

import re
from html import unescape

_BLOCKS = (
    "article|aside|blockquote|br|caption|dd|details|div|dl|dt|figcaption|figure|footer|h[2-6]|hr|li|ol|p|pre|section|"
    "summary|table|tbody|tfoot|thead|tr|ul"
)
_EDGE = rf"</?(?:{_BLOCKS})(?: [^<>]*)?>\s*"
_EDGES = re.compile(f"{_EDGE}(?:{_EDGE})*")
_CELL = re.compile(r"</t[dh]>")
_IMAGE = re.compile(r'<img [^<>]*alt="([^"<>]*)"[^<>]*>')
_BACK = re.compile(r'<a class="backref"[^<>]*>[^<>]*</a>')
_FOLD = re.compile(r'<details class="quoted"><summary>.*?</summary>')
_TAG = re.compile(r"<[^<>]*>")
_VERBATIM = re.compile(r"(<pre .*?</pre>)", re.DOTALL)


def plain(html: str) -> str:
    """The text a reader sees, one line for each block, white space folded, spoilers included."""
    html = _unwrapped(str(html))  # a `Markup` would make another of each word
    if "quoted" in html:
        html = _FOLD.sub("\n", html)
    if "<" in html:
        html = _EDGES.sub("\n", html)
    if "<" in html:
        html = _CELL.sub(" ", _IMAGE.sub(r"\1", _BACK.sub("", html)))
        html = _TAG.sub("", html)
    if "&" in html:
        html = unescape(html)
    lines = (" ".join(line.split()) for line in html.split("\n"))
    return "\n".join(line for line in lines if line)


def _unwrapped(html: str) -> str:
    """A line break in the source of a paragraph is a space to its reader; in a `<pre>` it is a line break."""
    if "<pre " not in html:
        return html.replace("\n", " ")
    parts = _VERBATIM.split(html)
    parts[::2] = [part.replace("\n", " ") for part in parts[::2]]
    return "".join(parts)
