"""What servers say of files."""

from __future__ import annotations

import pytest

from generator.mediatypes import FOREVER, SHORT, cache_control, media_type

CASES = {
    "index.html": ("text/html; charset=utf-8", SHORT),
    "feed.xml": ("application/atom+xml", SHORT),
    "sitemap.xml": ("application/xml", SHORT),
    "town/bench/thread.json": ("application/json", SHORT),
    "town/bench/anchors.js": ("text/javascript; charset=utf-8", SHORT),
    "search/index.js": ("text/javascript; charset=utf-8", SHORT),
    "search/terms.0123456789.js": ("text/javascript; charset=utf-8", FOREVER),
    "search/terms.k3jd7q.js": ("text/javascript; charset=utf-8", FOREVER),
    "assets/site.0123456789.css": ("text/css; charset=utf-8", FOREVER),
    "assets/fonts/a.0123456789.woff2": ("font/woff2", FOREVER),
    "assets/media/0123456789abcdef.png": ("image/png", FOREVER),
    "town/site.0123456789.css": ("text/css; charset=utf-8", SHORT),
    "assets/site.css": ("text/css; charset=utf-8", SHORT),
    "CNAME": ("application/octet-stream", SHORT),
}


@pytest.mark.parametrize(("name", "facts"), CASES.items(), ids=CASES.keys())
def test_a_file_has_a_type_and_an_age(name: str, facts: tuple[str, str]) -> None:
    assert (media_type(name), cache_control(name)) == facts
