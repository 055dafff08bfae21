"""The direction that a language is written in."""

from __future__ import annotations

from typing import Literal

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "khw", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})
_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Of a BCP 47 tag: by its script where it names one (`az-Arab`, `he-Latn`), by the language otherwise."""
    first, *rest = language.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    right = script in _SCRIPTS if script else first in _RIGHT_TO_LEFT
    return "rtl" if right else "ltr"
