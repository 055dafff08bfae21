"""`reddit_dump` reads through compression as dumps have it, and tells a packed file that was cut off."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import zstandard

from generator.errors import SourceError
from generator.readers import reddit_dump
from generator.sourcefile import read_head

HERE = Path(__file__).parent / "reddit_dump"
PLAIN = HERE / "arctic-shift" / "input.jsonl"
LONG_WINDOW = zstandard.ZstdCompressionParameters.from_level(3, window_log=27, enable_ldm=True)


def zstd(data: bytes) -> bytes:
    """As monthly dumps are packed: with a window larger than decoders take unasked, and of unknown size."""
    packer = zstandard.ZstdCompressor(compression_params=LONG_WINDOW).compressobj()
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(("name", "pack"), [("RC_2030-03.zst", zstd), ("dump.jsonl.gz", gzip.compress)])
def test_a_packed_dump_reads_like_a_plain_one(name: str, pack: object, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(pack(PLAIN.read_bytes()))  # type: ignore[operator]
    assert reddit_dump.sniff(read_head(path), path)
    assert [t.comments for t in reddit_dump.read(path)] == [t.comments for t in reddit_dump.read(PLAIN)]


@pytest.mark.parametrize(("name", "pack"), [("RC_2030-03.zst", zstd), ("dump.jsonl.gz", gzip.compress)])
@pytest.mark.parametrize("left", [0.3, 0.9, 0.999])
def test_a_packed_dump_that_was_cut_off_is_refused(name: str, pack: object, left: float, tmp_path: Path) -> None:
    path = tmp_path / name
    packed = pack(PLAIN.read_bytes())  # type: ignore[operator]
    path.write_bytes(packed[: int(len(packed) * left)])
    with pytest.raises(SourceError) as caught:
        list(reddit_dump.read(path))
    assert str(caught.value) == f"{path}:1: cannot be unpacked (the file was cut off: save it again)"


def test_frames_behind_each_other_are_one_dump(tmp_path: Path) -> None:
    first, *rest = PLAIN.read_bytes().splitlines(keepends=True)
    path = tmp_path / "RC_2030-03.zst"
    path.write_bytes(zstd(first) + zstd(b"".join(rest)))
    assert len(list(reddit_dump.read(path))) == len(list(reddit_dump.read(PLAIN)))


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read: No such file or directory"):
        list(reddit_dump.read(tmp_path / "RC_2030-03.zst"))
