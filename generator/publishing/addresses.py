"""Addresses as they may be shown: they can hold passwords and tokens."""

from __future__ import annotations

import re


def without_secrets(text: str) -> str:
    """The text, in whose addresses no password stands, and for the web no user either: tokens stand there."""
    text = re.sub(r"(https?://)[^/@\s]+@", r"\1", text)
    return re.sub(r"(://[^/@:\s]*):[^/@\s]*@", r"\1@", text)
