"""What is put into pages as they are served."""

from __future__ import annotations

import pytest

from generator.serving.injection import with_reload

SCRIPT = '<script src="/.moothall/reload.js" data-version="v" data-index="i" defer></script>\n'
POLICY = '<meta http-equiv="Content-Security-Policy" content="{}">'
CASES = {
    "a head": ("<head><title>A</title></head><body>", f"<head><title>A</title>{SCRIPT}</head><body>"),
    "capitals": ("<HEAD></HEAD >", f"<HEAD>{SCRIPT}</HEAD >"),
    "no head": ("<p>A", f"<p>A{SCRIPT}"),
    "words that look like a head": ("</head><pre></head>", f"{SCRIPT}</head><pre></head>"),
    "a policy": (POLICY.format("default-src 'none'"), POLICY.format("default-src 'none'; connect-src 'self'") + SCRIPT),
    "a policy of its own": (POLICY.format("connect-src 'self'"), POLICY.format("connect-src 'self'") + SCRIPT),
}


@pytest.mark.parametrize(("page", "served"), CASES.values(), ids=CASES.keys())
def test_a_page_gets_the_script(page: str, served: str) -> None:
    assert with_reload(page.encode(), "v", "i").decode() == served
