"""The beginning of a JSON file as far as it goes: what stands where, without the end of the file.

A head of 64 KiB may end anywhere, and the `@context` in front of an object may be long, so neither a parser nor a
search for a few words would do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(rb'"(?P<string>(?:[^"\\]|\\.)*)"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_DEPTH = 6


@dataclass(slots=True)
class _Open:
    """An object or list that is not closed yet."""

    place: str
    index: int | None
    key: str | None = None

    def step(self) -> str:
        """Where the value stands that comes next."""
        return f"{self.place}[{self.index}]" if self.index is not None else f"{self.place}.{self.key}"


def outline(head: bytes) -> dict[str, str]:
    """Values by their places as `jq` writes them (`.object.type`); an object is `{`, a list `[`; the first of each."""
    found: dict[str, str] = {}
    stack: list[_Open] = []
    for token in _TOKEN.finditer(head.removeprefix(b"\xef\xbb\xbf")):
        text = token[0]
        inner = stack[-1] if stack else None
        if text in b"{[":
            place = inner.step() if inner else ""
            _note(found, stack, place, text.decode())
            stack.append(_Open(place if len(stack) <= _DEPTH else "", 0 if text == b"[" else None))
        elif text in b"}]":
            if inner:
                stack.pop()
        elif inner is None or text == b":":
            continue
        elif text == b",":
            inner.index, inner.key = inner.index if inner.index is None else inner.index + 1, None
        elif inner.index is None and inner.key is None:
            inner.key = (token["string"] or b"").decode("utf-8", "replace")
        else:
            _note(
                found, stack, inner.step(), (token["string"] if text[:1] == b'"' else text).decode("utf-8", "replace")
            )
    return found


def _note(found: dict[str, str], stack: list[_Open], place: str, value: str) -> None:
    if len(stack) <= _DEPTH:
        found.setdefault(place, value)
