"""Previews: what they show is what the build that follows writes, byte by byte."""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from generator.earlier import Earlier
from generator.loading import Unit
from generator.model import Thread
from generator.options import Options
from generator.ownlayouts import OWN_LAYOUTS
from generator.readers.reddit_dump.talk import to_thread
from generator.serving import threads
from generator.serving.news import News, State
from generator.serving.previewing import Previews
from generator.work import threads_at
from tests.conftest import Folder
from tests.test_build import dumped, mailed

SITE = f"""\
-- content/bench.thread.yaml --
comments: [{{id: a, author: Di, body: Leave it}}, {{id: b, author: Bo, answers: a, body: "Yes, ![](x.png)"}}]
-- content/bench.yaml --
title: The bench
topics: [wood]
-- content/pasted.thread.yaml --
comments: [{{author: Di, body: One}}]
-- content/two.yaml --
title: Two in one
threads: [first.thread.yaml, second.thread.yaml]
-- content/first.thread.yaml --
comments: [{{author: Di, body: First}}]
-- content/second.thread.yaml --
comments: [{{author: Bo, body: Second}}]
-- content/dump.jsonl --
{dumped("p1", "", "Post one")}{dumped("p2", "", "Post two")}{dumped("c1", "p1", "First.")}
-- content/dump/post-two-p2.yaml --
topics: [wood]
-- content/list.mbox --
{mailed("m1", "Mail one.")}{mailed("m2", "Mail two.")}{mailed("m3", "Yes.", "m1")}
-- site.yaml --
page_comments: 1
debate_feeds: true
"""
OPEN = ("bench/2/index.html", "dump/post-one-p1/index.html", "index.html", "topics/wood/index.html")
"""Pages that somebody sees."""
LAYOUT = "debate.html"
EDITS = {
    "a summary": ("-- content/bench.yaml --\ntitle: The old bench\nsummary: It *rots*.\n", {"bench/"}),
    "a summary that comes": ("-- content/pasted.yaml --\nsummary: Short.\n", {"pasted/"}),
    "a summary of a thread of a dump": ("-- content/dump/post-two-p2.yaml --\ntitle: New\n", {"dump/post-two-p2/"}),
    "one that comes": ("-- content/dump/post-one-p1.yaml --\ntitle: New\n", {"dump/post-one-p1/"}),
    "a summary of all threads of a file": ("-- content/dump.yaml --\ntopics: [iron]\n", {"dump/post-one-p1/"}),
    "a summary of several files": (
        "-- content/two.yaml --\ntitle: Both\nthreads: [first.thread.yaml, second.thread.yaml]\n",
        {"two/"},
    ),
    "a pasted source": ("-- content/pasted.thread.yaml --\ncomments: [{author: Di, body: Two}]\n", {"pasted/"}),
    "a source that comes": ("-- content/new.thread.yaml --\ncomments: [{author: Di, body: Two}]\n", {"new/"}),
    "one source of several": ("-- content/first.thread.yaml --\ncomments: [{author: Di, body: Two}]\n", {"two/"}),
    "a source of which one thread is open": (
        f"-- content/dump.jsonl --\n{dumped('p1', '', 'Post one')}{dumped('p2', '', 'Post two')}\n",
        {"dump/post-one-p1/"},
    ),
    "a setting": ("-- site.yaml --\ntitle: The town\npage_comments: 1\n", {"bench/", "dump/post-one-p1/"}),
    "a layout": (
        f"-- layouts/{LAYOUT} --\n{(OWN_LAYOUTS / LAYOUT).read_text().replace('</article>', 'Mine</article>')}",
        {"bench/", "dump/post-one-p1/"},
    ),
}


class Desk:
    """A site that was built, with pages of it open, about to be changed."""

    def __init__(self, site: Folder) -> None:
        self.site = site
        self.news = News()
        self.previews = Previews(Options(Path(), Path("output")), self.news)
        self._number = 0

    @contextmanager
    def seen(self, *pages: str) -> Iterator[None]:
        with ExitStack() as stack:
            for page in pages:
                stack.enter_context(self.news.following(page))
            yield

    def change(self, files: str, *gone: str) -> State:
        """What is shown once these files were written and those are gone."""
        paths = [self.site.path.resolve() / line.split()[1] for line in files.splitlines() if line.startswith("-- ")]
        self.site.write(files)
        for name in gone:
            (self.site.path / name).unlink()
        self._number += 1
        self.previews.show(self._number, [*paths, *(self.site.path.resolve() / name for name in gone)])
        return self.news.state


@pytest.fixture
def desk(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(folder.path)
    folder.write(SITE)
    assert folder.build().code == 0
    return Desk(folder)


def debates_in(state: State) -> set[str]:
    return {name.removesuffix("thread.json") for name in state.preview.files if name.endswith("/thread.json")}


def is_as_built(state: State, site: Folder) -> bool:
    """Whether a build of the site has each file of the preview, and none that the preview says will be gone."""
    assert site.build().code == 0
    built = site.tree()
    return all(built.get(name) == data for name, data in state.preview.files.items())


@pytest.mark.parametrize(("edit", "debates"), EDITS.values(), ids=EDITS.keys())
def test_a_preview_is_what_the_build_writes(edit: str, debates: Set[str], desk: Desk) -> None:
    with desk.seen(*OPEN):
        state = desk.change(edit)
    assert (debates_in(state), state.mistakes) == (debates, ())
    before = desk.site.tree()
    assert any(before.get(name) != data for name, data in state.preview.files.items())
    assert is_as_built(state, desk.site)


def test_a_summary_that_goes_is_missed(desk: Desk) -> None:
    state = desk.change("", "content/bench.yaml")
    assert debates_in(state) == {"bench/"}
    assert is_as_built(state, desk.site)


def test_a_draft_is_gone(desk: Desk) -> None:
    state = desk.change("-- content/bench.yaml --\ndraft: true\n")
    assert state.preview.files["bench/index.html"] is None
    assert debates_in(state) == set()
    assert is_as_built(state, desk.site)
    state = desk.change("-- content/bench.yaml --\ntitle: Back\n")
    assert debates_in(state) == {"bench/"}
    assert is_as_built(state, desk.site)


def test_copies_of_pictures_are_shown(desk: Desk) -> None:
    (desk.site.path / "content" / "_media").mkdir()
    (desk.site.path / "content" / "_media" / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    desk.site.write("-- site.yaml --\nimages: local\n")
    state = desk.change("-- content/bench.yaml --\ntitle: Seen\n")
    assert [name for name in state.preview.files if name.startswith("assets/media/")]
    assert is_as_built(state, desk.site)


def test_every_page_gets_a_changed_style_sheet(desk: Desk) -> None:
    style = (OWN_LAYOUTS / "assets" / "css" / "base.css").read_text()
    state = desk.change(f"-- layouts/assets/css/base.css --\n{style}body {{ --mine: 1px }}\n")
    shown = {name: state.preview.adapted(data) for name, data in desk.site.tree().items() if name.endswith(".html")}
    assert is_as_built(state, desk.site)
    assert shown == {name: data for name, data in desk.site.tree().items() if name.endswith(".html")}


MISTAKES = {
    "in a summary": ("-- content/bench.yaml --\ntittle: A\n", 'unknown key "tittle"', "content/bench.yaml:1:1"),
    "in a source": ("-- content/pasted.thread.yaml --\ncomments: 5\n", None, "content/pasted.thread.yaml:1:11"),
    "in a layout": ("-- layouts/debate.html --\n{% if %}\n", None, "layouts/debate.html:1"),
    "in a style sheet": ("-- layouts/assets/a.exe --\nx\n", None, "layouts/assets/a.exe"),
    "in the settings": ("-- site.yaml --\ntittle: A\n", 'unknown key "tittle"', "site.yaml:1:1"),
}


@pytest.mark.parametrize(("edit", "message", "place"), MISTAKES.values(), ids=MISTAKES.keys())
def test_mistakes_are_told_and_shown_until_they_are_mended(
    edit: str, message: str | None, place: str, desk: Desk
) -> None:
    with desk.seen("bench/index.html"):
        state = desk.change(edit)
        assert [one.place.removeprefix(f"{desk.site.path.resolve()}/") for one in state.mistakes] == [place]
        assert message in (None, state.mistakes[0].message)
        assert debates_in(state) == set()
        desk.news.failed(1, state.mistakes)
        name = edit.split()[1]
        before = SITE.partition(f"-- {name} --\n")[2].partition("-- ")[0]
        state = desk.change(f"-- {name} --\n{before}", *([] if before else [name]))
    assert state.mistakes == ()
    assert is_as_built(state, desk.site)


def test_a_mistake_is_mended_by_the_file_that_was_missing(desk: Desk) -> None:
    state = desk.change("-- content/new.yaml --\ntitle: New\n")
    assert [one.message for one in state.mistakes] == ["this summary names no source"]
    desk.news.failed(1, state.mistakes)
    state = desk.change("-- content/new.thread.yaml --\ncomments: [{author: Di, body: New}]\n")
    assert (debates_in(state), state.mistakes) == ({"new/"}, ())
    assert is_as_built(state, desk.site)


def test_nothing_is_shown_where_nothing_was_built(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.path)
    folder.write(SITE)
    assert Desk(folder).change("-- content/bench.yaml --\ntitle: New\n") == State()


def test_what_nobody_can_preview_waits(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.serving.concerned.LARGE", 10)
    with desk.seen(*OPEN):
        assert debates_in(desk.change("-- content/bench.thread.yaml --\ncomments: []\n")) == set()


def test_a_fault_is_left_to_the_build(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.serving.previewing.plan_site", lambda _: 1 / 0)
    assert desk.change("-- content/bench.yaml --\ntitle: New\n") == State()
    desk.previews.look_ahead()


class Searches:
    """How often threads were looked for in their sources."""

    def __init__(self) -> None:
        self.addresses: list[set[str]] = []

    def __call__(self, addresses: Set[str], unit: Unit, earlier: Earlier | None) -> Iterator[tuple[str, Thread]]:
        self.addresses.append(set(addresses))
        return threads_at(addresses, unit, earlier)


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> Searches:
    searches = Searches()
    monkeypatch.setattr(threads, "threads_at", searches)
    return searches


def test_a_thread_is_looked_for_once(desk: Desk, searches: Searches) -> None:
    edit = "-- content/dump/post-two-p2.yaml --\ntitle: {}\n"
    for title in ("One", "Two", "Three"):
        state = desk.change(edit.format(title))
        assert f"<title>{title}".encode() in (state.preview.files["dump/post-two-p2/index.html"] or b"")
    assert searches.addresses == [{"dump/post-two-p2/"}]
    desk.change(f"-- content/dump.jsonl --\n{dumped('p2', '', 'Post two')}{dumped('c9', 'p2', 'More.')}\n")
    state = desk.change(edit.format("Four"))
    assert b"More." in (state.preview.files["dump/post-two-p2/index.html"] or b"")
    assert is_as_built(state, desk.site)


def test_a_thread_that_is_open_is_looked_for_ahead(desk: Desk, searches: Searches) -> None:
    with desk.seen("dump/post-two-p2/index.html", "search/index.html"):
        for _ in range(2):
            desk.previews.look_ahead()
        assert searches.addresses == [{"dump/post-two-p2/"}]
        desk.change("-- content/dump/post-two-p2.yaml --\ntitle: New\n")
    assert len(searches.addresses) == 1


def test_only_so_many_threads_are_remembered(desk: Desk, searches: Searches, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "KEPT", 1)
    for name in ("post-one-p1", "post-two-p2", "post-two-p2", "post-one-p1"):
        desk.change(f"-- content/dump/{name}.yaml --\ntitle: New\n")
    assert searches.addresses == [{"dump/post-one-p1/"}, {"dump/post-two-p2/"}, {"dump/post-one-p1/"}]


def test_threads_that_stand_are_not_made_to_find_another(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(threads, "LARGE", 10)
    monkeypatch.setattr(
        "generator.readers.reddit_dump.to_thread", lambda id_, *rest: made.append(id_) or to_thread(id_, *rest)
    )
    desk.change("-- content/dump/post-two-p2.yaml --\ntitle: New\n")
    assert set(made) == {"p2"}
