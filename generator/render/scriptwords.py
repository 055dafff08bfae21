"""The words that scripts say: data in front of the search engine, which `js/search/words.js` puts together."""

from __future__ import annotations

import msgspec

from generator.render.words import MONTHS, Words

SAID = (
    *("date_day", "date_first", "date_month", "date_year", "thousands"),
    *("searching", "no_hits", "n_hits", "n_found", "find_none", "find_place", "meant", "bad_date", "bad_score"),
    *("hit_summary", "hit_post", "n_points", "by_year", "by_topic", "n_more", "n_undated", "facet_unit"),
    *("index_nowhere", "index_version", "index_damaged", "index_incomplete", "old_browser"),
)
"""The keys of the texts that scripts say."""


def script_words(words: Words) -> bytes:
    """A script that sets `moothall.words`."""
    texts = {name: text for name, text in words.texts.items() if name.partition(".")[0] in SAID}
    months = [words.texts[month] for month in MONTHS]
    data = {"language": words.language, "negative": words.negative, "months": months, "texts": texts}
    return b"(window.moothall??={}).words=" + msgspec.json.encode(data) + b";\n"
