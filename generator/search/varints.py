"""Numbers as bytes: seven bits a byte, the lowest first, the high bit set on all bytes but the last (LEB128).

Whole arrays at a time, because an index holds millions of numbers.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
"""Numbers from 0 up."""


def sizes(values: Numbers) -> NDArray[np.int64]:
    """The bytes that each number takes."""
    needed = np.ones(len(values), np.int64)
    limit = 7
    while np.any(more := values >> np.uint64(limit) != 0):
        needed += more
        limit += 7
    return needed


def encode(values: Numbers) -> bytes:
    """All numbers, one behind the other."""
    return encode_each(values, np.array((0, len(values))))[0]


def encode_each(values: Numbers, bounds: NDArray[np.int64]) -> list[bytes]:
    """The numbers of each part, given where the parts start among them and where the last one ends."""
    needed = sizes(values)
    ends = np.concatenate((np.zeros(1, np.int64), np.cumsum(needed)))
    data = np.empty(int(ends[-1]), np.uint8)
    for place in range(int(needed.max(initial=0))):
        there = np.flatnonzero(needed > place) if place else np.arange(len(values))
        part = (values[there] >> np.uint64(7 * place)).astype(np.uint8) & 127
        data[ends[there] + place] = part | ((needed[there] > place + 1) << 7).astype(np.uint8)
    whole = data.tobytes()
    return [whole[start:end] for start, end in pairwise(ends[bounds].tolist())]


def decode(data: bytes) -> Numbers:
    """The numbers that `encode` was given."""
    array = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(array < 128)
    starts = np.concatenate(([0], ends[:-1] + 1)) if len(ends) else ends
    needed = ends - starts + 1
    values = np.zeros(len(ends), np.uint64)
    for place in range(int(needed.max(initial=0))):
        there = np.flatnonzero(needed > place)
        values[there] |= (array[starts[there] + place] & 127).astype(np.uint64) << np.uint64(7 * place)
    return values


def fold_signs(values: NDArray[np.int64]) -> Numbers:
    """Small numbers of either sign as small numbers from 0 up: 0, -1, 1, -2 become 0, 1, 2, 3 (zigzag)."""
    return ((values << 1) ^ (values >> 63)).astype(np.uint64)


def unfold_signs(values: Numbers) -> NDArray[np.int64]:
    """What `fold_signs` was given."""
    return (values >> np.uint64(1)).astype(np.int64) ^ -(values & np.uint64(1)).astype(np.int64)
