"""What readers do on the search page, and how to keep from them for a while what they ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from playwright.sync_api import Route, expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

BOX = "Search all comments"


def ask(page: Page, query: str) -> None:
    """Asks as people do: types, and presses Enter."""
    page.get_by_label(BOX).fill(query)
    page.keyboard.press("Enter")


def hits(page: Page) -> Locator:
    return page.locator("ol.hits h2 a")


def expect_status(page: Page, text: str) -> None:
    expect(page.get_by_role("status")).to_have_text(text)


def hold_answers(page: Page, which: str = "true") -> None:
    """Keeps back the engine's answers to `which` of `query` and `options`, until the page does `release()`."""
    page.evaluate(f"""() => {{
        const find = moothall.find;
        const gate = new Promise((resolve) => (window.release = resolve));
        moothall.find = async (query, options) => (({which}) && (await gate), find(query, options));
    }}""")


def hold_file(page: Page, address: str) -> Callable[[], None]:
    """Keeps back a file from the page, until the function that this gives is called."""
    held: list[Route] = []
    page.route(address, lambda route: held.append(route), times=1)

    def let_go() -> None:
        while not held:  # it is not asked for yet
            page.wait_for_timeout(20)
        held[0].continue_()

    return let_go
