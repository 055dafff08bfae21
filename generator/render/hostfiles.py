"""Files that single hosts look for, written where `host_files` in `site.yaml` asks for them.

- `CNAME`: the name a site goes by, for GitHub Pages and Codeberg; the host in `base_url`.
- `_headers`: what to say with files, for Cloudflare, Netlify and others: https://docs.netlify.com/manage/routing/headers/
- `_redirects`: old addresses, for the same and GitLab: https://docs.netlify.com/manage/routing/redirects/overview/
- `not_found.html`: Neocities' name for `404.html`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlsplit

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


def render_host_files(site: Site, redirects: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """The files asked for; `redirects` are old addresses and the addresses of the debates that they lead to now."""
    wanted = site.settings.host_files
    if "CNAME" in wanted:
        yield "CNAME", f"{host_of(site.settings.base_url).partition(':')[0]}\n".encode()
    if "_headers" in wanted:
        yield "_headers", HEADERS.encode()
    if "_redirects" in wanted:
        base = urlsplit(site.settings.base_url).path or "/"
        lines = [f"{base}{quote(old.lstrip('/'), safe='/%')} {base}{quote(new)} 301\n" for old, new in redirects]
        yield "_redirects", "".join(sorted(lines)).encode()
    if "not_found.html" in wanted:
        yield "not_found.html", not_found_page(site)
