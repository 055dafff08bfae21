"""Who answers whom, by the paths of the comments: in `0.3.7`, 7 answers 3, which answers the post.

Before Lemmy 0.17 there were no paths, but a `parent_id`. A path also tells the place of comments that are not in the
file. A path is at most 50 ids long on Lemmy; here it may be as long as it likes, and is walked only where it is new.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from generator.lemmy.account import Account
from generator.lemmy.shapes import CommentEntry

_PATH = re.compile(r"0(?:\.[0-9]+)+")
_ROOT = "0"


def parents_of(entries: Collection[CommentEntry], account: Account) -> dict[str, str | None]:
    """What each comment answers, and what each absent one answers that a path leads through."""
    parents = {str(entry.id): str(entry.parent_id) if entry.parent_id else None for entry in entries}
    above = []
    for entry in entries:
        if entry.path is None:
            continue
        if _PATH.fullmatch(entry.path) and entry.path.endswith(f".{entry.id}"):
            above.append(entry.path.rpartition(".")[0])
            parents[str(entry.id)] = _last(above[-1])
        else:
            account.report("bad-path", f"comment {entry.id} has a path that does not lead to it: {entry.path[:60]!r}")
    for path in above:
        _follow(path, parents)
    return parents


def _follow(path: str, parents: dict[str, str | None]) -> None:
    while (id_ := _last(path)) is not None and id_ not in parents:
        path = path.rpartition(".")[0]
        parents[id_] = _last(path)


def _last(path: str) -> str | None:
    last = path.rpartition(".")[2]
    return None if last == _ROOT else last
