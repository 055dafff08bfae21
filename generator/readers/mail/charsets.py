"""Bytes to words in whatever charset a mail claims, which may be unknown, wrong or none.

Names are taken as browsers take them (https://encoding.spec.whatwg.org/): what is called Latin 1 is Windows-1252.
"""

from __future__ import annotations

import codecs
from functools import lru_cache

FALLBACK = "cp1252"
"""What bytes are taken for when nothing else fits; it gives each byte some letter."""

_SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "utf-8",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_ALIASES = {"iso-8859-8-i": "iso8859-8", "iso-8859-8-e": "iso8859-8", "unicode-1-1-utf-7": "utf-7", "utf8mb4": "utf-8"}
_NO_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
"""Codecs of Python that no mail is written in; some take quadratic time."""


def decoded(data: bytes, charset: str | None) -> str:
    """The words that the bytes are; where they do not fit the charset, UTF-8 is tried, then any letter is taken."""
    codec = (charset and codec_of(charset)) or "utf-8"
    try:
        return _without_halves(data.decode(codec), codec)
    except ValueError:
        pass
    try:
        return data.decode("utf-8")
    except ValueError:
        return _without_halves(data.decode(FALLBACK if codec == "utf-8" else codec, "replace"), codec)


@lru_cache(1024)
def codec_of(charset: str) -> str | None:
    """Python's name for a charset; None for one that is unknown."""
    name = charset.strip().lower()
    try:
        codec = codecs.lookup(_ALIASES.get(name, name)).name
        b"".decode(codec)  # raises for codecs that do not make words of bytes
    except (LookupError, ValueError):
        return None
    return None if codec in _NO_CHARSETS else _SUPERSETS.get(codec, codec)


def _without_halves(text: str, codec: str) -> str:
    """Without halves of surrogate pairs, which no file can be written with."""
    return text if codec in ("utf-8", FALLBACK) else text.encode("utf-8", "replace").decode()
