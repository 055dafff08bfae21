"""Worker processes that stay from one build to the next, with all that they have imported and compiled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from generator.errors import OutputError
from generator.options import Options
from generator.parallel import Workers, open_workers


class Crew:
    """The workers of one build after the other."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._stack = ExitStack()
        self._workers: Workers | None = None

    @contextmanager
    def at_work(self) -> Iterator[Workers]:
        """Workers for a build. After one that could not be written, or lost a worker, others take their place."""
        if self._workers is None:
            self._workers = self._stack.enter_context(open_workers(self._options.executor, self._options.jobs))
        try:
            yield self._workers
        except OutputError:
            self.dismiss()
            raise

    def dismiss(self) -> None:
        """Ends the workers."""
        self._workers = None
        self._stack.close()
