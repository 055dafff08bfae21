"""Discourse's HTML ("cooked" words) made into HTML that says the same outside of Discourse.

Nothing here makes markup safe, and nothing needs to: it is cleaned when it is rendered. Most posts hold none of what is
changed, so each step is taken only where its mark occurs; what does not look as Discourse writes it is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from generator.discoursepost.links import lead_on
from generator.discoursepost.place import Place
from generator.discoursepost.polls import show_results
from generator.discoursepost.previews import name_pictures, name_videos, shorten_previews
from generator.discoursepost.quotes import link_quotes

_EMOJI = re.compile(r'<img\b[^<>]*\bclass="emoji[^"]*"[^<>]*>')
_ALT = re.compile(r'\balt="([^"]*)"')
_STYLED = re.compile(r'<span class="bbcode-([bisu])">((?:(?!</?span\b).)*)</span>', re.DOTALL)
_STYLES = {"b": "strong", "i": "em", "s": "s", "u": "u"}
_DEEPEST_STYLES = 4
_ATTACHMENT = re.compile(r'<a class="attachment"[^<>]*>([^<>]*)</a>')


def plain_html(cooked: str, place: Place) -> str:
    """The words of a post as HTML that depends on nothing else of Discourse."""
    for mark, step in _STEPS:
        if mark in cooked:
            cooked = step(cooked, place)
    return cooked


def attachments_of(cooked: str) -> tuple[str, ...]:
    """Names of the files that came with a post."""
    if 'class="attachment"' not in cooked:
        return ()
    return tuple(unescape(name).strip() for name in _ATTACHMENT.findall(cooked))


def _spell_emoji(cooked: str, place: Place) -> str:
    return _EMOJI.sub(_alt, cooked)


def _alt(image: re.Match[str]) -> str:
    alt = _ALT.search(image[0])
    return alt[1] if alt else ""


def _style_words(cooked: str, place: Place) -> str:
    """Bold and italics that came over from an older forum; from the inside outwards."""
    for _ in range(_DEEPEST_STYLES):
        cooked, found = _STYLED.subn(_styled, cooked)
        if not found:
            break
    return cooked


def _styled(span: re.Match[str]) -> str:
    name = _STYLES[span[1]]
    return f"<{name}>{span[2]}</{name}>"


_STEPS: tuple[tuple[str, Callable[[str, Place], str]], ...] = (
    ('class="poll', show_results),
    ('class="quote', link_quotes),
    ('class="emoji', _spell_emoji),
    ("lightbox", name_pictures),
    ("onebox", shorten_previews),
    ("lazy", name_videos),
    ('class="bbcode-', _style_words),
    ('="', lead_on),
)
"""What occurs in the words -> what is then done; the order matters only in that links come last."""
