"""Zstandard files are unpacked as a stream, frame after frame, in little memory, and not beyond where they were cut."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
import zstandard

from generator.errors import SourceError
from generator.sourcefile import HEAD, open_source, read_head, read_whole

WORDS = b"".join(b"%d bags of flour, %d of bran\n" % (n, n * n) for n in range(20_000))


def packed(data: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(data)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "words.zst"


def test_frames_and_what_may_stand_between_them_are_read_through(path: Path) -> None:
    skipped = b"\x50\x2a\x4d\x18" + (3).to_bytes(4, "little") + b"abc"
    path.write_bytes(packed(WORDS) + skipped + packed(b"") + packed(b"and one more\n"))
    assert read_whole(path) == WORDS + b"and one more\n"
    assert read_head(path) == WORDS[:HEAD]
    with open_source(path) as stream:
        assert stream.readline() == b"0 bags of flour, 0 of bran\n"


@pytest.mark.parametrize("left", [5, 17, -1, -200])
def test_a_file_that_was_cut_off_is_refused(path: Path, left: int) -> None:
    path.write_bytes(packed(WORDS)[:left])
    with pytest.raises(SourceError) as caught:
        read_whole(path)
    assert str(caught.value) == f"{path}:1: cannot be unpacked (the file was cut off: save it again)"


def test_a_second_frame_that_was_cut_off_is_refused(path: Path) -> None:
    path.write_bytes(packed(WORDS) + packed(WORDS)[:-1])
    with pytest.raises(SourceError, match="cannot be unpacked"):
        read_whole(path)


def test_a_file_that_unpacks_to_very_much_takes_little_memory(path: Path) -> None:
    path.write_bytes(packed(bytes(96 << 20)))
    tracemalloc.start()
    with open_source(path) as stream:
        assert sum(len(chunk) for chunk in iter(lambda: stream.read(HEAD), b"")) == 96 << 20
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path.stat().st_size < 16 << 10
    assert peak < 80 << 20
