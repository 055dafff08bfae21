"""What forum-dl writes on a line, as far as it is read."""

from __future__ import annotations

import msgspec

Path = tuple[str, ...]
"""Ids of the boards that lead to a thread, and the thread's own; or of the posts that lead to a post, and its own."""


class Item(msgspec.Struct, frozen=True):
    """A board, thread, post or file."""

    path: Path
    """Of the board or thread; a post and a file have that of their thread."""
    url: str | None = None
    title: str | None = None
    """Of boards and threads."""
    subpath: Path = ()
    """Of a post: where it stands in the thread's tree; in flat forums its id alone."""
    author: str | None = None
    creation_time: str | None = None
    """Since version 0.2."""
    content: str | None = None
    """HTML as a rule."""
    data: msgspec.Raw = msgspec.Raw(b"null")
    """What the site's API said, where it has one."""


class Line(msgspec.Struct, frozen=True):
    """An item, and what it is."""

    type: str
    """`board`, `thread`, `post` or `file`."""
    item: Item
    extractor: str = "forum"
    """The kind of forum."""
