"""Bytes as scripts: the way in which every file of the index is written. docs/search-format.md describes it.

A page that was opened from a disk can load nothing but scripts, and a script can hold nothing but text. So each file is
one call with the bytes as text, compressed by DEFLATE (RFC 1951), which browsers unpack by `DecompressionStream`. The
text is UTF-16 with a byte order mark, which counts for more than the encoding that a server names (WHATWG Encoding,
decode); each of its units has 15 bits of the bytes. So a file is a fifteenth longer than the bytes; base64 is a third.
"""

from __future__ import annotations

import codecs
import re
import zlib

import numpy as np
from deflate import deflate_compress

FIRST = 0x30
"""The high byte of the first units: behind what means something to JavaScript; the last are before the surrogates."""
LOWS = bytes(low for low in range(256) if low not in b"\n\r")
"""The low bytes of units: all but those that a transfer of text may change."""

# Of libdeflate: as small as the best of zlib, in a third of its time. The levels up to 9 take half as long again for
# 0.5 %, those above five times as long for 2.5 %.
_LEVEL = 6
_BITS = 15
_LOWS = np.frombuffer(LOWS, np.uint8).astype(np.uint16)
_RANKS = np.zeros(256, np.uint16)
_RANKS[_LOWS] = np.arange(len(LOWS))
_NUMBERS = np.arange(1 << _BITS, dtype=np.uint16)
_UNITS = ((_NUMBERS // len(LOWS) + FIRST) << 8 | _LOWS[_NUMBERS % len(LOWS)]).astype("<u2")
_CALL = re.compile(r'moothall\.receive\(([0-9]+),"([^\x00-\u2fff]*)"\)')


def wrap(payload: bytes) -> bytes:
    """The file that holds a payload."""
    packed = bytes(deflate_compress(payload, _LEVEL))
    start, end = (text.encode("utf-16-le") for text in (f'moothall.receive({len(packed)},"', '")'))
    return b"".join((codecs.BOM_UTF16_LE, start, to_units(packed), end))


def unwrap(data: bytes) -> bytes:
    """What `wrap` was given. Raises ValueError for a file that it did not make."""
    call = _CALL.fullmatch(data.decode("utf-16", "replace")) if data.startswith(codecs.BOM_UTF16_LE) else None
    if call is None:
        raise ValueError("not a file of a search index")
    try:
        return zlib.decompress(from_units(call[2].encode("utf-16-le"))[: int(call[1])], -zlib.MAX_WBITS)
    except zlib.error as cause:
        raise ValueError("a damaged file of a search index") from cause


def to_units(data: bytes) -> bytes:
    """Bytes as UTF-16, the low byte first: each 15 bits `n` as the high byte `FIRST + n // 254` and `LOWS[n % 254]`."""
    groups = -(-len(data) // _BITS)
    padded = data.ljust((groups + 1) * _BITS, b"\0")
    values = np.empty((groups, 8), np.uint32)
    for place in range(8):
        at, shift = divmod(place * _BITS, 8)
        around = np.ndarray(groups, ">u4", padded, at, _BITS)  # of each group the 32 bits that begin at byte `at`
        values[:, place] = around >> (32 - _BITS - shift) & 0x7FFF
    units = _UNITS[values.ravel()]
    return units[: -(-len(data) * 8 // _BITS)].tobytes()


def from_units(text: bytes) -> bytes:
    """What `to_units` was given, and up to two bytes more."""
    units = np.frombuffer(text, "<u2")
    values = ((units >> 8) - FIRST) * np.uint16(len(LOWS)) + _RANKS[units & 255]
    bits = np.unpackbits(values.astype(">u2").view(np.uint8)).reshape(-1, 16)[:, 1:]
    return np.packbits(bits.ravel()).tobytes()
