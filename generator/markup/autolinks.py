"""Bare http(s) addresses in Markdown, as one inline rule that costs nothing where no `://` is.

markdown-it's own rules look for every scheme, and again over all text for addresses without one: half of the time.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from generator.markup.links import address_length


def autolink_plugin(parser: MarkdownIt) -> None:
    """Put our rule in the place of markdown-it's."""
    parser.inline.ruler.at("linkify", _address)
    parser.inline.ruler.enable("linkify")


def _address(state: StateInline, silent: bool) -> bool:
    colon = state.pos
    if state.src[colon] != ":" or not state.src.startswith("//", colon + 1) or state.linkLevel > 0:
        return False
    scheme = _scheme(state.src, colon)
    length = address_length(state.src, colon) if scheme else 0
    end = min(colon + 1 + length, state.posMax)
    address = state.src[colon - len(scheme) : end].rstrip("*")
    if not length or not (silent or state.pending.endswith(scheme)):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme)]
        state.push("link_open", "a", 1).attrs = {"href": address}
        state.push("text", "", 0).content = address
        state.push("link_close", "a", -1)
    state.pos = colon - len(scheme) + len(address)
    return True


def _scheme(source: str, colon: int) -> str:
    """`http` or `https` before the colon, when it is a word of its own."""
    for start in (colon - 5, colon - 4):
        if start >= 0 and source[start:colon].lower() in ("http", "https"):
            return "" if source[start - 1 : start].isalnum() else source[start:colon]
    return ""
