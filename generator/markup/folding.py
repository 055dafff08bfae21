"""Long quotes folded: what was said before stands there once already, and readers came for the answer.

It looks at rendered HTML, whatever markup it came from. A folded quote shows its first words, opens without a script,
and is printed open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

from generator.markup.labels import Labels

UNFOLDED = 12
"""Lines of a quote that are shown at once; a longer one is folded."""
WIDTH = 80
"""Characters that are reckoned as one line."""
FIRST_WORDS = 60
"""Characters of a folded quote that are shown."""

_QUOTE = re.compile(r"<(/?)blockquote\b[^<>]*>")
_FOOTER = re.compile(r"<footer>.*?</footer>", re.DOTALL)
_BREAK = re.compile(r"<br>\n?|</(?:p|li|tr|h[2-6]|dt|dd|summary)>\n?|<hr>\n?")
_TAG = re.compile(r"<[^<>]*>")


def folded(html: str, labels: Labels) -> str:
    """Rendered HTML with each long quote that stands in no other inside of `<details class="quoted">`."""
    out: list[str] = []
    done = 0
    for start, end in _outermost(html):
        quote = html[start:end]
        words = _words(quote)
        lines = _lines(words)
        if lines > UNFOLDED:
            out += [html[done:start], _opening(words, lines, labels), quote, "</details>"]
            done = end
    out.append(html[done:])
    return "".join(out)


def _outermost(html: str) -> Iterator[tuple[int, int]]:
    """Where each quote that stands in no other begins and ends."""
    depth = start = 0
    for tag in _QUOTE.finditer(html):
        if not tag[1]:
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, tag.end()


def _words(quote: str) -> str:
    """The words quoted, a line for each that a reader sees at full width."""
    return unescape(_TAG.sub("", _BREAK.sub("\n", _FOOTER.sub("", quote))))


def _lines(words: str) -> int:
    return sum(1 + (len(line) - 1) // WIDTH for line in words.split("\n") if line and not line.isspace())


def _opening(words: str, lines: int, labels: Labels) -> str:
    start = " ".join(words[: 4 * FIRST_WORDS].split())
    cut = f"{start[:FIRST_WORDS].rpartition(' ')[0] or start[:FIRST_WORDS]}…"
    length = labels.quoted(lines)
    return (
        f'<details class="quoted"><summary><q>{escape(cut, quote=False)}</q> {escape(length, quote=False)}</summary>\n'
    )
