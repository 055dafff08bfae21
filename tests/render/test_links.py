"""Links that a source gives for its posts and comments: only web addresses, and fit for an attribute as they stand."""

from __future__ import annotations

import pytest

from generator.render.comments import safe_link


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("https://talk.example/r/mills/1", "https://talk.example/r/mills/1"),
        ("http://[2001:db8::1]/a", "http://[2001:db8::1]/a"),
        ("https://talk.example/r/<name>/a b", "https://talk.example/r/%3Cname%3E/a%20b"),
        ("https://talk.example/a[1]#b#c", "https://talk.example/a%5B1%5D#b%23c"),
        ("javascript:alert(1)", ""),
        ("data:text/html,<b>", ""),
        ("/only/a/path", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_link_is_a_web_address_that_may_stand_in_a_page(given: str | None, shown: str) -> None:
    assert safe_link(given) == shown
