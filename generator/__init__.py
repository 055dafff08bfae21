"""Moothall turns exports of discussions into a static, searchable site; `build` tells the story."""

__version__ = "0.1.0"
