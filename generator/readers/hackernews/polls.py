"""A poll's options as a list in the body of the poll, since that is where a reader looks for them."""

from __future__ import annotations

from collections.abc import Sequence

from generator.readers.hackernews.shapes import Item


def body_of_poll(poll: Item, words: str, options: Sequence[Item]) -> tuple[str, int]:
    """The body as HTML: the poll's own words, then its options with their votes; and how many options are absent."""
    place = {part: number for number, part in enumerate(poll.parts or ())}
    listed = sorted(options, key=lambda option: (place.get(option.id, len(place)), option.id))
    lines = "\n".join(f"<li>{_words(option)}{_votes(option)}</li>" for option in listed)
    blocks = (words, f"<ul>\n{lines}\n</ul>" if listed else "")
    return "\n".join(block for block in blocks if block), len(place.keys() - {option.id for option in options})


def _words(option: Item) -> str:
    return option.text if option.text and not option.deleted and not option.dead else "[deleted]"


def _votes(option: Item) -> str:
    if option.score is None:
        return ""
    return f" ({option.score} point)" if option.score == 1 else f" ({option.score} points)"
