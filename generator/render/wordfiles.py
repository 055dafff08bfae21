"""The files of words in `layouts/words/`, one a language: read, checked, and put together for a site.

Keys are those of our `en.yaml`, and so is what each text may hold in braces. A language comes in layers: English, then
the language (`pt`), then its variant (`pt-BR`), of each our file before the site's own. What a layer lacks, the one
below says.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, make_dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import yaml

from generator.english import count
from generator.errors import SettingsError
from generator.model import Problem
from generator.render.plurals import CATEGORIES
from generator.render.words import Words
from generator.yamlfile import Form, read_yaml

FOLDER = "words"
"""Where they lie in a folder of layouts."""
ENGLISH = "en"
"""What is said where a language has no words."""
MISSING = "missing-words"
"""The kind of the warning."""
NAMED = 5
"""Missing texts that a warning names."""

_BRACES = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a site, and what its owner should know of them."""

    words: Words
    """Whole: what a language lacks is English."""
    lacks: Problem | None = None
    """What is missing, where something is."""


def load_words(layouts: Sequence[Path], language: str) -> Told:
    """The words for a BCP 47 tag; `layouts` are folders, the site's own first and ours last.

    Raises SettingsError, or an ExceptionGroup of them when several things are wrong.
    """
    english = _english(layouts[-1] / FOLDER / f"{ENGLISH}.yaml")
    texts, own = english, dict[str, str]()
    read = list(_files(layouts, language))
    shape = _shape(english) if read else type(None)
    for path in read:
        layer = _read(path, shape)
        texts = _over(texts, layer)
        own |= {} if path.stem.lower() == ENGLISH else layer
    is_spoken = bool(own) or _base(language) == ENGLISH
    digest = hashlib.sha256(repr(sorted(texts.items())).encode()).hexdigest()
    words = Words(language if is_spoken else ENGLISH, digest, texts)
    if _base(language) == ENGLISH:
        return Told(words)
    if not own:
        path = layouts[0] / FOLDER / f"{_base(language)}.yaml"
        return Told(words, Problem(MISSING, "there is no such file: what is not yours on the pages is English", path))
    return Told(words, _lacking(english, own, read[-1]))


def language_files(layouts: Path) -> dict[str, Path]:
    """The files of words in a folder of layouts, by their language in small letters."""
    return {path.stem.lower(): path for path in sorted((layouts / FOLDER).glob("*.yaml"))}


def _english(path: Path) -> dict[str, str]:
    """Ours, which says what there is to say; the tests check it, so nothing else has to."""
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, and this file is not deep
    return _flat(yaml.load(path.read_text(encoding="utf-8"), loader))  # noqa: S506 - both are safe


def _files(layouts: Sequence[Path], language: str) -> Iterator[Path]:
    """The files to read, the weakest first; our English is known already."""
    folders = [language_files(folder) for folder in reversed(layouts)]
    parts = language.lower().split("-")
    tags = dict.fromkeys([ENGLISH, *("-".join(parts[:end]) for end in range(1, len(parts) + 1))])
    for tag in tags:
        for number, files in enumerate(folders):
            if tag in files and (tag, number) != (ENGLISH, 0):
                yield files[tag]


def _read(path: Path, shape: type[Any]) -> dict[str, str]:
    texts, mistakes = read_yaml(path, shape, SettingsError)
    if texts is None:
        raise ExceptionGroup("words", mistakes)
    return _flat(asdict(texts))


def _lacking(english: Mapping[str, str], own: Mapping[str, str], path: Path) -> Problem | None:
    """The warning that a language does not say all that English does."""
    said = {_key(name) for name in own}
    missing = list(dict.fromkeys(_key(name) for name in english if _key(name) not in said))
    if not missing:
        return None
    named = ", ".join(missing[:NAMED]) + (", …" if len(missing) > NAMED else "")
    return Problem(MISSING, f"{count(len(missing), 'text')} missing, and English on the pages: {named}", path)


def _over(below: Mapping[str, str], above: Mapping[str, str]) -> dict[str, str]:
    """Two layers as one; forms of a text that stand below are not mixed with those above."""
    said = {_key(name) for name in above}
    return {name: text for name, text in below.items() if _key(name) not in said} | dict(above)


def _key(name: str) -> str:
    return name.partition(".")[0]


def _base(language: str) -> str:
    return language.lower().partition("-")[0]


def _flat(texts: Mapping[str, str | dict[str, str] | None]) -> dict[str, str]:
    """The texts by their keys; of each that goes with a number its forms, as `n_comments.one`."""
    flat: dict[str, str] = {}
    for key, text in texts.items():
        if isinstance(text, dict):
            flat |= {f"{key}.{form}": words for form, words in text.items() if words is not None}
        elif text is not None:
            flat[key] = text
    return flat


def _shape(english: Mapping[str, str]) -> type[Any]:
    """What a file of words may hold, for the checker of YAML: every key may be absent."""
    fields: dict[str, Any] = {}
    for name, text in english.items():
        key, _, form = name.partition(".")
        names = tuple(_BRACES.findall(text))
        fields[key] = _forms(names) if form else _text(names, names)
    return make_dataclass("Texts", [(key, kind | None, None) for key, kind in fields.items()], eq=False, repr=False)


@cache
def _forms(names: tuple[str, ...]) -> Any:
    """A text in several forms. Only the one for most numbers must hold all names: "a comment", "two comments"."""
    fields = [(form, _text(names, ()) | None, None) for form in CATEGORIES if form != "other"]
    return make_dataclass("Forms", [("other", _text(names, names)), *fields], eq=False, repr=False)


def _text(names: Sequence[str], needed: Sequence[str]) -> Any:
    """A text that holds the needed names in braces, and nothing in braces but names."""
    listed = " and ".join(f"{{{name}}}" for name in dict.fromkeys(names))
    holds = f"with {listed} in it" if needed else f"with nothing but {listed} in braces" if names else "without braces"
    ahead = "".join(rf"(?=.*\{{{name}\}})" for name in needed)
    braces = "".join(rf"|\{{{name}\}}" for name in names)
    return Annotated[str, Form(f"a text {holds}", rf"(?s){ahead}(?:[^{{}}]{braces})+")]
