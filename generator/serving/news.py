"""What open pages are told: which files they are made of now, and what is wrong with the newest."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from generator.serving.mistakes import Mistake
from generator.serving.preview import Change, Preview


@dataclass(frozen=True, slots=True)
class State:
    """Everything that a page may know."""

    builds: int = 0
    """How many were published; each changes the output."""
    preview: Preview = field(default_factory=Preview)
    """What is shown in place of it."""
    mistakes: tuple[Mistake, ...] = ()
    """What keeps the newest build from being published."""


class News:
    """The state, and a way to wait for the next one. Safe to use from many threads."""

    def __init__(self) -> None:
        self.state = State()
        self._changed = threading.Condition()
        self._published = 0  # the number of the last change in the output
        self._pending: list[Change] = []
        self._failed: tuple[Mistake, ...] = ()
        self._open: Counter[str] = Counter()

    def previewed(self, change: Change) -> None:
        """A change can be seen before a build shows it; one that came too late for that is passed over."""
        with self._changed:
            if change.number > self._published:
                self._pending.append(change)
                self._tell(self.state.builds)

    def built(self, number: int) -> None:
        """Another site is served from now on, with the changes up to that number."""
        with self._changed:
            self._published, self._failed = number, ()
            self._pending = [change for change in self._pending if change.number > number]
            self._tell(self.state.builds + 1)

    def failed(self, number: int, mistakes: Sequence[Mistake]) -> None:
        """The last good site stays, and this is why, seen by a build with the changes up to that number."""
        with self._changed:
            self._failed = tuple(mistakes)
            self._pending = [
                replace(change, paths=frozenset(), mistakes=()) if change.number <= number else change
                for change in self._pending
            ]
            self._tell(self.state.builds)

    def after(self, known: State | None, seconds: float) -> State | None:
        """The state, once it is another than the `known` one; None after so many seconds."""
        with self._changed:
            changed = self._changed.wait_for(lambda: self.state is not known, seconds)
            return self.state if changed else None

    @contextmanager
    def following(self, page: str) -> Iterator[None]:
        """While somebody sees this page."""
        with self._changed:
            self._open[page] += 1
        try:
            yield
        finally:
            with self._changed:
                self._open[page] -= 1

    def followed(self) -> list[str]:
        """The pages that somebody sees, by their paths below the site's root."""
        with self._changed:
            self._open = +self._open
            return sorted(self._open)

    def _tell(self, builds: int) -> None:
        files: dict[str, bytes | None] = {}
        assets: dict[bytes, bytes] = {}
        mistakes = list(self._failed)
        for change in self._pending:
            files |= change.preview.files
            assets |= change.preview.assets
            mistakes = [mistake for mistake in mistakes if mistake.path not in change.paths]
            mistakes += change.mistakes
        state = State(builds, Preview(files, assets), tuple(dict.fromkeys(mistakes)))
        if state != self.state:
            self.state = state
            self._changed.notify_all()
