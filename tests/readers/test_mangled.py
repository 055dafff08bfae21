"""Every reader, given the inputs of its own cases cut, shuffled or overwritten, reads them or raises our own error."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import SourceError
from generator.readers import READERS, Reader

HERE = Path(__file__).parent
INPUTS = {
    reader.NAME: [path for path in sorted(HERE.glob(f"{reader.NAME}/*/input*")) if path.is_file()] for reader in READERS
}


@st.composite
def mangled(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes cut at both ends, their lines in another order, and a few of them overwritten."""
    start, end = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
    kept = data[start if draw(st.booleans()) else 0 : end]
    if draw(st.booleans()):
        lines = kept.splitlines(keepends=True)
        kept = b"".join(draw(st.permutations(lines))) if len(lines) < 200 else b"".join(reversed(lines))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, max(len(kept) - 1, 0)))
        kept = kept[:at] + draw(st.binary(max_size=4)) + kept[at + 1 :]
    return kept


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.NAME)
@given(drawn=st.data())
def test_a_mangled_export_is_read_or_refused(reader: Reader, drawn: st.DataObject) -> None:
    original = drawn.draw(st.sampled_from(INPUTS[reader.NAME]))
    data = drawn.draw(mangled(original.read_bytes()))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / original.name
        path.write_bytes(data)
        reader.sniff(data[: 1 << 16], path)
        try:
            threads = list(reader.read(path))
        except SourceError as error:
            assert error.path is not None  # noqa: PT017 - reading is as right
            return
        for thread in threads:
            depths = {None: 0}
            for comment in thread.comments:
                assert comment.id not in depths
                assert comment.depth == depths[comment.parent] + 1
                depths[comment.id] = comment.depth
