"""The two pictures of the README, taken anew from the sample site: `make site`, then `python docs/images/take.py`.

Needs what the tests need: Playwright, and the system's Chromium (`chromium`, or what CHROMIUM names).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
DEBATE = HERE.parents[1] / "output/software/fork-or-wait/index.html"
WIDTH = 1200


def main() -> None:
    """Take both."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"))
        take_debate(browser)
        take_comments(browser)
        browser.close()


def take_debate(browser: Browser) -> None:
    """How a debate's page begins, in the light theme."""
    page = browser.new_page(viewport={"width": WIDTH, "height": 1146}, color_scheme="light")
    page.goto(DEBATE.as_uri())
    save(page, "debate.png")


def take_comments(browser: Browser) -> None:
    """Where its comments begin, in the dark theme."""
    page = browser.new_page(viewport={"width": WIDTH, "height": 800}, color_scheme="dark")
    page.goto(DEBATE.as_uri())
    page.locator("#comments").evaluate("title => title.scrollIntoView()")
    page.locator(".place").wait_for()
    save(page, "comments.png")


def save(page: Page, name: str) -> None:
    """Write what is seen of a page, as a picture beside this program."""
    page.screenshot(path=HERE / name)


if __name__ == "__main__":
    main()
