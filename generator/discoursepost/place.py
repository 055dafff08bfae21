"""What the words of a post depend on beyond themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.discoursepost.shapes import Poll


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post stands."""

    base: str | None
    """The forum's address, if it is known."""
    topic: int | None
    """The topic's id."""
    ids: Mapping[int, str]
    """The comments of the topic: post number -> id."""
    polls: Mapping[str, Poll] = field(default_factory=dict)
    """The post's polls by their names."""

    def of_post(self, number: int) -> str | None:
        """What leads to a post of the topic: to its comment if there is one, else to where it stood."""
        if number in self.ids:
            return f"#c-{self.ids[number]}"
        return self.elsewhere(self.topic, number)

    def elsewhere(self, topic: int | None, number: int) -> str | None:
        """The address of a post of any topic of the forum."""
        return f"{self.base}/t/{topic}/{number}" if self.base and topic is not None else None
