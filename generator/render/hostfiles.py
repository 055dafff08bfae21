"""Files that single hosts look for, written where `host_files` in `site.yaml` asks for them.

- `CNAME`: the name a site goes by, for GitHub Pages and Codeberg; the host in `base_url`.
- `_headers`: what to say with files, for Cloudflare, Netlify and others: https://docs.netlify.com/manage/routing/headers/
- `not_found.html`: Neocities' name for `404.html`.

`_redirects`, which can be asked for too, is made where old addresses are (`generator.redirects`).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.mediatypes import FOREVER
from generator.render.lists import not_found_page
from generator.render.site import Site
from generator.urls import host_of

HEADERS = f"""\
/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
/assets/*
  Cache-Control: {FOREVER}
"""
"""What hosts are asked to say: only names under `assets/` change with the content of each and every file."""


def render_host_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """The files asked for."""
    wanted = site.settings.host_files
    if "CNAME" in wanted:
        yield "CNAME", f"{host_of(site.settings.base_url).partition(':')[0]}\n".encode()
    if "_headers" in wanted:
        yield "_headers", HEADERS.encode()
    if "not_found.html" in wanted:
        yield "not_found.html", not_found_page(site)
