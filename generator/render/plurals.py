"""Which form of a word goes with a number: the categories of CLDR's plural rules for whole numbers.

Unicode Technical Standard #35, part 3, "Language Plural Rules"; `Intl.PluralRules` of browsers does the same, and a
test compares the two. A language that is not named here has two forms, like English.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

Category = Literal["zero", "one", "two", "few", "many", "other"]
"""A form of a word; what numbers it goes with depends on the language."""
CATEGORIES: tuple[Category, ...] = ("zero", "one", "two", "few", "many", "other")
"""All forms that any language has."""

Rule = Callable[[int], Category]
"""The form for a number that is not negative."""


def category(language: str, number: int) -> Category:
    """The form that goes with the number, whatever its sign, in the language of a BCP 47 tag."""
    tag = language.lower()
    rule = _RULES.get(tag) or _RULES.get(tag.partition("-")[0], _singular)
    return rule(abs(number))


def categories(language: str) -> frozenset[Category]:
    """The forms that whole numbers ask for in the language."""
    return frozenset(category(language, number) for number in (*range(200), 10**6))


def _singular(n: int) -> Category:
    return "one" if n == 1 else "other"


def _none(n: int) -> Category:
    return "other"


def _up_to_one(n: int) -> Category:
    return "one" if n <= 1 else "other"


def _millions(singular: Rule) -> Rule:
    """Romance languages say "a million *of* comments"."""
    return lambda n: "many" if n and n % 1_000_000 == 0 else singular(n)


def _dual(n: int) -> Category:
    return "one" if n == 1 else "two" if n == 2 else "other"


def _arabic(n: int) -> Category:
    if n <= 2:
        return ("zero", "one", "two")[n]
    return "few" if 3 <= n % 100 <= 10 else "many" if n % 100 >= 11 else "other"


def _welsh(n: int) -> Category:
    forms: dict[int, Category] = {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"}
    return forms.get(n, "other")


def _irish(n: int) -> Category:
    return "one" if n == 1 else "two" if n == 2 else "few" if 3 <= n <= 6 else "many" if 7 <= n <= 10 else "other"


def _gaelic(n: int) -> Category:
    return "one" if n in (1, 11) else "two" if n in (2, 12) else "few" if 3 <= n <= 19 else "other"


def _east_slavic(n: int) -> Category:
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    return "few" if _is_few(n) else "many"


def _south_slavic(n: int) -> Category:
    return "one" if n % 10 == 1 and n % 100 != 11 else "few" if _is_few(n) else "other"


def _polish(n: int) -> Category:
    return "one" if n == 1 else "few" if _is_few(n) else "many"


def _czech(n: int) -> Category:
    return "one" if n == 1 else "few" if 2 <= n <= 4 else "other"


def _slovenian(n: int) -> Category:
    forms: dict[int, Category] = {1: "one", 2: "two", 3: "few", 4: "few"}
    return forms.get(n % 100, "other")


def _lithuanian(n: int) -> Category:
    if 11 <= n % 100 <= 19 or n % 10 == 0:
        return "other"
    return "one" if n % 10 == 1 else "few"


def _latvian(n: int) -> Category:
    if n % 10 == 0 or 11 <= n % 100 <= 19:
        return "zero"
    return "one" if n % 10 == 1 else "other"


def _icelandic(n: int) -> Category:
    return "one" if n % 10 == 1 and n % 100 != 11 else "other"


def _romanian(n: int) -> Category:
    return "one" if n == 1 else "few" if n == 0 or 1 <= n % 100 <= 19 else "other"


def _maltese(n: int) -> Category:
    if n in (1, 2):
        return _dual(n)
    return "few" if n == 0 or 3 <= n % 100 <= 10 else "many" if 11 <= n % 100 <= 19 else "other"


def _filipino(n: int) -> Category:
    return "other" if n % 10 in (4, 6, 9) else "one"


def _is_few(n: int) -> bool:
    return 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14


_FAMILIES: tuple[tuple[str, Rule], ...] = (
    ("bm bo dz id ig ii ja jv km ko lo ms my sah su th to vi wo yo yue zh", _none),
    ("ak am as bn fa gu hi hy kn ln mg pa pcm si ti zu", _up_to_one),
    ("ca es it pt-pt scn vec", _millions(_singular)),
    ("fr pt", _millions(_up_to_one)),
    ("he iu se", _dual),
    ("ar", _arabic),
    ("cy", _welsh),
    ("ga", _irish),
    ("gd", _gaelic),
    ("be ru uk", _east_slavic),
    ("bs hr sr", _south_slavic),
    ("pl", _polish),
    ("cs sk", _czech),
    ("dsb hsb sl", _slovenian),
    ("lt", _lithuanian),
    ("lv", _latvian),
    ("is mk", _icelandic),
    ("ro", _romanian),
    ("mt", _maltese),
    ("ceb fil", _filipino),
)
_RULES: dict[str, Rule] = {language: rule for languages, rule in _FAMILIES for language in languages.split()}
