"""The forms that go with numbers are those of CLDR, as browsers have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.render.plurals import _FAMILIES, categories, category

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAMED = [language for languages, _ in _FAMILIES for language in languages.split()]
NUMBERS = [*range(330), 1000, 1001, 10_000, 100_000, 100_011, 1_000_000, 1_000_001, 2_000_000]


def test_numbers_have_the_forms_that_chromium_gives_them(chromium_page: Page) -> None:
    script = """([languages, numbers]) => languages
        .filter((language) => Intl.PluralRules.supportedLocalesOf(language).length)
        .map((language) => [language, numbers.map((one) => new Intl.PluralRules(language).select(one))])"""
    told = chromium_page.evaluate(script, [[*NAMED, "en", "de", "he-IL", "sw", "eu"], NUMBERS])
    assert len(told) > 40
    for language, forms in told:
        assert [category(language, number) for number in NUMBERS] == forms, language


@pytest.mark.parametrize(
    ("language", "number", "form"),
    [("en", -1, "one"), ("en-GB", 2, "other"), ("AR", 3, "few"), ("pt", 0, "one"), ("pt-PT", 0, "other")],
)
def test_sign_case_and_region_of_a_tag(language: str, number: int, form: str) -> None:
    assert category(language, number) == form


def test_arabic_has_six_forms() -> None:
    assert categories("ar") == {"zero", "one", "two", "few", "many", "other"}
    assert categories("ja") == {"other"}
