"""Files of a dump that belong together, by their names: `RS_2020-01.zst` and `RC_2020-01.zst`, and their like."""

from __future__ import annotations

import re
from pathlib import Path

from generator.sourcefile import COMPRESSIONS

_SUFFIXES = (".jsonl", ".ndjson", ".json", ".csv", ".txt")
_KIND = re.compile(r"(?:^|[_. -])(?:RS|RC|(?i:submissions?|posts?|comments?))(?=[_. -]|$)")


def stem_of(path: Path) -> str | None:
    """The name without its suffixes and the word for what is in the file; None where there is no such word.

    `submissions.jsonl.gz` leaves an empty stem, `r_mills_posts.jsonl` leaves `r_mills`, `RC_2020-01.zst` `2020-01`.
    """
    name = path.name
    for suffixes in (COMPRESSIONS, _SUFFIXES):
        name = next((name.removesuffix(suffix) for suffix in suffixes if name.endswith(suffix)), name)
    stem, found = _KIND.subn("", name, count=1)
    return stem.strip("_. -") if found else None
