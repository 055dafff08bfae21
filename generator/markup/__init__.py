"""Bodies as people wrote them, turned into safe HTML, and that HTML into plain words.

Nothing here may know of threads, pages or files: a body, its markup and its `Place` go in, a string comes out. It holds
only what an allow-list names: no script, style or event handler, links only to http, https and mailto, tags closed.
"""

from __future__ import annotations

from generator.markup.place import NOWHERE, Place
from generator.markup.rendering import render
from generator.markup.text import paragraphs
from generator.markup.words import plain

__all__ = ["NOWHERE", "Place", "paragraphs", "plain", "render"]
