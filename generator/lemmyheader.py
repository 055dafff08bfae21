"""The header of a comment as lemmy-ui prints it when its page is selected and copied as text.

A bullet with the author's name; below it, further in, a line for each thing the page shows: badges, `link`, `fedilink`,
the language, `arrow-up` and a number, `·`, `edit-2` where the comment was edited, and last an age. Icons come out as
their names. All but the name may be lacking. See `CommentNode`, `UserBadges` and `MomentTime` in lemmy-ui.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator.ages import parse_age
from generator.identity import author_of
from generator.model import Age, Author

_BULLET = re.compile(r"[•*\-–‣◦]\s+(?P<name>\S.{0,119})")
_NUMBER = re.compile(r"(?P<sign>[-−+]?)(?P<digits>\d{1,3}(?:,\d{3})+|\d{1,12})(?P<part>\.\d{1,3})?(?P<scale>[kmb]?)")
_SCALES = {"": 1, "k": 1_000, "m": 1_000_000, "b": 1_000_000_000}
_DOTS = {"·", "•", "∙", "⋅"}
_MARKS = {"link", "fedilink", *_DOTS}
_BEFORE_LANGUAGE = ("link", "fedilink")
_ICONS = {
    "minus-square",
    "plus-square",
    "shield",
    "lock",
    "trash",
    "x",
    "star",
    "🌱",
    "deleted",
    "banned from community",
}
_BADGES = {
    "op": "op",
    "creator": "op",
    "m": "moderator",
    "mod": "moderator",
    "moderator": "moderator",
    "a": "admin",
    "admin": "admin",
    "b": "bot",
    "bot": "bot",
    "bot account": "bot",
    "banned": "banned",
}
_VOTES = ("arrow-up", "arrow-down")
_EDITED = "edit-2"
_KNOWN = {*_VOTES, _EDITED, *_MARKS, *_ICONS, *_BADGES}
_LONGEST = 24
_STRANGERS = 2


class Line(NamedTuple):
    """A line of the source, its indentation measured."""

    indent: int
    """Columns of white space before the text."""
    text: str
    """The rest, without white space at the end."""


class Oddity(NamedTuple):
    """Something in a header that cannot be used."""

    kind: str
    """The kind of the problem."""
    message: str
    """One sentence, without the author's name."""
    at: int
    """Index of the line."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above one comment."""

    start: int
    """Index of the line with the name."""
    end: int
    """Index of the first line after the header."""
    indent: int
    """Columns before the bullet."""
    inner: int
    """Columns before the lines under the bullet, and so before the words of the comment."""
    author: Author
    """With the roles that badges tell."""
    age: Age | None
    """The age printed: of the writing, or of the last change where `edited`."""
    edited: bool
    """Whether the page marks the comment as changed."""
    score: int | None
    """Votes for less votes against, of those that are shown."""
    oddities: tuple[Oddity, ...]
    """What was not understood."""


def header_at(lines: Sequence[Line], start: int) -> Header | None:
    """The header that begins at that line, or None: then the line is words, perhaps of a bullet list."""
    bullet = _BULLET.fullmatch(lines[start].text)
    if bullet is None:
        return None
    words = _words_under(lines, start)
    author = author_of(bullet["name"])
    block = _Block(words, federated=author.home is not None)
    if not words or not block.read():
        return None
    return Header(
        start=start,
        end=start + 1 + block.at,
        indent=lines[start].indent,
        inner=lines[start + 1].indent,
        author=replace(author, flags=tuple(block.flags)),
        age=block.age,
        edited=block.edited,
        score=block.votes["arrow-up"] - block.votes["arrow-down"] if block.votes else None,
        oddities=tuple(Oddity(kind, message, start + 1 + place) for kind, message, place in block.oddities),
    )


def _words_under(lines: Sequence[Line], start: int) -> list[str]:
    words = []
    for line in lines[start + 1 : start + 1 + _LONGEST]:
        if not line.text or line.indent <= lines[start].indent:
            break
        words.append(" ".join(line.text.split()))
    return words


class _Block:
    """The lines under a name, read one after the other until the age, or until they cannot be a header."""

    def __init__(self, words: Sequence[str], federated: bool) -> None:
        """`federated`: the name has a host, and so an age alone under it is enough."""
        self.at = 0
        self.flags: dict[str, None] = {}
        self.votes: Counter[str] = Counter()
        self.edited = False
        self.age: Age | None = None
        self.oddities: list[Oddity] = []
        self._words = words
        self._federated = federated
        self._marked = False
        self._certain = False
        self._strangers: list[int] = []

    def read(self) -> bool:
        """Whether it is a header; then `at` is the number of its lines."""
        while self.at < len(self._words) and len(self._strangers) <= _STRANGERS:
            word = self._words[self.at]
            self.at += 1
            if self._take(word.casefold()):
                continue
            self.age = parse_age(word)
            if self.age is not None:
                return self._end_with_age()
            if self._only_an_age_can_follow():
                return self._end_without_age(f'"{word}" is not an age')
            self._strangers.append(self.at - 1)
        self.at = self._strangers[0] if self._strangers else self.at
        return self._end_without_age("the header ends without an age")

    def _take(self, word: str) -> bool:
        """Whether it is one of the lines before the age; what it tells is noted."""
        if word in _VOTES:
            self._marked = self._certain = True
            self._take_votes(word)
        elif word in _BADGES:
            self.flags[_BADGES[word]] = None
        elif word == _EDITED:
            self.edited = self._marked = True
        elif word in _MARKS:
            self._marked = True
            self._certain = self._certain or word == "fedilink"
        elif word not in _ICONS:
            return self._take_balance(word)
        return True

    def _take_votes(self, side: str) -> None:
        """The number after an arrow; an arrow alone means that votes are not shown."""
        following = self._following()
        if not following or following in _KNOWN or (_number(following) is None and parse_age(following)):
            return
        votes = _number(following)
        if votes is None:
            self.oddities.append(Oddity("bad-score", f'"{self._words[self.at]}" is not a number of votes', self.at))
        else:
            self.votes[side] = votes
        self.at += 1

    def _take_balance(self, word: str) -> bool:
        """Up to 0.18 the page shows the balance of votes and a dot, without arrows."""
        votes = _number(word) if self._following() in _DOTS else None
        if votes is None:
            return False
        self.votes["arrow-up"] = votes
        return True

    def _following(self) -> str:
        return self._words[self.at].casefold() if self.at < len(self._words) else ""

    def _only_an_age_can_follow(self) -> bool:
        before = self._words[self.at - 2].casefold() if self.at > 1 else ""
        return self._certain and (bool(self.votes) or before in _DOTS or before == _EDITED)

    def _end_with_age(self) -> bool:
        for place in self._strangers:
            if place and self._words[place - 1].casefold() in _BEFORE_LANGUAGE:
                continue
            message = f'"{self._words[place]}" in the header is not known'
            self.oddities.append(Oddity("odd-header", message, place))
        return self._marked or (self._federated and self.at == len(self._words))

    def _end_without_age(self, message: str) -> bool:
        self.oddities.append(Oddity("bad-date", message, max(self.at - 1, 0)))
        return self._certain


def _number(word: str) -> int | None:
    """`12`, `-3`, `1,234`, `1.2K`."""
    match = _NUMBER.fullmatch(word.casefold())
    if match is None or (match["part"] and not match["scale"]):
        return None
    value = float(match["digits"].replace(",", "") + (match["part"] or "")) * _SCALES[match["scale"]]
    return round(value if match["sign"] in ("", "+") else -value)
