"""The direction that a language is written in."""

from __future__ import annotations

import pytest

from generator.render.direction import direction


@pytest.mark.parametrize("language", ["ar", "ar-EG", "he", "fa", "ur-PK", "az-Arab", "yi", "rhg-Rohg"])
def test_right_to_left(language: str) -> None:
    assert direction(language) == "rtl"


@pytest.mark.parametrize("language", ["en", "de-CH", "ja", "zh-Hans", "he-Latn", "az", "arn"])
def test_left_to_right(language: str) -> None:
    assert direction(language) == "ltr"
