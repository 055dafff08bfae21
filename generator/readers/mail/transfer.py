"""The content of a mail or of a part of it as it was before it was made fit for transport: RFC 2045, section 6."""

from __future__ import annotations

import binascii
import re

from generator.readers.mail.headers import Fields

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


def transferred(data: bytes, fields: Fields) -> bytes:
    """The data decoded as its `Content-Transfer-Encoding` says; as it is where that is wrong."""
    encoding = fields.get(b"content-transfer-encoding")
    if not encoding:
        return data
    encoding = encoding.strip().lower()
    if encoding == b"quoted-printable":
        return binascii.a2b_qp(data)
    return _from_base64(data) if encoding == b"base64" else data


def _from_base64(data: bytes) -> bytes:
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        digits = _NOT_BASE64.sub(b"", data)
        digits = digits[:-1] if len(digits) % 4 == 1 else digits
        return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4)) or data
