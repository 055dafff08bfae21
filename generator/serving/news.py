"""What open pages are told: which build they should show, and what is wrong with the newest."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from generator.serving.mistakes import Mistake


@dataclass(frozen=True, slots=True)
class State:
    """Everything that a page may know."""

    version: str
    """Of the site that is served; differs from those of any other build and server."""
    mistakes: tuple[Mistake, ...] = ()
    """What kept the newest build from being served."""


class News:
    """The state, and a way to wait for the next one. Safe to use from many threads."""

    def __init__(self) -> None:
        self.state = State(secrets.token_hex(8))
        self._changed = threading.Condition()

    def built(self) -> None:
        """Another site is served from now on."""
        self._set(State(secrets.token_hex(8)))

    def failed(self, mistakes: Sequence[Mistake]) -> None:
        """The last good site stays, and this is why."""
        self._set(State(self.state.version, tuple(mistakes)))

    def after(self, known: State | None, seconds: float) -> State | None:
        """The state, once it is another than the `known` one; None after so many seconds."""
        with self._changed:
            changed = self._changed.wait_for(lambda: self.state is not known, seconds)
            return self.state if changed else None

    def _set(self, state: State) -> None:
        with self._changed:
            self.state = state
            self._changed.notify_all()
