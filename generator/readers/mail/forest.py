"""Who answers whom, by Message-ID: the linking of https://www.jwz.org/doc/threading.html, mail by mail.

Every Message-ID that a mail has or refers to is a node with a number; nodes of mails that never come stay empty. Only
numbers are kept, so that the archive of a large list fits into memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

NONE = -1
"""In place of a number where there is none."""


class Forest:
    """Nodes, and the parent of each."""

    def __init__(self) -> None:
        self.ids: list[bytes] = []
        """The Message-ID of each node; empty for nodes that stand for a subject."""
        self.parents = array("q")
        """The parent of each node."""
        self.mails = array("q")
        """The mail of each node, by its number."""
        self.cut: set[int] = set()
        """Nodes of mails that name themselves, or an answer to themselves, as what they answer."""
        self._numbers: dict[bytes, int] = {}
        self._has_children = bytearray()

    def add(self, mail: int, message_id: bytes, references: Sequence[bytes]) -> int | None:
        """Takes in a mail that answers the last of `references`; gives its node, or None if that has a mail already."""
        node = self._node(message_id)
        if self.mails[node] != NONE:
            return None
        self.mails[node] = mail
        others = [reference for reference in references if reference != message_id]
        if len(others) < len(references):
            self.cut.add(node)
        parent = self._linked(others)
        self.parents[node] = NONE  # what others' references made believe counts no more
        if parent != NONE:
            if self._descends(parent, node):
                self._break_circle(parent, node)
            self.link(node, parent)
        return node

    def node_of(self, message_id: bytes) -> int:
        """The node of a Message-ID that was taken in."""
        return self._numbers[message_id]

    def new_node(self) -> int:
        """A node without a mail and without a Message-ID."""
        self.ids.append(b"")
        self.parents.append(NONE)
        self.mails.append(NONE)
        self._has_children.append(0)
        return len(self.ids) - 1

    def link(self, node: int, parent: int) -> None:
        """Makes `node` answer `parent`."""
        self.parents[node] = parent
        self._has_children[parent] = 1

    def _break_circle(self, node: int, ancestor: int) -> None:
        """Frees the mail that came first of those from `node` up to below `ancestor`, as `generator.tree` does."""
        way = [node]
        while self.parents[way[-1]] != ancestor:
            way.append(self.parents[way[-1]])
        mails = [one for one in way if self.mails[one] != NONE]
        first = min(mails, key=self.mails.__getitem__) if mails else way[-1]
        self.parents[first] = NONE
        self.cut.add(first)

    def _node(self, message_id: bytes) -> int:
        node = self._numbers.get(message_id)
        if node is None:
            node = self._numbers[message_id] = self.new_node()
            self.ids[node] = message_id
        return node

    def _linked(self, references: Sequence[bytes]) -> int:
        """Links each reference to the one before it where nothing else is known; gives the last one's node."""
        before = NONE
        for reference in references:
            node = self._node(reference)
            if before != NONE and self.parents[node] == NONE and not self._descends(before, node):
                self.link(node, before)
            before = node
        return before

    def _descends(self, node: int, ancestor: int) -> bool:
        """Whether `node` is `ancestor` or stands below it."""
        if not self._has_children[ancestor]:
            return node == ancestor
        while node not in (ancestor, NONE):
            node = self.parents[node]
        return node == ancestor
