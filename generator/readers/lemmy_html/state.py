"""The state that lemmy-ui puts into its pages: `window.isoData`, written by serialize-javascript.

That is JSON but for values that JSON lacks, such as `undefined` and `new Date("…")`. What the API answered lies in
`routeData`: bare and in a list up to 0.17, then wrapped as `{state, data}`, since 0.18.1 under names.
https://github.com/LemmyNet/lemmy-ui
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from generator.errors import SourceError

MARK = "window.isoData"
"""What such a page holds."""

_STATE = re.compile(r"window\.isoData\s*=\s*(.*?);?\s*</script", re.DOTALL)
_NOT_JSON = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*")'
    r'|new (?:Date|URL)\((?P<inside>"(?:[^"\\]|\\.)*")\)'
    r"|\b(?:undefined|NaN)\b|-?\bInfinity\b"
)
_TALK = {"post_view", "comment_view", "comments", "items"}


def answers_in(page: str, path: Path) -> list[msgspec.Raw]:
    """The API's answers about a post and its comments that a page holds. Raises SourceError."""
    found = _STATE.search(page)
    line = page.count("\n", 0, page.index(MARK)) + 1
    if not found:
        raise SourceError("the page ends too early", path, line, hint="the file was cut off: save the page again")
    try:
        state = msgspec.json.decode(_NOT_JSON.sub(_as_json, found[1]), type=dict[str, msgspec.Raw])
        answers = [answer for held in _values(state.get("routeData")) if (answer := _answer(held)) is not None]
    except (msgspec.DecodeError, RecursionError) as cause:
        raise SourceError(f"the state of the page cannot be read: {cause}", path, line) from cause
    if not answers:
        hint = "open the post itself, reload the page, and save it then"
        raise SourceError("the page holds no post and no comments", path, line, hint=hint)
    return answers


def _as_json(found: re.Match[str]) -> str:
    return found["string"] or found["inside"] or "null"


def _values(held: msgspec.Raw | None) -> Iterable[msgspec.Raw]:
    if held is None:
        return ()
    if bytes(held)[:1] == b"[":
        return msgspec.json.decode(held, type=list[msgspec.Raw])
    return msgspec.json.decode(held, type=dict[str, msgspec.Raw]).values()


def _answer(held: msgspec.Raw) -> msgspec.Raw | None:
    """An answer about talk, taken out of its wrapping; None for anything else."""
    if bytes(held)[:1] != b"{":
        return None
    fields = msgspec.json.decode(held, type=dict[str, msgspec.Raw])
    if "data" in fields:
        return _answer(fields["data"]) if "state" in fields else None
    return held if _TALK & fields.keys() else None
