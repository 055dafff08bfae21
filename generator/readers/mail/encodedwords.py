"""Encoded words in headers, `=?utf-8?q?caf=C3=A9?=`: RFC 2047, with the liberties that mailers take."""

from __future__ import annotations

import binascii
import re
from itertools import groupby

from generator.readers.mail.charsets import decoded

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_RUN = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?=(?:\s*=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?=)*")


def decoded_words(text: str) -> str:
    """The text with its encoded words decoded; what cannot be decoded stays as it is.

    Blanks between two encoded words are none, and a letter may begin in one word and end in the next.
    """
    return _RUN.sub(_run, text) if "=?" in text else text


def _run(found: re.Match[str]) -> str:
    words = _WORD.findall(found[0])
    try:
        pieces = [(charset.partition("*")[0].lower(), _bytes_of(kind, word)) for charset, kind, word in words]
    except binascii.Error:
        return found[0]
    same = groupby(pieces, key=lambda piece: piece[0])
    return "".join(decoded(b"".join(data for _, data in group), charset) for charset, group in same)


def _bytes_of(kind: str, word: str) -> bytes:
    data = word.encode()
    if kind in "qQ":
        return binascii.a2b_qp(data, header=True)
    data = b"".join(data.split()).rstrip(b"=")
    decoded_data = binascii.a2b_base64(data + b"=" * (-len(data) % 4))
    if data and not decoded_data:
        raise binascii.Error
    return decoded_data
