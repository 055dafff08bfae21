"""What `mail` cuts an archive into: a piece a thread, which stays the same while other threads come and grow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import SourceError
from generator.readers import SplittingReader, mail
from generator.readers.mail import archive
from generator.readers.mail.contenttypes import names_odd_charset

HERE = Path(__file__).parent / "mail"
CASES = [case for case in sorted(HERE.iterdir()) if not (case / "error.txt").exists()]
Splitting = Callable[[bytes], list[bytes]]


@pytest.fixture(scope="module")
def splitting(tmp_path_factory: pytest.TempPathFactory) -> Splitting:
    path = tmp_path_factory.mktemp("pieces") / "list.mbox"

    def split(data: bytes) -> list[bytes]:
        path.write_bytes(data)
        pieces = list(mail.split([path]))
        assert list(map(mail.make, pieces)) == list(mail.read(path))
        return pieces

    return split


def test_mail_is_a_splitting_reader() -> None:
    assert isinstance(mail, SplittingReader)


def test_another_process_makes_the_same_threads_when_the_files_are_gone(tmp_path: Path) -> None:
    threads, pieces = [], []
    for case in CASES:
        (source,) = case.glob("input*")
        path = tmp_path / source.name
        path.write_bytes(source.read_bytes())
        threads += mail.read(path)
        pieces += mail.split([path])
        path.unlink()
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        assert list(pool.map(mail.make, pieces)) == threads


def letter(
    number: int, subject: str = "", answers: Sequence[int] = (), second: int = 0, words: str = "Words."
) -> bytes:
    """A mail that refers to others, the one it answers last."""
    references = " ".join(f"<m{one}@towns.example>" for one in answers)
    return (
        f"From ada@towns.example Mon Mar  4 09:00:{second:02} 2002\nFrom: Ada <ada@towns.example>\n"
        f"Date: Mon, 4 Mar 2002 09:00:{second:02} +0000\nSubject: {subject or number}\n"
        + (f"References: {references}\n" if answers else "")
        + f"Message-ID: <m{number}@towns.example>\n\n{words}\n\n"
    ).encode()


THREE_THREADS = letter(1) + letter(2) + letter(3, answers=[1]) + letter(4, answers=[99])


@pytest.mark.parametrize(
    ("added", "changed"),
    [
        (letter(5, answers=[1, 3]), [0]),
        (letter(5, answers=[2]), [1]),
        (letter(5, "Re: 2"), [1]),
        (letter(5, answers=[99]), [2]),
        (letter(3), [0]),
        (letter(5), [3]),
    ],
    ids=["a reply", "a first reply", "by its subject", "to one that is absent", "the same again", "a new thread"],
)
def test_a_mail_more_changes_one_piece(splitting: Splitting, added: bytes, changed: list[int]) -> None:
    before, after = splitting(THREE_THREADS), splitting(THREE_THREADS + added)
    assert [n for n, piece in enumerate(after) if piece not in before] == changed


def test_where_a_mail_stands_is_in_its_piece_only_where_a_problem_tells_it(splitting: Splitting) -> None:
    before, after = splitting(THREE_THREADS), splitting(letter(5, second=1) + THREE_THREADS)
    assert after[1:3] == before[:2]
    told = [problem for piece in (before[2], after[3]) for problem in mail.make(piece).problems]
    assert [(problem.kind, problem.line) for problem in told] == [("missing-parent", 26), ("missing-parent", 34)]


@pytest.mark.parametrize("lines", [100, 1_500])
def test_a_piece_of_a_large_mail_holds_no_files_that_came_with_it(splitting: Splitting, lines: int) -> None:
    parts = (
        'text/plain; charset="klingon"\n\nMill.',
        "application/pdf; name=mill.pdf\n\n" + lines * f"{'QUJD' * 18}\n",
        f"message/rfc822\n\nSubject: Ferry\n\n{'B' * 5_000}",
        "text/plain\n\nFerry.",
    )
    header = "Message-ID: <m1@towns.example>\nContent-Type: multipart/mixed; boundary=b"
    body = "".join(f"--b\nContent-Type: {part}\n" for part in parts)
    data = f"From ada@towns.example Mon Mar  4 09:00:00 2002\n{header}\n\n{body}--b--\n".encode()
    (piece,) = splitting(data)
    assert (len(data) - len(piece) > 100_000) == (lines > 1_000)
    post = mail.make(piece).post
    assert post is not None
    assert (post.body, post.attachments) == ("Mill.\n\nFerry.", ("mill.pdf", "Ferry"))


@settings(deadline=None, derandomize=True, max_examples=150)
@given(case=st.sampled_from(CASES), at=st.integers(0, 3_000), length=st.integers(0, 30), mess=st.binary(max_size=30))
def test_threads_are_the_same_without_files(
    splitting: Splitting, case: Path, at: int, length: int, mess: bytes
) -> None:
    (source,) = case.glob("input*")
    data = source.read_bytes()
    data = data[:at] + mess + data[at + length :]
    try:
        expected = list(map(mail.make, splitting(data)))
    except SourceError:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive, "LARGE", 0)
        assert list(map(mail.make, splitting(data))) == expected


@pytest.mark.parametrize(
    ("raw", "is_odd"),
    [
        (b"Content-Type: text/plain; charset=utf-8\n\nWords.", False),
        (b"Content-Type: text/plain; charset=klingon\n\nWords.", True),
        (b"Content-Type: text/plain; CharSet = 'x-mill'\n\nWords.", True),
        (b'Content-Type: text/plain;\n\tCHARSET="Klingon"\n\nWords.', True),
        (b'Content-Type: text/plain; charset="\n\n--b\nContent-Type: text/plain; charset=klingon\n\nWords."', True),
        (b"Content-Type: text/plain; charset=\n\nWords.", True),
        (b"\n\nThe charset is klingon.", False),
        (b"\n\nWrite charset=klingon in it.", True),
    ],
)
def test_a_mail_that_may_be_in_an_odd_charset_is_found_without_reading_it(raw: bytes, is_odd: bool) -> None:
    assert names_odd_charset(raw) == is_odd


ADDED = st.fixed_dictionaries(
    {
        "subject": st.sampled_from(["", "Mill", "Re: Mill", "Re: Ferry", "Ferry"]),
        "answers": st.lists(st.integers(0, 14), max_size=3, unique=True),
        "second": st.integers(0, 59),
        "words": st.sampled_from(["Words.", "From here on.", "charset=klingon"]),
    }
)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(mails=st.lists(ADDED, min_size=2, max_size=12), others=st.lists(st.integers(0, 11), min_size=12, max_size=12))
def test_a_piece_is_a_new_one_only_where_its_thread_is(
    splitting: Splitting, mails: list[dict[str, object]], others: list[int]
) -> None:
    """The last mail is added to those before it, of which some have the same Message-ID."""
    raw = [letter(number, **told) for number, told in zip(others, mails, strict=False)]  # type: ignore[arg-type]
    pieces = {}
    for data in (b"".join(raw[:-1]), b"".join(raw)):
        for piece in splitting(data):
            assert pieces.setdefault(repr(mail.make(piece)), piece) == piece
