"""How publishing tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

Watched = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]
"""Shows how far a step is, of which it takes what is counted and how many there are: a context that gives a function to
be told how many more are done."""
