"""Any accent is readable: a law over all colours; and the grounds it is reckoned with are those of the style sheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.colour import DARK_GROUNDS, ENOUGH, LIGHT_GROUNDS, contrast, readable

VARIABLES = Path(__file__).parents[2] / "layouts/assets/css/variables.css"


@given(st.integers(0, 0xFFFFFF))
def test_any_accent_is_readable_on_every_ground(number: int) -> None:
    accent = f"#{number:06x}"
    assert all(contrast(readable(accent, LIGHT_GROUNDS, light=False), ground) >= ENOUGH for ground in LIGHT_GROUNDS)
    assert all(contrast(readable(accent, DARK_GROUNDS, light=True), ground) >= ENOUGH for ground in DARK_GROUNDS)


@pytest.mark.parametrize(
    ("accent", "grounds", "light", "expected"),
    [
        ("#9a3b1e", LIGHT_GROUNDS, False, "#9a3b1e"),
        ("#ffffff", DARK_GROUNDS, True, "#ffffff"),
        ("#000000", DARK_GROUNDS, True, "#979797"),
        ("#ffff00", LIGHT_GROUNDS, False, "#686800"),
    ],
)
def test_a_colour_changes_no_more_than_it_must(
    accent: str, grounds: tuple[str, ...], light: bool, expected: str
) -> None:
    assert readable(accent, grounds, light=light) == expected


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    text = VARIABLES.read_text(encoding="utf-8")
    pairs = dict(re.findall(r"--(ground|raised|target): light-dark\((.*?)\)", text))
    grounds = [pairs[name].split(", ") for name in ("ground", "raised", "target")]
    assert tuple(light for light, _ in grounds) == LIGHT_GROUNDS
    assert tuple(dark for _, dark in grounds) == DARK_GROUNDS


@pytest.mark.parametrize("name", ["ink", "ink-soft"])
def test_text_is_readable_on_every_ground(name: str) -> None:
    match = re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", VARIABLES.read_text(encoding="utf-8"))
    assert match
    assert all(contrast(match[1], ground) >= 4.5 for ground in LIGHT_GROUNDS)
    assert all(contrast(match[2], ground) >= 4.5 for ground in DARK_GROUNDS)
