"""What comments hold, in a real browser: code, patches, tables, folded quotes and hidden words, without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.markup.highlighting import MARKED
from tests.conftest import Folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LONG = "    ".join(f"> line {number} of the quote\n" for number in range(20))
THREAD = f"""\
-- content/a.thread.yaml --
comments:
- id: code
  author: ann
  markup: gfm
  body: |
    ```python
    class A: return_a_name_that_is_so_long_that_no_phone_shows_it_without_scrolling = "b" + str(1)  # why
    ```

    ```diff
    --- a
    +++ b
    @@ -1 +1 @@
    -old
    +new
    ```

    |{"wide table|" * 9}
    |{"---|" * 9}
    |{"not so wide|" * 9}
- id: quote
  author: bo
  markup: commonmark
  body: |
    {LONG}
    Answered.
- id: spoiler
  author: cy
  markup: reddit
  body: 'It was >!the **miller**!<, you know.'
- id: block
  author: di
  markup: lemmy
  body: "::: spoiler The end\\nAll is well.\\n:::"
"""
CONTRAST = """element => {
  const channels = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number).map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const light = colour => { const [r, g, b] = channels(colour); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  let ground = element;
  while (/, 0\\)$/.test(getComputedStyle(ground).backgroundColor)) ground = ground.parentElement;
  const [low, high] = [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor].map(light)
    .sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}"""


@pytest.fixture
def page(folder: Folder, served: Callable[[Path], str], browser: Browser) -> Iterator[Page]:
    """The debate on a phone, without JavaScript."""
    folder.write(THREAD)
    assert folder.build().code == 0
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(served(folder.path / "output") + "a/")
    yield page
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_word_in_code_can_be_read(
    scheme: str, folder: Folder, served: Callable[[Path], str], chromium_page: Page
) -> None:
    from pygments.token import STANDARD_TYPES

    folder.write(THREAD)
    folder.build()
    chromium_page.emulate_media(color_scheme=scheme)
    chromium_page.goto(served(folder.path / "output") + "a/")
    span = chromium_page.locator("#c-code pre span").first
    colours = set()
    for name in sorted({STANDARD_TYPES[kind] for kind in MARKED} | {"gd", "gh", "gi", "gu"}):
        span.evaluate("(element, name) => { element.className = name; }", name)
        assert span.evaluate(CONTRAST) >= 4.5, name
        colours.add(span.evaluate("element => getComputedStyle(element).color"))
    assert len(colours) >= 7


def test_wide_code_and_tables_scroll_by_themselves_and_from_the_keyboard(
    folder: Folder, served: Callable[[Path], str], chromium_page: Page
) -> None:
    folder.write(THREAD)
    folder.build()
    page = chromium_page
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(served(folder.path / "output") + "a/")
    assert page.locator("html").evaluate("element => element.scrollWidth") == 390
    for selector, name in (("#c-code pre", "Code"), ("#c-code .scroll", "Table")):
        box = page.locator(selector).first
        assert box.evaluate("element => element.scrollWidth > element.clientWidth")
        box.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("element => element.scrollLeft > 0", arg=box.element_handle())
        assert page.get_by_role("group", name=name).first.is_visible()


def test_lines_of_a_patch_have_a_ground_of_their_own(page: Page) -> None:
    grounds = [
        page.locator(f"#c-code .{name}").evaluate("element => getComputedStyle(element).backgroundColor")
        for name in ("gi", "gd", "gu")
    ]
    assert len(set(grounds)) == 3
    assert page.locator("#c-code .gi").inner_text().strip() == "+new"


def test_a_long_quote_shows_its_first_words_until_it_is_opened(page: Page) -> None:
    quote = page.locator("#c-quote blockquote")
    summary = page.locator("#c-quote summary")
    assert not quote.is_visible()
    assert summary.inner_text().startswith("line 0 of the quote line 1")
    assert summary.inner_text().endswith("20 quoted lines")
    summary.focus()
    page.keyboard.press("Enter")
    quote.wait_for(state="visible")
    assert summary.inner_text() == "20 quoted lines"


def test_hidden_words_are_shown_to_who_asks(page: Page) -> None:
    words = page.locator("#c-spoiler .spoiler")
    colour = "element => getComputedStyle(element).color"
    assert words.evaluate(colour) == "rgba(0, 0, 0, 0)"
    assert not words.locator("strong").is_visible()
    words.focus()
    assert words.evaluate(colour) != "rgba(0, 0, 0, 0)"
    assert words.locator("strong").is_visible()
    assert page.get_by_role("group", name="Spoiler").is_visible()


def test_everything_is_printed_open(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.locator("#c-quote blockquote").is_visible()
    assert page.locator("#c-block details p").is_visible()
    assert page.locator("#c-spoiler .spoiler strong").is_visible()
    assert page.locator("#c-spoiler .spoiler").evaluate("e => getComputedStyle(e).color") != "rgba(0, 0, 0, 0)"
