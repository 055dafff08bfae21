"""Tag by tag: what becomes of a page that is to stand alone."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.packing.inlining import inline

FILES = {
    "assets/site.css": b"p { color: red }\r\n/* </style> */",
    "assets/a b.png": b"png",
    "assets/icon.svg": b"<svg/>",
}
PNG = "data:image/png;base64,cG5n"
BASE = "https://bench.example/forum/"
# What it was; what it is without a base_url; what it is with one, if that is something else.
CASES = {
    "words": ("<p>a &amp b &lt; <b>c</b>\n\r\n<br/>", "<p>a &amp b &lt; <b>c</b>\n\r\n<br/>"),
    "a comment": ("<!-- <a href='../x/'> --><p>", "<!-- <a href='../x/'> --><p>"),
    "an anchor": ('<a href="#c-1">x</a>', '<a href="#c-1">x</a>'),
    "the page itself": ('<a href="./#c-1">x</a>', '<a href="#c-1">x</a>'),
    "the page as a file": ('<a href="index.html#c-1">x</a>', '<a href="#c-1">x</a>'),
    "elsewhere": ('<a rel="nofollow" href="https://a.example/?b&amp;c">x</a>',) * 2,
    "mail": ('<a href="mailto:a@b.example">x</a>',) * 2,
    "another page": (
        '<a class="k" rel="next" href="../tree/#c-1">x <b>y</b></a> <a href="#z">z</a>',
        '<span class="k">x <b>y</b></span> <a href="#z">z</a>',
        f'<a class="k" rel="next" href="{BASE}town/tree/#c-1">x <b>y</b></a> <a href="#z">z</a>',
    ),
    "the root": ('<a href="../../">x</a>', "<span>x</span>", f'<a href="{BASE}">x</a>'),
    "above the root": ('<a href="../../../../">x</a>', "<span>x</span>", f'<a href="{BASE}">x</a>'),
    "an icon": (
        '<link rel="icon" href="../../assets/icon.svg">',
        '<link rel="icon" href="data:image/svg+xml;base64,PHN2Zy8+">',
    ),
    "a feed": (
        '<link rel="alternate" href="../../feed.xml">',
        "",
        f'<link rel="alternate" href="{BASE}feed.xml">',
    ),
    "a canonical address": (f'<link rel="canonical" href="{BASE}town/bench/">',) * 2,
    "a picture": ('<img alt="" src="../../assets/a%20b.png">', f'<img alt="" src="{PNG}">'),
    "a picture elsewhere": ('<img src="https://a.example/b.png">',) * 2,
    "a script": ('a<script src="../../assets/x.js" defer></script>b', "ab"),
    "an inline script": ("a<script>if (1 < 2) document.write('</p>')</script>b", "ab"),
    "a button": ("a<button type=button>x <i>y</i></button>b", "ab"),
    "a form": ('a<form action="../../search/"><input><button>x</button></form>b', "ab"),
    "what means nothing alone": (
        'a<div data-site><div><a href="../">x</a></div></div>b',
        "ab",
        f'a<div data-site><div><a href="{BASE}town/">x</a></div></div>b',
    ),
    "an attribute with quotes": ("""<a href="#'&quot;" title='"'>x</a>""",) * 2,
    "a link with quotes": (
        """<a href="../x/" title='"<&amp;'>x</a>""",
        "<span>x</span>",
        f'<a href="{BASE}town/x/" title="&quot;&lt;&amp;">x</a>',
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_page_stands_alone(case: tuple[str, ...]) -> None:
    page, alone, *with_base = case
    assert inline(page, "town/bench/", FILES, "") == alone
    assert inline(page, "town/bench/", FILES, BASE) == (with_base[0] if with_base else alone)


def test_a_style_is_allowed_by_its_digest_alone() -> None:
    page = (
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; script-src 'self'; img-src 'self' data: https: http:; form-action 'self'\">\n"
        '<link rel="stylesheet" href="../../assets/site.css">'
    )
    style = "p { color: red }\n/* <\\/style> */"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert inline(page, "town/bench/", FILES, "") == (
        '<meta http-equiv="Content-Security-Policy" '
        f"content=\"default-src 'none'; style-src 'sha256-{digest}'; img-src data: https: http:; "
        "form-action 'none'; base-uri 'none'\">\n"
        f"<style>{style}</style>"
    )


TAGS = [
    "<p>",
    "</p>",
    '<a href="../x/">',
    "</a>",
    "<script>",
    "</script>",
    "<div data-site>",
    "</div>",
    "<!--",
    "-->",
    "&amp",
    "é\n",
]


@given(st.lists(st.sampled_from(TAGS), max_size=12))
def test_no_link_into_the_site_and_no_script_is_left(tags: list[str]) -> None:
    alone = inline("".join(tags), "town/bench/", FILES, "")
    without_comments = re.sub(r"<!--.*?(-->|$)", "", alone, flags=re.DOTALL)
    assert "<script" not in without_comments
    assert 'href="../' not in without_comments
