"""What `moothall serve` shows of an edit while it is being built: builds wait here until a test lets them go on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from queue import Queue
from typing import TYPE_CHECKING

import pytest

from generator.build import Progress, build
from generator.options import Options
from generator.ownlayouts import OWN_LAYOUTS
from generator.parallel import Workers
from generator.report import Report
from generator.serving import Serving, serve
from tests.conftest import Folder
from tests.serving.test_serve import BROKEN, SITE, ask

if TYPE_CHECKING:
    from playwright.sync_api import Page

SUMMARY = "-- content/town/bench.yaml --\ntitle: {}\n"
COUNT = "sessionStorage.setItem('loads', 1 + Number(sessionStorage.getItem('loads')))"


class Session:
    """`moothall serve` in a thread of this process."""

    def __init__(self, site: Folder) -> None:
        self.site = site
        self._lines: Queue[str] = Queue()
        self._begin, self._publish = threading.Semaphore(1), threading.Semaphore(1)
        self.written = threading.Semaphore(0)
        self._ends = False
        options = Options(site.path, site.path / "output", jobs=1)
        self._thread = threading.Thread(
            target=serve, args=(Serving(options, "127.0.0.1", 0, False), self._lines.put, self._build)
        )
        self._thread.start()
        self.url = self.line("serving").split()[1]
        self.written.acquire()

    def line(self, start: str) -> str:
        """The next line on the terminal that starts so."""
        while not (line := self._lines.get(timeout=60)).startswith(start):
            pass
        return line

    def begin(self) -> None:
        """Lets the next build begin."""
        self._begin.release()

    def publish(self) -> None:
        """Lets it say that it is published."""
        self._publish.release()

    def end(self) -> None:
        self._ends = True
        self.begin()
        self.publish()
        self.site.write("-- content/end.thread.yaml --\ncomments: [{author: Di, body: End}]\n")  # begins a build
        self._thread.join(timeout=60)
        assert not self._thread.is_alive()

    def _build(
        self, options: Options, report: Report, progress: Progress, workers: Workers, published: Callable[[], None]
    ) -> bool:
        def tell() -> None:
            self.written.release()
            self._publish.acquire()
            published()

        self._begin.acquire()
        if self._ends:
            raise KeyboardInterrupt
        return build(options, report, progress, workers, tell)


@pytest.fixture
def session(folder: Folder) -> Iterator[Session]:
    folder.write(SITE)
    session = Session(folder)
    yield session
    session.end()


def loads(page: Page) -> int:
    return int(page.evaluate("sessionStorage.getItem('loads')"))


def heading(page: Page, words: str) -> None:
    page.get_by_role("heading", name=words, exact=True).wait_for()


def test_an_edit_is_shown_before_it_is_built_and_the_build_changes_nothing(
    session: Session, chromium_page: Page
) -> None:
    chromium_page.add_init_script(COUNT)
    chromium_page.goto(f"{session.url}town/bench/")
    session.site.write(SUMMARY.format("The first edit"))
    heading(chromium_page, "The first edit")
    session.line("changed")
    assert "The first edit" not in session.site.page("town/bench/index.html")
    session.begin()
    session.publish()
    session.line("built")
    assert "The first edit" in session.site.page("town/bench/index.html")
    session.site.write(SUMMARY.format("The second edit"))
    heading(chromium_page, "The second edit")
    assert loads(chromium_page) == 3  # one for each edit, none for the build


def test_what_was_edited_during_a_build_stays_when_that_is_published(session: Session, chromium_page: Page) -> None:
    chromium_page.add_init_script(COUNT)
    chromium_page.goto(f"{session.url}town/bench/")
    session.site.write(SUMMARY.format("The first edit"))
    heading(chromium_page, "The first edit")
    session.begin()
    session.line("changed")
    assert session.written.acquire(timeout=60)
    assert "The first edit" in session.site.page("town/bench/index.html")
    session.site.write(SUMMARY.format("The second edit"))
    heading(chromium_page, "The second edit")
    session.publish()
    session.line("built")
    assert "The second edit" in ask(session.url, "/town/bench/")[2]
    assert "The second edit" not in session.site.page("town/bench/index.html")
    session.begin()
    session.publish()
    session.line("built")
    session.site.write(SUMMARY.format("The third edit"))
    heading(chromium_page, "The third edit")
    assert loads(chromium_page) == 4


def test_lists_follow_with_the_build(session: Session, chromium_page: Page) -> None:
    chromium_page.goto(session.url)
    session.site.write(SUMMARY.format("The first edit"))
    session.line("changed")
    assert "The first edit" not in ask(session.url, "/")[2]
    session.begin()
    session.publish()
    chromium_page.get_by_role("link", name="The first edit").wait_for()


def test_a_mistake_is_told_at_once_and_gone_once_it_is_mended(session: Session, chromium_page: Page) -> None:
    chromium_page.goto(f"{session.url}town/bench/")
    session.site.write(BROKEN)
    overlay = chromium_page.get_by_role("alert")
    overlay.get_by_text('unknown key "tittle"').wait_for()
    session.line("changed")
    session.site.write(SUMMARY.format("The mended bench"))
    heading(chromium_page, "The mended bench")
    assert overlay.count() == 0


def test_every_page_shows_a_style_sheet_at_once(session: Session, chromium_page: Page) -> None:
    chromium_page.goto(session.url)
    style = (OWN_LAYOUTS / "assets" / "css" / "base.css").read_text()
    session.site.write(f"-- layouts/assets/css/base.css --\n{style}body {{ --mine: 7px }}\n")
    mine = "() => document.body && getComputedStyle(document.body).getPropertyValue('--mine').trim() === '7px'"
    chromium_page.wait_for_function(mine)
    chromium_page.goto(f"{session.url}town/bench/")
    chromium_page.wait_for_function(mine)
    assert "--mine" not in "".join(path.read_text() for path in (session.site.path / "output/assets").glob("*.css"))


def test_a_draft_is_not_there_at_once_and_what_comes_is(session: Session) -> None:
    session.site.write("-- content/town/tree.thread.yaml --\ntitle: The tree\ncomments: [{author: Di, body: Oak}]\n")
    session.line("changed")
    assert ask(session.url, "/town/tree")[1]["Location"] == "/town/tree/"
    status, _, page = ask(session.url, "/town/tree/")
    assert (status, "The tree" in page) == (200, True)
    assert ask(session.url, "/town/bench/")[0] == 200
    session.begin()
    session.publish()
    session.line("built")
    session.site.write("-- content/town/bench.yaml --\ndraft: true\n")
    session.line("changed")
    status, _, page = ask(session.url, "/town/bench/")
    assert (status, "There is no such page here" in page) == (404, True)


def test_a_box_that_has_opened_the_old_search_index_is_loaded_anew(session: Session, chromium_page: Page) -> None:
    chromium_page.add_init_script(COUNT)
    chromium_page.goto(f"{session.url}town/bench/")
    with chromium_page.expect_response("**/search/index.js"):
        chromium_page.get_by_role("searchbox").first.focus()
    session.site.write("-- content/town/tree.thread.yaml --\ntitle: The tree\ncomments: [{author: Di, body: Oak}]\n")
    session.begin()
    session.publish()
    session.line("built")
    chromium_page.wait_for_function("() => sessionStorage.getItem('loads') === '2'")
