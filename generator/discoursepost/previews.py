"""Pictures, videos and previews of links, without what only Discourse's own style sheet makes sense of."""

from __future__ import annotations

import re

from generator.discoursepost.place import Place

_LIGHTBOX = re.compile(
    r'<div class="lightbox-wrapper">\s*<a\b([^<>]*)>\s*<img\b([^<>]*)>\s*'
    r'<div class="meta">((?:(?!</?div\b).)*)</div>\s*</a>\s*</div>',
    re.DOTALL,
)
_FILE_NAME = re.compile(r'<span class="filename">([^<>]*)</span>')
_ALT = re.compile(r'\s*\balt="([^"]*)"')
_IMAGE = r'<img\b[^<>]*\bclass="(?:site-icon|thumbnail|onebox-avatar)[^"]*"[^<>]*>'
_ICON = re.compile(rf"<a\b[^<>]*>\s*{_IMAGE}\s*</a>|{_IMAGE}")
_LISTED_CODE = re.compile(
    r'<pre class="onebox"><code([^<>]*)>\s*<ol[^<>]*>((?:(?!</?pre\b).)*)</ol>\s*</code></pre>', re.DOTALL
)
_CODE_LINE = re.compile(r"<li[^<>]*>((?:(?!</?li\b).)*)</li>", re.DOTALL)
_EMPTY = re.compile(r'<div class="onebox-metadata">\s*</div>|<div style="clear: both"></div>')
_VIDEO = re.compile(r"<div\b([^<>]*\blazy(?:YT|-video-container)\b[^<>]*)>((?:(?!</?div\b).)*)</div>", re.DOTALL)
_DATA = re.compile(r'\bdata-(?:youtube|video)-(id|title)="([^"]*)"')
_HREF = re.compile(r'<a\b[^<>]*\bhref="([^"]*)"')


def name_pictures(cooked: str, place: Place) -> str:
    """The words with each enlargeable picture as a picture in a link, called by its file's name if it has no other."""
    return _LIGHTBOX.sub(_picture, cooked)


def _picture(box: re.Match[str]) -> str:
    link, image, about = box.groups()
    alt = _ALT.search(image)
    name = _FILE_NAME.search(about)
    if name and not (alt and alt[1]):
        image = f' alt="{name[1].replace(chr(34), "&quot;")}"{_ALT.sub("", image)}'
    return f"<a{link}><img{image}></a>"


def shorten_previews(cooked: str, place: Place) -> str:
    """The words with previews of links that hold title, text and code, but no icons, and no list for lines of code."""
    cooked = _LISTED_CODE.sub(_code, cooked)
    return _EMPTY.sub("", _ICON.sub("", cooked))


def _code(listed: re.Match[str]) -> str:
    lines = (line.removesuffix("\n") for line in _CODE_LINE.findall(listed[2]))
    return "<pre><code{}>{}\n</code></pre>".format(listed[1], "\n".join(lines))


def name_videos(cooked: str, place: Place) -> str:
    """The words with a link in place of each video player."""
    return _VIDEO.sub(_video, cooked)


def _video(player: re.Match[str]) -> str:
    told = dict(_DATA.findall(player[1]))
    inside = _HREF.search(player[2])
    href = inside[1] if inside else f"https://www.youtube.com/watch?v={told['id']}" if "id" in told else ""
    return f'<a href="{href}">{told.get("title") or href}</a>' if href else player[0]
