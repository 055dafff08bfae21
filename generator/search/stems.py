"""The other grammatical forms of a word: those of the site's words that have the same stem in a language.

Stemmed by the Snowball algorithms (https://snowballstem.org/) when the site is built, so that browsers need no stemmer:
the index names with each word its forms.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import Stemmer

MOST_FORMS = 8
"""Forms of a word that a search tries, the most common first: a stem shared by more says little."""

# What BCP 47 calls a language, where Snowball has an algorithm for it.
_ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "st": "sesotho",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
_STEMMED = re.compile(r"[^\W\d_]{3,}")


def stem_groups(language: str, words: Iterable[str]) -> Iterator[list[str]]:
    """The words of a language (a BCP 47 tag) that share a stem, where several do; nothing where there is no stemmer.

    Words are folded: without accents and in lower case, as the index has them.
    """
    algorithm = _ALGORITHMS.get(language.partition("-")[0].lower())
    if algorithm is None:
        return
    stemmer = Stemmer.Stemmer(algorithm, 0)
    inflected = [word for word in words if _STEMMED.fullmatch(word)]
    groups = defaultdict(list)
    for word, stem in zip(inflected, stemmer.stemWords(inflected), strict=True):
        groups[stem].append(word)
    yield from (group for group in groups.values() if len(group) > 1)


def word_forms(vocabularies: dict[str, set[str]], counts: dict[str, int]) -> dict[str, list[str]]:
    """For each word that has some, its other forms, the most common first.

    `vocabularies` has the words of each language, `counts` how many documents hold each word.
    """
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for language, words in sorted(vocabularies.items()):
        for group in stem_groups(language, words):
            for word in group:
                forms[word].update(group)
    return {
        word: sorted(found - {word}, key=lambda form: (-counts[form], form))[:MOST_FORMS]
        for word, found in forms.items()
    }
