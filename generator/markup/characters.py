"""Characters that no page, feed or file can hold, taken out of a body.

What stays is what XML 1.0 allows (section 2.2), so that the same words can stand in HTML and in an Atom feed. Bidi
controls stay: people need them, and their reach ends with the block they stand in. The controls U+0080 to U+009F, which
HTML allows nowhere, are what is left of quotation marks and dashes of Windows; they become what HTML makes of `&#146;`.
"""

from __future__ import annotations

import re

_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_REPLACED = frozenset("\x00\ufffe\uffff")


def clean(body: str) -> str:
    """`body` with Unix line ends, without control characters; NUL and lone surrogates become U+FFFD."""
    if "\r" in body:
        body = body.replace("\r\n", "\n").replace("\r", "\n")
    return _REFUSED.sub(_substitute, body)


def _substitute(match: re.Match[str]) -> str:
    character = match[0]
    if "\x80" <= character <= "\x9f":
        return character.encode("latin-1").decode("cp1252", "ignore")
    return "\ufffd" if character in _REPLACED or character >= "\ud800" else ""
