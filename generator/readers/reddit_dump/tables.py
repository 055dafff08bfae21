"""The records in a file of a dump that is CSV: a header with the names of the fields, UTF-8, with or without a mark.

What is empty in a table may have been empty, null or absent in the dump; it is taken as absent.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from generator.errors import SourceError
from generator.readers.reddit_dump.lines import LONGEST, opened
from generator.readers.reddit_dump.records import Record

_FIELDS = frozenset(Record.__struct_encode_fields__)


def csv_records(path: Path) -> Iterator[tuple[int, bytes, Record | str]]:
    """(line, the header's bytes, the record or why there is none) for each row. Raises SourceError."""
    with opened(path) as stream, _long_fields():
        rows = csv.reader(io.TextIOWrapper(stream, "utf-8-sig", newline=""), strict=True)
        try:
            header: list[str] = []
            for line, row in _numbered(rows, path):
                if header:
                    yield line, ",".join(header).encode(), row if isinstance(row, str) else _record(header, row)
                elif isinstance(row, str):
                    raise SourceError(f"not a table: {row}", path, line)
                else:
                    header = row
        except UnicodeDecodeError as cause:
            raise SourceError("this is not UTF-8 text", path, rows.line_num + 1, hint="save it as UTF-8") from cause


@contextmanager
def _long_fields() -> Iterator[None]:
    """The module's own limit is 128 KiB, which long posts and lists of awards pass."""
    before = csv.field_size_limit(LONGEST)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _numbered(rows: Iterator[list[str]], path: Path) -> Iterator[tuple[int, list[str] | str]]:
    while True:
        line = getattr(rows, "line_num", 0) + 1
        try:
            row = next(rows, None)
        except csv.Error as cause:
            if "unexpected end of data" in str(cause):
                hint = "the file was cut off: save it again, or delete the row"
                raise SourceError("the last row has no end", path, line, hint=hint) from cause
            yield line, str(cause)
            continue
        if row is None:
            return
        if row:
            yield line, row


def _record(header: Sequence[str], row: Sequence[str]) -> Record | str:
    if len(row) != len(header):
        return f"{len(row)} fields where the header names {len(header)}"
    fields = {name: value for name, value in zip(header, row, strict=True) if value and name in _FIELDS}
    fields.pop("_meta", None)
    try:
        return msgspec.convert(fields, Record, strict=False)
    except msgspec.ValidationError as cause:
        return str(cause)
