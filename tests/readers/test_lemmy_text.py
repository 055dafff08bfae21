from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import SourceError
from generator.model import Age, Thread
from generator.readers import lemmy_text

CASES = Path(__file__).parent / "lemmy_text"
PASTES = [(case / "input.txt").read_bytes().decode() for case in sorted(CASES.glob("[m-v]*")) if case.name != "utf-16"]


class Told(NamedTuple):
    """A comment to be pasted."""

    author: str
    depth: int
    body: str
    votes: int
    age: int


def paste(told: list[Told]) -> str:
    lines = []
    for author, depth, body, votes, age in told:
        header = [f"  {word}" for word in ("link", "fedilink", "arrow-up", votes, "·", f"{age} months ago")]
        words = [f"  {line}" for line in ["", *body.split("\n"), ""]]
        lines += [("  " * depth + line).rstrip() for line in [f"• {author}", *header, *words]]
    return "\n".join(lines) + "\n"


@st.composite
def debates(draw: st.DrawFn) -> list[Told]:
    told: list[Told] = []
    lines = st.sampled_from(
        ["Yes.", "• a list", "  • a@b.example", "link", "", "- one", "arrow-up", "1 year ago", "ß · 字"]
    )
    for _ in range(draw(st.integers(1, 8))):
        depth = draw(st.integers(1, told[-1].depth + 1 if told else 1))
        body = "\n".join(draw(st.lists(lines, max_size=4))).strip("\n")
        author = draw(st.sampled_from(["ada@a.example", "Bo Berg@b.example", "cy"]))
        told.append(Told(author, depth, body, draw(st.integers(-9, 9999)), draw(st.integers(1, 40))))
    return told


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("paste") / "paste.txt"


def read(file: Path, text: str) -> Thread:
    file.write_bytes(text.encode())
    (thread,) = lemmy_text.read(file)
    return thread


def read_or_refuse(file: Path) -> Thread | SourceError:
    try:
        (thread,) = lemmy_text.read(file)
    except SourceError as error:
        return error
    return thread


@given(told=debates())
def test_what_was_pasted_is_read_back(file: Path, told: list[Told]) -> None:
    thread = read(file, paste(told))
    assert not thread.problems
    found = [(c.author.handle, c.depth, c.body, c.score, c.published) for c in thread.comments if c.author]
    assert found == [(t.author, t.depth, t.body, t.votes, Age(t.age, "month")) for t in told]
    assert len({c.id for c in thread.comments}) == len(told)


@given(told=debates(), data=st.data())
def test_appending_changes_no_earlier_id(file: Path, told: list[Told], data: st.DataObject) -> None:
    kept = told[: data.draw(st.integers(1, len(told)))]
    before = [c.id for c in read(file, paste(kept)).comments]
    after = [c.id for c in read(file, paste(told)).comments]
    assert after[: len(before)] == before


@given(text=st.sampled_from(PASTES), data=st.data())
def test_a_mangled_paste_is_read_or_refused_with_its_path(file: Path, text: str, data: st.DataObject) -> None:
    lines = data.draw(st.permutations(text.split("\n"))) if data.draw(st.booleans()) else text.split("\n")
    mangled = "\n".join(lines)
    place, end = sorted(data.draw(st.tuples(*[st.integers(0, len(mangled))] * 2)))
    mangled = mangled[:place] + data.draw(st.text(max_size=3)) + mangled[end:]
    file.write_bytes(mangled.encode("utf-8", "replace"))
    assert isinstance(lemmy_text.sniff(file.read_bytes(), file), bool)
    thread = read_or_refuse(file)
    if isinstance(thread, SourceError):
        assert thread.path == file
        return
    depth = 0
    for comment in thread.comments:
        assert 1 <= comment.depth <= depth + 1
        depth = comment.depth


@pytest.mark.parametrize(
    ("badges", "flags"),
    [
        (["OP"], ("op",)),
        (["creator", "M"], ("op", "moderator")),
        (["mod", "admin", "mod"], ("moderator", "admin")),
        (["A", "B"], ("admin", "bot")),
        (["bot account", "banned", "shield"], ("bot", "banned")),
    ],
)
def test_badges_are_roles(file: Path, badges: list[str], flags: tuple[str, ...]) -> None:
    header = "\n".join(f"  {line}" for line in [*badges, "link", "1 year ago"])
    author = read(file, f"• ada@a.example\n{header}\n\n  Yes.\n").comments[0].author
    assert author is not None
    assert (author.handle, author.flags) == ("ada@a.example", flags)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'{"body": "\xe2\x80\xa2 a@b.example\\n  1 year ago"}', "a.json"),
        (b'{\n  "x": [\n  - a@b.example\n    1 year ago\n]}', "a.json"),
        (b"From a@b.example Sat Jan  3 01:05:34 1996\n\n* a@b.example\n  1 year ago\n", "a.mbox"),
        (b"Subject: x\nMessage-ID: <1@b.example>\n\n* a@b.example\n  1 year ago\n", "a.eml"),
        (b"title: x\ncomments:\n- a@b.example\n  1 year ago\n", "a.yaml"),
        (
            b"To do:\n\n* Milk\n  today\n* Founded\n  1 year ago\n* Call b@b.example\n  about 1 year\n  of rent\n",
            "a.txt",
        ),
        (b"* a@b.example\n  1 year ago\n\n  \0", "a.txt"),
        (b"\xff* a@b.example\n  1 year ago\n", "a.txt"),
        (b"", "a.txt"),
    ],
)
def test_other_formats_are_not_claimed(head: bytes, name: str) -> None:
    assert not lemmy_text.sniff(head, Path(name))


def test_a_head_cut_inside_a_letter_is_claimed() -> None:
    assert lemmy_text.sniff("• å@b.example\n  1 year ago\n\n  å".encode()[:-1], Path("a.txt"))


def test_thousands_of_levels_are_read(file: Path) -> None:
    levels = 5_000
    words = [
        f"{' ' * n}• p@a.example\n{' ' * n} ·\n{' ' * n} 1y\n{' ' * n} The same words at every level.\n"
        for n in range(levels)
    ]
    thread = read(file, "".join(words))
    assert [c.depth for c in thread.comments] == list(range(1, levels + 1))
    assert {q.of for c in thread.comments for q in c.quotes} == {thread.comments[0].id}
