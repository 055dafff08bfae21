"""A page of mlmym taken apart: its post and comments with the texts that stand in them.

The page is `div`s in `div`s: `div.comment` holds `div.meta`, `div.content` and `div.children`, and the last holds the
answers. Only those are followed; inside of words everything is copied. https://github.com/rystaf/mlmym, `templates/`
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from generator.errors import SourceError

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_LINKS = {
    ("meta", "creator"): "author",
    ("meta", "submitter"): "author",
    ("meta", "community"): "community",
    ("title", "url"): "title",
}
"""Links that tell something, by the block they are in and their class."""
_TEXTS = ("content", "morecomments", "score")
"""Blocks whose own text tells something."""


@dataclass(slots=True)
class Words:
    """A post or comment as it stands on the page."""

    id: str
    """Its number."""
    parent: str | None = None
    """The number of the comment that it stands under, or that its link named `parent` leads to."""
    body: list[str] = field(default_factory=list)
    """Pieces of its HTML."""
    texts: dict[str, str] = field(default_factory=dict)
    """Other texts, by the block they are in, or by what their link tells."""
    links: dict[str, str] = field(default_factory=dict)
    """Where links lead: by what they tell, the others by their text."""
    classes: set[str] = field(default_factory=set)
    """Classes of the block and of the link to its author."""
    dates: list[str] = field(default_factory=list)
    """When it was written, and when it was changed."""


@dataclass(slots=True)
class OldPage:
    """A page about one post."""

    post: Words | None = None
    """The post."""
    comments: list[Words] = field(default_factory=list)
    """The comments, in the order of the page."""


def parse_page(text: str, path: Path) -> OldPage:
    """The page's post and comments. Raises SourceError when it has neither."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    page = parser.page
    if page.post is None and not page.comments:
        raise SourceError("the page holds no post and no comments", path, hint="open the post itself, and save it then")
    if parser.depth:
        line = text.rstrip().count("\n") + 1
        raise SourceError("the page ends too early", path, line, hint="the file was cut off: save the page again")
    return page


class _Parser(HTMLParser):
    """Follows the `div`s; `_roles` has one entry for each that is open, with what it is part of."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.page = OldPage()
        self._roles: list[tuple[str, Words | None]] = []
        self._wanted: tuple[Words, str] | None = None
        self._link: tuple[Words, str] | None = None

    @property
    def depth(self) -> int:
        """How many `div`s of posts and comments are open."""
        return sum(words is not None for _, words in self._roles)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = set(given.get("class", "").split())
        role, words = self._roles[-1] if self._roles else ("", None)
        if tag == "div":
            self._roles.append(self._role_of(classes, given, role, words))
        if role == "body" and words:
            words.body.append(self.get_starttag_text() or "")
        elif words and tag == "a":
            self._open_link(words, role, classes, given.get("href", ""))
        elif words and tag == "b" and role == "meta":
            self._wanted = (words, "score")
        elif words and tag == "span" and role == "meta" and "title" in given:
            words.dates.append(given["title"])

    def _role_of(
        self, classes: set[str], given: dict[str, str], role: str, words: Words | None
    ) -> tuple[str, Words | None]:
        number = re.fullmatch(r"([cp])(\d+)", given.get("id", ""))
        if role == "body":
            return role, words
        if number and number[1] == "c" and "comment" in classes:
            parent = words.id if words and words is not self.page.post else None
            self.page.comments.append(Words(number[2], parent, classes=classes))
            return "comment", self.page.comments[-1]
        if number and number[1] == "p" and "post" in classes and self.page.post is None:
            self.page.post = Words(number[2], classes=classes)
            return "post", self.page.post
        if role == "content" or "md" in classes:
            return "body", words
        named = classes & {"meta", "content", "children", "morecomments", "title", "buttons", "score"}
        return (min(named) if named else role), words

    def _open_link(self, words: Words, role: str, classes: set[str], href: str) -> None:
        name = next((_LINKS[role, one] for one in sorted(classes) if (role, one) in _LINKS), None)
        if name is None:
            self._link = (words, href)
            return
        words.links[name] = href
        self._wanted = (words, name)
        if name == "author":
            words.classes |= classes

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag == "div":
            self._roles.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._roles:
            role, words = self._roles.pop()
            if role != "body" or not self._roles or self._roles[-1][0] != "body":
                return
        else:
            role, words = self._roles[-1] if self._roles else ("", None)
        if role == "body" and words and tag not in _VOID:
            words.body.append(f"</{tag}>")
        elif tag in ("a", "b"):
            self._wanted = self._link = None

    def handle_data(self, data: str) -> None:
        role, words = self._roles[-1] if self._roles else ("", None)
        if words is None:
            return
        if role == "body":
            words.body.append(data)
        elif self._link:
            self._link[0].links.setdefault(data.strip(), self._link[1])
        if role != "body" and (self._wanted or role in _TEXTS):
            owner, name = self._wanted or (words, role)
            owner.texts[name] = owner.texts.get(name, "") + data

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name};")

    def _reference(self, text: str) -> None:
        self.handle_data(text)
