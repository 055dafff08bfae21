"""What holds for `disqus` and `wordpress` whatever is read: they read or refuse, and lose neither word nor place."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SourceError
from generator.model import Thread
from generator.readers import READERS, Reader, disqus, wordpress
from generator.sourcefile import read_head

HERE = Path(__file__).parent
NAMED: dict[str, Reader] = {"disqus": disqus, "wordpress": wordpress}
CASES = [(name, path.read_bytes()) for name in NAMED for path in sorted((HERE / name).glob("*/input.xml"))]
ENTRIES = {
    "disqus": b'(?s)<post .*?</post>\n|<thread dsq:id="[0-9]+">.*?</thread>\n',
    "wordpress": b"(?s)\t\t<wp:comment>.*?</wp:comment>\n",
}
Reading = Callable[[str, bytes], list[Thread]]


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    path = tmp_path_factory.mktemp("laws") / "export.xml"

    def read(name: str, data: bytes) -> list[Thread]:
        path.write_bytes(data)
        return list(NAMED[name].read(path))

    return read


def read_or_refuse(reading: Reading, name: str, data: bytes) -> None:
    places: set[Path | None]
    try:
        places = {thread.source for thread in reading(name, data)}
    except SourceError as error:
        places = {error.path}
    assert {place.name if place else None for place in places} <= {"export.xml"}


@settings(deadline=None, derandomize=True, max_examples=150)
@given(case=st.sampled_from(CASES), cut=st.integers(0, 9_000))
def test_a_cut_file_is_refused(reading: Reading, case: tuple[str, bytes], cut: int) -> None:
    name, data = case
    if cut < len(data.rstrip()):
        with pytest.raises(SourceError) as caught:
            reading(name, data[:cut])
        assert caught.value.path is not None
        assert caught.value.line is not None


@settings(deadline=None, derandomize=True, max_examples=200)
@given(case=st.sampled_from(CASES), at=st.integers(0, 9_000), length=st.integers(0, 9), mess=st.binary(max_size=9))
def test_a_mangled_file_reads_or_is_refused(
    reading: Reading, case: tuple[str, bytes], at: int, length: int, mess: bytes
) -> None:
    name, data = case
    read_or_refuse(reading, name, data[:at] + mess + data[at + length :])


@settings(deadline=None, derandomize=True, max_examples=200)
@given(case=st.sampled_from(CASES), at=st.integers(0, 200), words=st.text(max_size=12))
def test_a_value_of_another_kind_is_survived(reading: Reading, case: tuple[str, bytes], at: int, words: str) -> None:
    name, data = case
    values = list(re.finditer(rb"(?<=>)[^<>\n]+(?=</)|(?<=CDATA\[)[^\[\]]+(?=\]\]>)", data))
    if values:
        value = values[at % len(values)]
        read_or_refuse(reading, name, data[: value.start()] + words.encode("utf-8", "replace") + data[value.end() :])


@settings(deadline=None, derandomize=True, max_examples=150)
@given(name=st.sampled_from(sorted(NAMED)), data=st.data())
def test_a_shuffled_file_tells_the_same_comments(reading: Reading, name: str, data: st.DataObject) -> None:
    case = {"disqus": "two-addresses", "wordpress": "hidden"}[name]
    whole = (HERE / name / case / "input.xml").read_bytes()
    entries = list(re.finditer(ENTRIES[name], whole))
    if name == "wordpress":
        entries = [entry for entry in entries if entry.end() < whole.index(b"</item>")]
    shuffled = data.draw(st.permutations([entry[0] for entry in entries]))
    mixed = whole[: entries[0].start()] + b"".join(shuffled) + whole[entries[-1].end() :]
    assert told(reading(name, mixed)) == told(reading(name, whole))


def told(threads: list[Thread]) -> dict[str, set[tuple[str | None, ...]]]:
    """The words of each debate, with those that they answer; of copies it may be either that is shown."""
    words = {
        (thread.id, comment.id): f"{comment.state} {comment.body}" for thread in threads for comment in thread.comments
    }
    return {
        thread.id: {
            (words[thread.id, comment.id], words[thread.id, comment.parent] if comment.parent else None)
            for comment in thread.comments
        }
        for thread in threads
    }


@dataclass(frozen=True, slots=True)
class Said:
    """A comment to be written into an export."""

    parent: int
    """The place of the one answered, or -1."""
    hidden: bool
    """Whether it is deleted or not approved."""


@st.composite
def talks(draw: st.DrawFn) -> list[Said]:
    return [Said(draw(st.integers(-1, place - 1)), draw(st.booleans())) for place in range(draw(st.integers(1, 25)))]


def export_of(name: str, talk: list[Said]) -> bytes:
    """The talk as a file, numbered from 1."""
    if name == "disqus":
        posts = "".join(
            f'<post dsq:id="{place}"><message>words {place}</message><createdAt>2024-01-01T00:00:00Z</createdAt>'
            f"<isDeleted>{str(said.hidden).lower()}</isDeleted><isSpam>false</isSpam><author><name>Ada</name></author>"
            f'<thread dsq:id="1"/><parent dsq:id="{said.parent + 1 or ""}"/></post>'
            for place, said in enumerate(talk, 1)
        )
        spaces = 'xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals"'
        return f'<disqus {spaces}><thread dsq:id="1"><title>Mill</title></thread>{posts}</disqus>'.encode()
    comments = "".join(
        f"<wp:comment><wp:comment_id>{place}</wp:comment_id><wp:comment_content>words {place}</wp:comment_content>"
        f"<wp:comment_date_gmt>2024-01-01 00:00:00</wp:comment_date_gmt><wp:comment_author>Ada</wp:comment_author>"
        f"<wp:comment_approved>{int(not said.hidden)}</wp:comment_approved>"
        f"<wp:comment_parent>{said.parent + 1}</wp:comment_parent></wp:comment>"
        for place, said in enumerate(talk, 1)
    )
    space = 'xmlns:wp="http://wordpress.org/export/1.2/"'
    return f"<rss {space}><channel><item><title>Mill</title>{comments}</item></channel></rss>".encode()


@settings(deadline=None, derandomize=True, max_examples=200)
@given(name=st.sampled_from(sorted(NAMED)), talk=talks())
def test_what_is_shown_stands_where_it_stood_and_what_is_not_is_counted(
    reading: Reading, name: str, talk: list[Said]
) -> None:
    (thread,) = reading(name, export_of(name, talk))
    shown = {str(place) for place, said in enumerate(talk, 1) if not said.hidden}
    assert {comment.id for comment in thread.comments if comment.state == "shown"} == shown
    places = {comment.id for comment in thread.comments} | {skipped.id for skipped in thread.skipped}
    assert places == {str(place) for place in range(1, len(talk) + 1)}
    assert len(thread.comments) + len(thread.skipped) == len(talk)
    for comment in thread.comments:
        assert comment.parent == (
            str(talk[int(comment.id) - 1].parent + 1) if talk[int(comment.id) - 1].parent >= 0 else None
        )
        assert f"words {comment.id}" in comment.body or comment.state != "shown"
    answered = {comment.parent for comment in thread.comments}
    assert all(comment.state == "shown" or comment.id in answered for comment in thread.comments)


@pytest.mark.parametrize("name", sorted(NAMED))
def test_a_thread_may_be_thousands_of_levels_deep(reading: Reading, name: str) -> None:
    (thread,) = reading(name, export_of(name, [Said(place - 1, hidden=False) for place in range(5_000)]))
    assert thread.comments[-1].depth == 5_000


@pytest.mark.parametrize(("name", "data"), CASES, ids=lambda part: part if isinstance(part, str) else "")
def test_a_file_is_claimed_by_its_own_reader_alone(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "export.txt.gz"
    path.write_bytes(gzip.compress(data))
    claimed = [reader.NAME for reader in READERS if reader.sniff(read_head(path), path)]
    known = b"xmlns:dsq" in data or b"xmlns:wp=" in data
    assert claimed == ([name] if known else [])


@pytest.mark.parametrize(
    "head",
    [
        b'<rss version="2.0"><channel><title>xmlns:wp="http://wordpress.org/export/1.2/"</title></channel></rss>',
        b'<feed xmlns="http://www.w3.org/2005/Atom"><link href="http://disqus.com"/></feed>',
        b'<p>&lt;disqus xmlns="http://disqus.com"&gt; is how an export of Disqus begins.</p>',
        b'<disqus xmlns="https://mill.example/disqus">',
        b"<!doctype html><script src='https://mill.disqus.com/embed.js'></script><div id='disqus_thread'></div>",
        b"Read the <rss> of http://wordpress.org/export/ today",
        b"",
    ],
)
def test_a_stranger_is_left_alone(head: bytes) -> None:
    assert not any(reader.sniff(head, Path("mill.xml")) for reader in NAMED.values())
