"""Links that lead on: those inside the topic to its comments, those inside the forum to where it stood."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from generator.discoursepost.place import Place

_ADDRESS = re.compile(r'\b(href|src)="((?:https?:/)?/[^"]*)"')
_POST = re.compile(r"(?P<base>.*?)/t/(?:[^/?#]+/)?(?P<topic>\d{1,18})/(?P<number>\d{1,9})/?(?:[?#].*)?")


def lead_on(cooked: str, place: Place) -> str:
    """The words with addresses that are whole; those of posts of this topic become `#c-…`."""

    def written(found: re.Match[str]) -> str:
        return f'{found[1]}="{_written(found[1], found[2], place)}"'

    return _ADDRESS.sub(written, cooked)


def _written(attribute: str, address: str, place: Place) -> str:
    if attribute == "href" and (comment := _comment(address, place)):
        return comment
    if address.startswith("//"):
        return f"https:{address}"
    if address.startswith("/") and place.base:
        parts = urlsplit(place.base)
        return f"{parts.scheme}://{parts.netloc}{address}"
    return address


def _comment(address: str, place: Place) -> str | None:
    if "/t/" not in address:
        return None
    post = _POST.fullmatch(address)
    if not post or int(post["topic"]) != place.topic or int(post["number"]) not in place.ids:
        return None
    return f"#c-{place.ids[int(post['number'])]}" if _same_site(post["base"], place) else None


def _same_site(base: str, place: Place) -> bool:
    if not base.startswith(("http", "//")):
        return True
    return place.base is not None and base.partition("//")[2] == place.base.partition("//")[2]
