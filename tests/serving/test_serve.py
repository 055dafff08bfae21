"""`moothall serve` as someone meets it who writes: a process, a terminal, a browser."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Folder

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
SITE = """\
-- content/town/bench.thread.yaml --
comments: [{id: a, author: Di, body: Leave it}]
-- content/town/bench.yaml --
title: The bench
topics: [wood]
"""
HOME = '{% extends "_base.html" %}{% block main %}<p>My own home</p>{% endblock %}\n'
BROKEN = "-- content/town/bench.yaml --\n# ours\ntittle: The bench\n"


class Saved(Folder):
    """A site whose files take the place of others whole, so that no build meets one half written."""

    def write(self, files: str) -> None:
        draft = Folder(self.path.parent / "draft")
        draft.write(files)
        for file in [path for path in draft.path.rglob("*") if path.is_file()]:
            target = self.path / file.relative_to(draft.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            file.replace(target)


class Live:
    """A running `moothall serve`."""

    def __init__(self, site: Folder, *args: str) -> None:
        self.site = Saved(site.path)
        self._lines: Queue[str] = Queue()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "generator", "serve", "--port", "0", "--jobs", "1", *args],
            cwd=site.path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def line(self, start: str) -> str:
        """The next line on the terminal that starts so."""
        while not (line := self._lines.get(timeout=60)).startswith(start):
            assert line != "(ended)"
        return line

    def lines(self, last: str) -> list[str]:
        """The next lines, up to the one that starts so; how long something took is left out."""
        lines = [self._lines.get(timeout=60)]
        while not lines[-1].startswith(last):
            assert lines[-1] != "(ended)"
            lines.append(self._lines.get(timeout=60))
        return lines

    def url(self) -> str:
        return self.line("serving").split()[1]

    def stop(self) -> int:
        os.killpg(self._process.pid, signal.SIGINT)  # as a terminal does, to the workers as well
        return self.code()

    def terminate(self) -> int:
        self._process.terminate()
        return self.code()

    def code(self) -> int:
        try:
            code = self._process.wait(timeout=60)
        finally:
            self._process.kill()
        self._reader.join()
        self._process.stdout.close()
        return code

    def _read(self) -> None:
        for line in self._process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put("(ended)")


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """Ctrl-C reaches what is started, although a shell lets what it runs beside itself ignore that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def live(folder: Folder, interruptible: None) -> Iterator[Callable[..., Live]]:
    started: list[Live] = []

    def start(files: str, *args: str) -> Live:
        folder.write(files)
        started.append(Live(folder, *args))
        return started[-1]

    yield start
    for one in started:
        assert one.stop() == 0
        assert one.line("stopped")


def ask(url: str, target: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
    """What the server answers to exactly this target."""
    connection = http.client.HTTPConnection(url.split("/")[2], timeout=30)
    connection.putrequest(method, target, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def test_pages_are_served_as_hosts_serve_them(live: Callable[..., Live]) -> None:
    one = live(SITE)
    assert one.lines("built")[0].startswith("built      1 debate in ")
    url = one.url()
    status, headers, home = ask(url, "/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    style = home.split('rel="stylesheet" href="./')[1].split('"')[0]
    assert ask(url, f"/{style}")[1]["Content-Type"] == "text/css; charset=utf-8"
    assert ask(url, "/feed.xml")[1]["Content-Type"] == "application/atom+xml"
    status, headers, page = ask(url, "/nowhere/at/all")
    assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "There is no such page here" in page
    status, headers, _ = ask(url, "/town/bench")
    assert (status, headers["Location"]) == (301, "/town/bench/")
    status, headers, page = ask(url, "/town/bench/", "HEAD")
    assert (status, page) == (200, "")
    assert int(headers["Content-Length"]) > 1000
    assert ask(url, "/", "POST")[0] == 501


def test_nothing_outside_of_the_site_is_served(live: Callable[..., Live]) -> None:
    one = live(f"{SITE}-- secret.txt --\nsecret\n")
    url = one.url()
    (one.site.path / "output" / "link.txt").symlink_to(one.site.path / "secret.txt")
    targets = [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/town/..%2f..%2fsecret.txt",
        "/link.txt",
        "/.moothall/../secret.txt",
    ]
    targets += ["/.moothall/..%2f..%2fserve.py", "/.moothall/", "/.moothall/waiting.html", "/.moothall/__init__.py"]
    for target in targets:
        status, _, body = ask(url, target)
        assert (status, "secret\n" in body, "import" in body) == (404, False, False), target


def test_a_page_of_a_stranger_cannot_read_the_site_by_a_name_of_its_own(live: Callable[..., Live]) -> None:
    url = live(SITE).url()
    port = url.split(":")[2].rstrip("/")
    assert ask(url, "/", Host=f"rebound.example:{port}")[0] == 421
    assert ask(url, "/.moothall/events", Host="rebound.example")[0] == 421
    assert ask(url, "/", Host="[")[0] == 421
    assert ask(url, "/", Host=f"localhost:{port}")[0] == 200


def test_the_script_is_served_and_never_written(live: Callable[..., Live]) -> None:
    one = live(SITE)
    url = one.url()
    assert '<script src="/.moothall/reload.js" data-version="' in ask(url, "/")[2]
    assert not [name for name, data in one.site.tree().items() if b"/.moothall/" in data]


def test_a_site_below_a_path_is_served_there(live: Callable[..., Live]) -> None:
    url = live(f"-- site.yaml --\nbase_url: https://bench.example/forum/\n{SITE}").url()
    assert url.endswith("/forum/")
    assert ask(url, "/")[1]["Location"] == "/forum/"
    status, _, page = ask(url, "/forum/nowhere/")
    assert (status, 'href="/forum/search/"' in page) == (404, True)


def test_a_page_reloads_once_its_source_changed(live: Callable[..., Live], chromium_page: Page) -> None:
    one = live(SITE)
    chromium_page.goto(f"{one.url()}town/bench/")
    one.site.write("-- content/town/bench.yaml --\ntitle: The bench and the tree\n")
    chromium_page.get_by_role("heading", name="The bench and the tree").wait_for()
    assert one.lines("built")[0] == "changed    content/town/bench.yaml"
    assert json.loads((one.site.path / ".moothall/report.json").read_text())["rendered"] == 1


def test_an_error_is_shown_in_the_terminal_and_over_the_last_good_page(
    live: Callable[..., Live], chromium_page: Page
) -> None:
    one = live(SITE)
    url = one.url()
    chromium_page.goto(f"{url}town/bench/")
    one.site.write(BROKEN)
    overlay = chromium_page.get_by_role("alert")
    overlay.wait_for()
    assert overlay.locator(".message").inner_text() == 'unknown key "tittle"'
    assert overlay.locator(".hint").inner_text() == 'did you mean "title"?'
    assert overlay.locator(".place").inner_text() == "content/town/bench.yaml:2:1"
    assert overlay.locator("pre > *").all_inner_texts() == ["# ours\n", "tittle: The bench\n"]
    assert overlay.locator("mark").get_attribute("data-number") == "2"
    assert chromium_page.get_by_role("heading", name="The bench").is_visible()
    assert one.lines("nothing") == [
        "changed    content/town/bench.yaml",
        'error: content/town/bench.yaml:2:1: unknown key "tittle" (did you mean "title"?)',
        "      1 | # ours",
        ">     2 | tittle: The bench",
        "nothing was published; the last good site stays",
    ]
    chromium_page.goto(url)
    overlay.wait_for()
    chromium_page.keyboard.press("Escape")
    overlay.wait_for(state="detached")
    one.site.write("-- content/town/bench.yaml --\ntitle: The mended bench\n")
    chromium_page.get_by_role("link", name="The mended bench").wait_for()
    assert overlay.count() == 0


def test_what_editors_write_beside_a_file_changes_nothing(live: Callable[..., Live]) -> None:
    one = live(SITE)
    one.url()
    for name in ("bench.yaml~", "#bench.yaml#", ".bench.yaml.swp", ".#bench.yaml"):
        one.site.write(f"-- content/town/{name} --\ntittle: Half writ\n")
    one.site.write("-- content/town/bench.yaml --\ntitle: The mended bench\n")
    assert one.lines("built")[:-1] == ["changed    content/town/bench.yaml"]


def test_what_was_told_before_a_mistake_is_not_told_again(live: Callable[..., Live]) -> None:
    one = live(SITE.replace("id: a", "id: a, answers: z"))
    one.line("warning: content/town/bench.thread.yaml:1: ")
    one.url()
    one.site.write(BROKEN)
    one.line("nothing")
    one.site.write("-- content/town/bench.yaml --\ntitle: The bench\n")
    assert one.lines("built")[:-1] == ["changed    content/town/bench.yaml"]


def test_layouts_and_settings_are_watched_though_they_come_later(
    live: Callable[..., Live], chromium_page: Page
) -> None:
    one = live(SITE)
    chromium_page.goto(one.url())
    one.site.write("-- site.yaml --\ntitle: The square\n")
    chromium_page.get_by_role("heading", name="The square").wait_for()
    one.site.write("-- layouts/404.html --\nfirst\n")
    one.line("changed    layouts")
    one.line("built")
    one.site.write(f"-- layouts/home.html --\n{HOME}")
    chromium_page.get_by_text("My own home").wait_for()


def test_a_site_that_cannot_be_built_at_first_is_shown_once_it_can(live: Callable[..., Live], browser: Browser) -> None:
    one = live(SITE + BROKEN)
    url = one.url()
    context = browser.new_context()
    page = context.new_page()
    page.goto(url)
    page.get_by_role("alert").get_by_text('unknown key "tittle"').wait_for()
    assert "There is nothing here yet." in page.content()
    one.site.write("-- content/town/bench.yaml --\ntitle: The bench\n")
    page.get_by_role("link", name="The bench").wait_for()
    context.close()


@pytest.mark.parametrize("end", [Live.stop, Live.terminate], ids=["Ctrl-C", "SIGTERM"])
def test_workers_end_without_a_word(end: Callable[[Live], int], folder: Folder) -> None:
    folder.write(SITE)
    one = Live(folder, "--jobs", "2")
    one.url()
    assert end(one) == 0
    assert one.lines("(ended)") == ["stopped", "(ended)"]


def test_a_port_that_is_taken_is_an_error(folder: Folder) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = folder.run("serve", "--port", str(port))
    message = f"cannot listen on 127.0.0.1, port {port}: Address already in use (name another with --port)"
    assert (outcome.code, outcome.err) == (2, f"error: {message}\n")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--port", "70000"), "--port takes a number up to 65535, not 70000"),
        (
            ("--host", "192.0.2.1"),
            "cannot listen on 192.0.2.1, port 8000: Cannot assign requested address "
            "(name an address of this machine with --host)",
        ),
        (("--jobs", "none"), '--jobs takes a number of processes or auto, not "none"'),
    ],
)
def test_wishes_that_cannot_be_met_are_errors(args: tuple[str, ...], message: str, folder: Folder) -> None:
    outcome = folder.run("serve", *args)
    assert (outcome.code, outcome.err) == (2, f"error: {message}\n")
