"""Numbers as the terminal says them."""

from __future__ import annotations

import pytest

from generator.english import count, size_words

SIZES = {
    0: "0 kB",
    380: "0.4 kB",
    999_000: "999 kB",
    10**6: "1 MB",
    25 << 20: "26.2 MB",
    10**9: "1 GB",
    50 * 10**12: "50 TB",
}


@pytest.mark.parametrize("number", SIZES)
def test_sizes_are_told_in_the_largest_unit_of_which_there_is_one(number: int) -> None:
    assert size_words(number) == SIZES[number]


@pytest.mark.parametrize(("number", "told"), [(0, "0 files"), (1, "1 file"), (1_234, "1,234 files")])
def test_what_is_counted_is_told_with_its_number(number: int, told: str) -> None:
    assert count(number, "file") == told
