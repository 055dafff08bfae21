"""The law that all rendered HTML obeys, checked with two parsers that know nothing of ours.

The standard library's sees each tag as it stands; nh3's builds the tree that a browser builds, repairs included.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

REL = "nofollow ugc noopener"
VOID = {"br", "hr", "img", "wbr"}
INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "cite",
    "code",
    "del",
    "dfn",
    "em",
    "i",
    "ins",
    "kbd",
    "mark",
    "q",
    "rp",
    "rt",
}
INLINE |= {"ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var"}
BLOCKS = {"aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer"}
BLOCKS |= {"h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "section", "summary"}
BLOCKS |= {"table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
TAGS = VOID | INLINE | BLOCKS
CLASSES = {"align-center", "align-right", "backref", "footnote", "footnotes", "hashtag", "image", "media", "mention"}
CLASSES |= {"onebox", "quote", "quoted", "scroll", "signature", "spoiler", "title"}
CODE = {"c", "cp", "gd", "gh", "gi", "gu", "k", "kc", "kt", "m", "na", "nb", "nc", "nd", "nf", "nt", "ow", "s"}
NUMBER = re.compile(r"\d{1,10}")
LANGUAGE = re.compile(r"language-[\w+#.-]{1,40}")
FRAGMENT = re.compile(r"#(fn|fnref)-[\w.-]+")
ID = re.compile(r"(fn|fnref)-[\w.-]+")
OUTSIDE = re.compile(r"https?://[^/?#\s\"<>\\][^\s\"<>\\]*|mailto:[^\s\"<>]*", re.IGNORECASE)
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def assert_safe(html: str, own_links: frozenset[str] = frozenset()) -> None:
    """Only known tags, attributes, classes and schemes; every tag closed where it was opened; no link inside a link, no
    block inside of what stands in a line.

    `own_links` are the addresses in the site itself that may be linked.
    """
    assert not UNWRITABLE.search(html), html
    checker = _Checker(own_links)
    checker.feed(html)
    checker.close()
    assert checker.open == [], html
    assert_boxed(html)


def assert_boxed(html: str) -> None:
    """What stands after a body in its page stays after it, as a browser sees it."""
    after = "</div><mark>after</mark>"
    tree = nh3.clean(f"<div>{html}{after}", tags=TAGS, link_rel=None)
    assert tree.endswith(after), tree
    assert tree.count("<mark>after</mark>") == 1, tree


class _Checker(HTMLParser):
    def __init__(self, own_links: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.own_links = own_links
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        assert not (tag == "a" and "a" in self.open), "a link inside a link"
        assert tag not in BLOCKS or INLINE.isdisjoint(self.open), f"<{tag}> in a line"
        assert tag != "li" or self.open[-1] in ("ol", "ul"), "<li> outside of a list"
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), names
        for name, value in attrs:
            assert value is not None, (tag, name)
            check_attribute(tag, name, value)
        if tag == "a":
            check_link(dict(attrs), self.own_links)
        if tag == "img":
            assert dict(attrs)["loading"] == "lazy"
            assert "alt" in names
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raise AssertionError(f"<{tag}/>")

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError("a declaration")

    def handle_pi(self, data: str) -> None:
        raise AssertionError("an instruction")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError("a marked section")


def check_attribute(tag: str, name: str, value: str) -> None:
    if name == "class":
        of_code = (tag == "code" and LANGUAGE.fullmatch(value)) or (tag == "span" and value in CODE)
        assert value in CLASSES or of_code, value
    elif name == "dir":
        assert value in ("ltr", "rtl", "auto"), value
    elif name == "id":
        assert ID.fullmatch(value), value
    elif name in ("start", "value", "colspan", "rowspan"):
        assert NUMBER.fullmatch(value), value
    elif name == "src":
        assert OUTSIDE.fullmatch(value) or value == "media/copy.png", value
    else:
        fixed = {"tabindex": "0", "role": "group", "loading": "lazy", "decoding": "async", "rel": REL}
        assert name in ("href", "title", "alt", "aria-label") or fixed.get(name) == value, (tag, name, value)


def check_link(attributes: dict[str, str | None], own_links: frozenset[str]) -> None:
    href = attributes["href"] or ""
    if "rel" in attributes:
        assert OUTSIDE.fullmatch(href), href
    else:
        assert FRAGMENT.fullmatch(href) or href in own_links, href
