"""Sites to search: debates of a small stock of words, so that random queries have many hits, and queries over them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from generator.config import Settings
from generator.ownlayouts import OWN_LAYOUTS
from generator.parallel import open_workers
from generator.render.assets import write_assets
from generator.render.site import Page, Site, render_page
from generator.render.wordfiles import load_words
from generator.search import files, runs, terms, writing
from generator.search.documents import Document, index_debate
from generator.search.spool import Spool
from generator.search.writing import write_index
from tests.search.reference import Debate

# fmt: off
STOCK = [
    "ferry", "ferries", "toll", "tolls", "harbour", "rope", "ROPES", "oddly", "don't", "v2", "0.19.5", "C++", "c#",
    "user@home.example", "foo_bar", "https://example.org/a?b=c", "Café", "naïve", "straße", "łódź", "the", "the", "the",
    "東京", "京都", "東京都", "한국", "ภาษาไทย", "𠮷野家", "ﬁne", "<b>", "&amp;", "🙂",
]
# fmt: on
NOTHING: dict[str, list[str]] = {"people": [], "topics": [], "folders": []}
AUTHORS = ["ada@harbour.example", "bo", "Bob Ross", "bob_ross", "", "Łucja"]
TOPICS = ["Public space", "C++", "税", "Tolls"]


def stock_debates(seed: int = 7, count: int = 60) -> list[Debate]:
    chance = random.Random(seed)  # noqa: S311 (a fixed seed, not a secret)
    found = []
    for number in range(count):
        documents = [
            Document(
                href=f"#c-{number}-{place}",
                author=chance.choice(AUTHORS),
                date=chance.choice(["", "2023", "2023-07", "2024-01-05T10:00:00Z", f"20{place + 10}-03-01"]),
                score=chance.choice([None, -3, 0, 1, 250]),
                text=" ".join(chance.choices(STOCK, k=chance.randint(1, 12))),
            )
            for place in range(chance.randint(1, 15))
        ]
        folder = chance.choice(["lists", "ai-art", "市"])
        title = f"Debate {number} on {chance.choice(STOCK)}"
        topics = tuple(chance.sample(TOPICS, chance.randint(0, 2)))
        found.append(
            Debate(f"{folder}/debate-{number:02}/", title, documents, topics, chance.choice(["en", "de", "xx"]))
        )
    return found


def random_queries(debates: Sequence[Debate], count: int, seed: int = 3) -> list[str]:
    """Queries of every operator, of words that stand in the debates, mostly."""
    chance = random.Random(seed)  # noqa: S311 (a fixed seed, not a secret)
    documents = [(debate, document) for debate in debates for document in debate.documents if document.text.split()]

    def clause() -> str:
        debate, document = chance.choice(documents)
        words = [word for word in document.text.replace('"', " ").split() if word] or ["x"]
        place = chance.randrange(len(words))
        word = words[place]
        run = " ".join(words[place : place + chance.randint(1, 3)])
        folder = "/".join(debate.path.split("/")[: chance.randint(1, 2)])
        forms = [
            word,
            word,
            word,
            f'"{run}"',
            f"{word[: chance.randint(1, len(word))]}*",
            f'author:"{document.author}"',
            f"author:{(document.author.split() or ['x'])[0][:2]}*",
            f'topic:"{chance.choice([*debate.topics, "none"])}"',
            f"in:{folder}",
            f"{chance.choice(['after', 'before'])}:{(document.date or '2020')[: chance.choice([4, 7, 10])]}",
            f"score:{chance.choice(['>', '>=', '<', '<=', '=', ''])}{document.score or 0}",
        ]
        return chance.choice(["", "", "", "-"]) + chance.choice(forms)

    return [" ".join(clause() for _ in range(chance.choice([1, 1, 2, 2, 3]))) for _ in range(count)]


def write_site(folder: Path, debates: Sequence[Debate], *, small: bool = True, executor: str = "serial") -> Path:
    """A folder with the index of some debates, in many small files, and the search page."""

    def write(path: str, data: bytes) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)

    scratch = folder.parent / f"{folder.name}.scratch"
    scratch.mkdir()
    spool = Spool(scratch)
    text_bytes = 0
    for debate in debates:
        block = index_debate(debate.path, debate.title, debate.documents, debate.topics, debate.language)
        text_bytes += sum(map(len, block.rows))
        spool.add(debate.path, msgspec.msgpack.encode(block))
    with pytest.MonkeyPatch.context() as patch, open_workers(executor, None) as workers:
        if small:
            cut_small(patch)
        _, manifest = write_index(spool, text_bytes, write, scratch, workers)
    spool.close()
    words = load_words((OWN_LAYOUTS,), "en").words
    assets = write_assets((OWN_LAYOUTS,), Settings(), words, write)
    site = Site(Settings(), (OWN_LAYOUTS,), assets, "0", words, "")
    write(
        "search/index.html", render_page(site, "search.html", Page("search/", "Search"), manifest=manifest, **NOTHING)
    )
    return folder


def cut_small(patch: pytest.MonkeyPatch) -> None:
    """Many small shards, so that a small site has everything that a large one has."""
    for module, name, value in (
        (writing, "TERM_CUT", 400),
        (terms, "PIECE_CUT", 120),
        (terms, "PLACE_CUT", 500),
        (runs, "STRETCH", 500),
        (writing, "SHARE", 6000),
        (writing, "TEXT_CUTS", (3000, 3000)),
        (writing, "FILTER_CUT", 300),
        (writing, "COLUMN", 50),
        (writing, "SPELLING_CUT", 20),
        (files, "PAGE", 8),
        (files, "PAGE_CUT", 4),
    ):
        patch.setattr(module, name, value)
