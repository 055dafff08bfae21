"""Bytes as scripts: the way in which every file of the index is written. docs/search-format.md describes it.

A page that was opened from a disk can load nothing but scripts, and a script can hold nothing but text. So each file is
one call with the bytes as text, compressed by DEFLATE (RFC 1951), which browsers unpack by `DecompressionStream`. The
text has 13 bits in two characters, of 92 that JSON leaves alone: a quarter longer than the bytes; base64 is a third.
"""

from __future__ import annotations

import re
import zlib

import numpy as np

LETTERS = "".join(map(chr, (33, *range(35, 92), *range(93, 127))))
"""The 92 characters: printable ASCII without the blank, the quotation mark and the backslash."""

_LETTERS = np.frombuffer(LETTERS.encode("ascii"), np.uint8)
_VALUES = np.zeros(128, np.uint32)
_VALUES[_LETTERS] = np.arange(92)
_BITS = 13
_CALL = re.compile(rb'moothall\.receive\(([0-9]+),"([!-~]*)"\)\s*')


def wrap(*parts: bytes) -> bytes:
    """The file that holds `parts` as one payload; compressed apart, since words are not distributed as numbers are."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = b"".join(compressor.compress(part) + compressor.flush(zlib.Z_BLOCK) for part in parts) + compressor.flush()
    return b'moothall.receive(%d,"%s")\n' % (len(packed), to_text(packed))


def unwrap(data: bytes) -> bytes:
    """What `wrap` was given. Raises ValueError for a file that it did not make."""
    call = _CALL.fullmatch(data)
    if call is None:
        raise ValueError("not a file of a search index")
    try:
        return zlib.decompress(from_text(call[2])[: int(call[1])], -zlib.MAX_WBITS)
    except zlib.error as cause:
        raise ValueError("a damaged file of a search index") from cause


def to_text(data: bytes) -> bytes:
    """Bytes as text, each 13 bits, the first the highest, as `LETTERS[n // 92]` and `LETTERS[n % 92]`."""
    groups = -(-len(data) // _BITS)
    padded = np.zeros((groups + 1) * _BITS, np.uint8)
    padded[: len(data)] = np.frombuffer(data, np.uint8)
    high, middle, low = (
        padded[shift : shift + groups * _BITS].reshape(-1, _BITS).astype(np.uint32) for shift in range(3)
    )
    windows = high << 16 | middle << 8 | low
    starts = np.arange(8) * _BITS
    values = windows[:, starts // 8] >> (24 - _BITS - starts % 8).astype(np.uint32) & 8191
    text = np.empty((groups * 8, 2), np.uint8)
    text[:, 0], text[:, 1] = _LETTERS[values.ravel() // 92], _LETTERS[values.ravel() % 92]
    return text.tobytes()[: -(-len(data) * 8 // _BITS) * 2]


def from_text(text: bytes) -> bytes:
    """What `to_text` was given, and up to two bytes more."""
    digits = _VALUES[np.frombuffer(text, np.uint8)].reshape(-1, 2)
    values = digits[:, 0] * 92 + digits[:, 1]
    bits = values[:, None] >> np.arange(_BITS - 1, -1, -1, dtype=np.uint32) & 1
    return np.packbits(bits.astype(np.uint8).ravel()).tobytes()
