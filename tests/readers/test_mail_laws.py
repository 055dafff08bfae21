"""What holds for `mail` whatever the file: it reads or says why not, no mail is lost, answers stay with their mail."""

from __future__ import annotations

import gzip
import hashlib
import io
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SourceError
from generator.model import Thread
from generator.readers import mail
from generator.readers.mail import separators
from generator.readers.mail.content import content_of
from generator.readers.mail.encodedwords import decoded_words
from generator.readers.mail.headers import taken_apart
from generator.readers.mail.separators import find_mails

HERE = Path(__file__).parent / "mail"
CASES = [path.read_bytes() for path in sorted(HERE.glob("*/input*"))]
Reading = Callable[[bytes], list[Thread]]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=60)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    path = tmp_path_factory.mktemp("laws") / "list.mbox"

    def read(data: bytes) -> list[Thread]:
        path.write_bytes(data)
        return list(mail.read(path))

    return read


def read_or_refuse(reading: Reading, data: bytes) -> None:
    try:
        place = reading(data)[0].source
    except SourceError as error:
        place = error.path
    assert place is not None
    assert place.name == "list.mbox"


@settings(deadline=None, derandomize=True, max_examples=150)
@given(data=st.sampled_from(CASES), cut=st.integers(0, 3_000))
def test_a_cut_file_reads_or_is_refused(reading: Reading, data: bytes, cut: int) -> None:
    read_or_refuse(reading, data[:cut])


@settings(deadline=None, derandomize=True, max_examples=250)
@given(data=st.sampled_from(CASES), at=st.integers(0, 3_000), length=st.integers(0, 30), mess=st.binary(max_size=30))
def test_a_mangled_file_reads_or_is_refused(reading: Reading, data: bytes, at: int, length: int, mess: bytes) -> None:
    read_or_refuse(reading, data[:at] + mess + data[at + length :])


@settings(deadline=None, derandomize=True, max_examples=100)
@given(data=st.sampled_from(CASES), order=st.randoms(use_true_random=False))
def test_shuffled_lines_read_or_are_refused(reading: Reading, data: bytes, order: object) -> None:
    lines = data.splitlines(keepends=True)
    order.shuffle(lines)  # type: ignore[attr-defined]
    read_or_refuse(reading, data.splitlines(keepends=True)[0] + b"".join(lines) if data else data)


def mbox_mail(number: int, answers: list[int], second: int, words: str = "Words.") -> bytes:
    """A mail that refers to others, the one it answers last."""
    references = " ".join(f"<m{one}@towns.example>" for one in answers)
    header = f"References: {references}\n" if answers else ""
    return (
        f"From ada@towns.example Mon Mar  4 09:00:{second:02} 2002\nFrom: Ada <ada@towns.example>\n"
        f"Date: Mon, 4 Mar 2002 09:00:{second:02} +0000\nSubject: {number}\n{header}"
        f"Message-ID: <m{number}@towns.example>\n\n{words}\n\n"
    ).encode()


@settings(deadline=None, derandomize=True, max_examples=150)
@given(data=st.data())
def test_of_any_mails_in_any_order_each_stands_below_the_one_it_answers(reading: Reading, data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 25))
    parents = {n: data.draw(st.integers(0, n - 1)) for n in range(1, count + 1)}
    kept = data.draw(st.lists(st.sampled_from(sorted(parents)), min_size=1, unique=True))
    chains: dict[int, list[int]] = {0: []}
    for number, parent in parents.items():
        chains[number] = [*chains[parent], parent] if parent else []
    threads = reading(b"".join(mbox_mail(n, chains[n], data.draw(st.integers(0, 59))) for n in kept))
    place = {}
    for thread in threads:
        assert not thread.skipped
        assert {problem.kind for problem in thread.problems} <= {"missing-parent"}
        ids = {comment.id: comment for comment in thread.comments}
        for comment in thread.comments:
            assert comment.depth == 1 + (ids[comment.parent].depth if comment.parent else 0)
            if comment.state != "missing":
                place[comment.id] = comment.parent or thread.id
        if thread.post:
            place[thread.id] = None
    told = {short(n): short(parents[n]) if parents[n] else None for n in kept}
    assert place.keys() == told.keys()
    for id_, parent in place.items():
        if parent is not None:
            assert parent == told[id_]
        else:  # it opens a thread, since nothing that it answers is there
            number = next(n for n in kept if short(n) == id_)
            assert not set(chains[number]) & set(kept)


def short(number: int) -> str:
    return hashlib.sha256(f"m{number}@towns.example".encode()).hexdigest()[:10]


def test_a_thread_may_be_thousands_of_levels_deep(reading: Reading) -> None:
    mails = [mbox_mail(n, [n - 1] if n else [], 0) for n in range(5_000)]
    for order in (mails, mails[::-1]):
        (thread,) = reading(b"".join(order))
        assert thread.comments[-1].depth == 4_999


def test_parts_may_be_nested_thousands_of_levels_deep(reading: Reading) -> None:
    part = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000))
    (thread,) = reading(b"From a Mon Mar  4 09:00:00 2002\nFrom: a\nMessage-ID: <a>\n" + part)
    assert thread.post is not None


@settings(deadline=None, derandomize=True, max_examples=150)
@given(data=st.sampled_from(CASES), chunk=st.integers(1, 3_000))
def test_mails_are_found_wherever_a_chunk_ends(data: bytes, chunk: int) -> None:
    expected = list(find_mails(io.BytesIO(data).read))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(separators, "CHUNK", chunk)
        assert list(find_mails(io.BytesIO(data).read)) == expected
    assert sum(span.size for span in expected) + (expected[0].offset if expected else 0) == len(data)
    assert all(data.count(b"\n", 0, span.offset) + 1 == span.line for span in expected)


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gzip", "zstandard"])
def test_a_packed_file_reads_as_it_does_unpacked_and_is_refused_when_cut(
    tmp_path: Path, pack: Callable[..., bytes]
) -> None:
    data = (HERE / "list-archive" / "input.mbox").read_bytes()
    path = tmp_path / "list.mbox.gz"
    path.write_bytes(data)
    expected = list(mail.read(path))
    path.write_bytes(pack(data))
    assert list(mail.read(path)) == expected
    path.write_bytes(pack(data)[:-20])
    with pytest.raises(SourceError, match="cannot be unpacked") as caught:
        list(mail.read(path))
    assert caught.value.path == path


@settings(deadline=None, derandomize=True, max_examples=150)
@given(
    words=WORDS,
    charset=st.sampled_from(["utf-8", "gb18030", "utf-7"]),
    cte=st.sampled_from(["base64", "quoted-printable"]),
    subtype=st.sampled_from(["plain", "html"]),
    others=st.sampled_from(["none", "alternative", "attachment", "both"]),
)
def test_what_the_email_package_writes_is_read(words: str, charset: str, cte: str, subtype: str, others: str) -> None:
    message = EmailMessage()
    message["From"] = "ada@towns.example"
    message.set_content(words, subtype=subtype, charset=charset, cte=cte)
    if others in ("alternative", "both"):
        message.add_alternative("<p>Other words.</p>", subtype="html")
    if others in ("attachment", "both"):
        message.add_attachment(b"\0", maintype="application", subtype="pdf", filename="Größe.pdf")
    parts = taken_apart(bytes(message))
    content = content_of(parts.fields, parts.body)
    if words.strip():
        assert content.text.strip() == words.strip()
        assert content.markup == ("mail" if subtype == "plain" else "html")
    assert content.attachments == (("Größe.pdf",) if others in ("attachment", "both") else ())


@settings(deadline=None, derandomize=True, max_examples=150)
@given(words=WORDS)
def test_a_subject_that_the_email_package_encodes_is_decoded(words: str) -> None:
    message = EmailMessage()
    message["Subject"] = words
    value = taken_apart(bytes(message)).fields.get(b"subject", b"")
    assert " ".join(decoded_words(value.replace(b"\n ", b" ").decode()).split()) == " ".join(words.split())
