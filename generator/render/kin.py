"""Who stands where around a comment: the top of its branch, and the answers before and after it to the same words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model import Comment


@dataclass(frozen=True, slots=True)
class Kin:
    """Ids of the comments that a reader goes to from one; None where there is none."""

    root: str | None
    """The answer to the opening post that it hangs below; None for such an answer itself."""
    previous: str | None
    """What was said before it in answer to the same."""
    next: str | None
    """What was said after it in answer to the same."""

    @property
    def alone(self) -> bool:
        """Whether nobody else answered the same."""
        return self.previous is None and self.next is None


def kin_of(comments: Sequence[Comment]) -> dict[str, Kin]:
    """The kin of each comment of a thread, by its id; comments come in reading order."""
    roots: dict[str, str] = {}
    latest: dict[str | None, str] = {}
    before: dict[str, str | None] = {}
    after: dict[str, str] = {}
    for comment in comments:
        parent = comment.parent
        roots[comment.id] = comment.id if parent is None else roots.get(parent, parent)
        elder = before[comment.id] = latest.get(parent)
        if elder is not None:
            after[elder] = comment.id
        latest[parent] = comment.id
    return {name: Kin(root if root != name else None, before[name], after.get(name)) for name, root in roots.items()}
