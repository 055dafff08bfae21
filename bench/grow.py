"""Grows a small dump of threads into one of any size that a search index finds as hard as a real one.

    python bench/grow.py DUMP MESSAGES FOLDER [SEED]

DUMP is a folder with `submissions.jsonl.gz` and `comments.jsonl.gz` as Arctic Shift gives them; two such files appear
in FOLDER. Whole threads are drawn at random, with their tree of replies, scores, and the times between comments; the
title and the day a thread starts on are another's, so that threads of the same origin do not lie side by side. A text
keeps its sentences in their order, but one without rare words gives way, half of the time, to another such of about the
same length from anywhere.

Words that up to `RARE` texts of the dump hold are drawn anew for each text, by the process of Pitman and Yor (1997): a
word as often as texts have had it so far, or a new word, which is put together from halves of two others. The chance of
a new word is such that words keep the share of single occurrences that they have in the dump, and their number follows
the law of Heaps. Authors are drawn likewise for each thread. Everything else in the texts stays, so that common words
are as common as in the dump. The same seed gives the same bytes. Nothing of what is written is kept but the words.

At the end the words of both dumps are counted, as the index counts them, at sizes that double.
"""

from __future__ import annotations

import gzip
import re
import statistics
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from math import log2
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import msgspec

from generator.search.tokens import tokenise

SUBMISSIONS, COMMENTS = "submissions.jsonl.gz", "comments.jsonl.gz"
"""The files of a dump."""
RARE = 20
"""Texts that hold a word which is drawn anew, at most."""
SWAPPED = 0.5
"""Share of the sentences that come from elsewhere."""
NEAR = 300
"""Ranks by length among which a sentence finds its substitute."""
NAMELESS = ("", "[deleted]", "[removed]")
"""Authors that are nobody."""

Record = dict[str, Any]

_SENTENCE = re.compile(r".+?(?:[.!?]\s+|\n+|$)", re.DOTALL)
_WORD = re.compile(r"[^\W_]+")


def main(dump: str, messages: str, folder: str, seed: str = "1") -> None:
    """Writes the grown dump and prints what its words are like."""
    grow(Path(dump), int(messages), Path(folder), int(seed))
    print_words(Path(dump), Path(folder))


def print_words(dump: Path, folder: Path) -> None:
    """A table of the words in a dump and in one that was grown from it."""
    real = list(count_words(dump))
    exponent = log2(real[-1].different / real[-2].different) / log2(real[-1].texts / real[-2].texts)
    print("| | messages | words | words a message: mean | median | different words | law of Heaps | in one only |")
    print("|---|---|---|---|---|---|---|---|")
    grown = count_words(folder, real[-1].texts)
    named = chain((("real", counted) for counted in real), (("grown", counted) for counted in grown))
    for name, counted in named:
        heaps = real[-1].different * (counted.texts / real[-1].texts) ** exponent
        row = f"{counted.words:,} | {counted.words / counted.texts:.1f} | {counted.median:g} | {counted.different:,}"
        print(f"| {name} | {counted.texts:,} | {row} | {heaps:,.0f} | {counted.single:.1%} |")
    print(f"\nThe law of Heaps has the exponent that the real dump shows at its last doubling, {exponent:.3f}.\n")


def grow(dump: Path, messages: int, folder: Path, seed: int) -> None:
    """Writes a dump of at least `messages` messages, the last thread whole."""
    random = Random(seed)  # noqa: S311 - nothing secret
    threads = list(read_threads(dump))
    writer = Writer([text for thread in threads for message in thread for text in texts_of(message)], random)
    names = Counter(name for thread in threads for name in {message["author"] for message in thread})
    authors = Urn({name: count for name, count in names.items() if name not in NAMELESS}, random)
    folder.mkdir(parents=True, exist_ok=True)
    with packed(folder / SUBMISSIONS) as submissions, packed(folder / COMMENTS) as comments:
        encode = msgspec.json.Encoder().encode
        written = 0
        while written < messages:
            thread, other = random.choice(threads), random.choice(threads)[0]
            submission, *answers = grown(thread, other, written, writer, authors)
            submissions.write(encode(submission) + b"\n")
            comments.writelines(encode(answer) + b"\n" for answer in answers)
            written += len(thread)


def read_threads(dump: Path) -> Iterator[list[Record]]:
    """The threads of a dump, each a submission and its comments, in the order of its files."""
    comments = defaultdict(list)
    for comment in read(dump / COMMENTS):
        comments[comment["link_id"]].append(comment)
    for submission in read(dump / SUBMISSIONS):
        yield [submission, *comments[submission["name"]]]


def read(path: Path) -> Iterator[Record]:
    """The records of a file."""
    with gzip.open(path) as lines:
        yield from map(msgspec.json.decode, lines)


def packed(path: Path) -> gzip.GzipFile:
    """A file to write, which does not tell when it was written."""
    return gzip.GzipFile(path, "wb", compresslevel=3, mtime=0)


def texts_of(message: Record) -> tuple[str, ...]:
    """What people wrote: a comment, or a title and what stands below it."""
    return (message["body"],) if "body" in message else (message["title"], message["selftext"])


def grown(thread: list[Record], other: Record, first: int, writer: Writer, authors: Urn) -> Iterator[Record]:
    """A new thread of the same shape, titled like the submission `other`, its messages numbered from `first` on."""
    shift = other["created_utc"] - thread[0]["created_utc"]
    ids = {message["id"]: f"{message['id'][0]}{first + place}" for place, message in enumerate(thread)}
    names = {name: name for name in NAMELESS}
    link = f"t3_{ids[thread[0]['id']]}"
    for message in thread:
        if message["author"] not in names:
            names[message["author"]] = authors.draw()
        new = message | {"id": ids[message["id"]], "author": names[message["author"]]}
        new["name"] = f"{message['name'][:3]}{new['id']}"
        new["created_utc"] += shift
        new["edited"] = message["edited"] + shift if message.get("edited") else False
        if "body" in message:
            kind, parent = message["parent_id"].split("_", 1)
            new |= {"link_id": link, "parent_id": f"{kind}_{ids.get(parent, parent)}"}
            new["body"] = writer.rewrite(message["body"])
        else:
            new["permalink"] = f"/r/{message['subreddit']}/comments/{new['id']}/"
            new["title"] = writer.rewrite(other["title"])
            new["selftext"] = writer.rewrite(message["selftext"])
        yield new


class Sentence(NamedTuple):
    """A sentence around its rare words."""

    parts: tuple[str, ...]
    """What stands before each of them, and behind the last."""
    rare: tuple[str, ...]
    """Those words, folded."""


class Writer:
    """Writes texts that resemble others."""

    def __init__(self, texts: list[str], random: Random) -> None:
        """`texts` are all that there are to resemble."""
        self._random = random
        held = Counter(word for text in texts for word in {word.lower() for word in _WORD.findall(text)})
        rare = {word: count for word, count in held.items() if count <= RARE}
        self._urn = Urn(rare, random)
        self._sentences = {one: _parse(one, rare) for text in texts for one in _SENTENCE.findall(text)}
        self._plain = sorted((one for one, parsed in self._sentences.items() if not parsed.rare), key=_by_length)
        self._ranks = {sentence: rank for rank, sentence in enumerate(self._plain)}

    def rewrite(self, text: str) -> str:
        """A new text like `text`."""
        drawn: dict[str, str] = {}
        pieces: list[str] = []
        for sentence in _SENTENCE.findall(text):
            parts, rare = self._sentences[self._like(sentence)]
            for part, word in zip(parts, rare, strict=False):
                if word not in drawn:
                    drawn[word] = self._urn.draw()
                pieces += part, drawn[word]
            pieces.append(parts[-1])
        return "".join(pieces)

    def _like(self, sentence: str) -> str:
        rank = self._ranks.get(sentence)
        if rank is None or not sentence[0].isalpha() or self._random.random() >= SWAPPED:
            return sentence
        other = rank + self._random.randint(-NEAR, NEAR)
        return self._plain[other] if 0 <= other < len(self._plain) else sentence


def _by_length(sentence: str) -> tuple[int, str]:
    return len(sentence), sentence


def _parse(sentence: str, rare: Mapping[str, int]) -> Sentence:
    parts, found, end = [], [], 0
    for match in _WORD.finditer(sentence):
        if match[0].lower() in rare:
            parts.append(sentence[end : match.start()])
            found.append(match[0].lower())
            end = match.end()
    return Sentence((*parts, sentence[end:]), tuple(found))


class Urn:
    """Draws words that were drawn before, the more often the likelier, and now and then a new one."""

    def __init__(self, counts: Mapping[str, int], random: Random) -> None:
        """`counts` says how often each was drawn so far."""
        self._random = random
        self._words = list(counts)
        self._known = set(counts)
        self._counts = array("I", counts.values())
        self._draws = array("I", chain.from_iterable([place] * count for place, count in enumerate(counts.values())))
        self._discount = sum(count == 1 for count in counts.values()) / max(len(counts), 1)

    def draw(self) -> str:
        """A word: one drawn `n` times before by `n - discount` parts, a new one by `discount` for each known one."""
        place = self._draws[self._random.randrange(len(self._draws))]
        if self._random.random() * self._counts[place] < self._discount:
            place = len(self._words)
            self._words.append(self._coin())
            self._known.add(self._words[-1])
            self._counts.append(0)
        self._counts[place] += 1
        self._draws.append(place)
        return self._words[place]

    def _coin(self) -> str:
        head = self._random.choice(self._words)
        word = head[: (len(head) + 1) // 2]
        while word in self._known or len(word) == (len(head) + 1) // 2:
            tail = self._random.choice(self._words)
            word += tail[len(tail) // 2 :]
        return word


@dataclass(frozen=True, slots=True)
class Count:
    """What the words of some texts are like."""

    texts: int
    """Messages."""
    words: int
    """All words in them, repeats included."""
    median: float
    """Words of a message."""
    different: int
    """Different words."""
    single: float
    """Share of the different words that stand in one message only."""


def count_words(dump: Path, least: int = 0) -> Iterator[Count]:
    """Counts over the first `least` messages (a quarter where not told), twice as many, and so on; then over all."""
    messages = sum(1 for name in (SUBMISSIONS, COMMENTS) for _ in read(dump / name))
    stops = {messages, *((least or -(-messages // 4)) << doublings for doublings in range(12))}
    held: Counter[str] = Counter()
    lengths = array("I")
    for thread in read_in_step(dump):
        for message in thread:
            words = tokenise("\n".join(texts_of(message)))
            held.update(set(words))
            lengths.append(len(words))
            if len(lengths) in stops:
                single = sum(count == 1 for count in held.values()) / len(held)
                yield Count(len(lengths), sum(lengths), statistics.median(lengths), len(held), single)


def read_in_step(dump: Path) -> Iterator[list[Record]]:
    """Submissions and comments side by side, as many of each as the files hold in proportion."""
    counts = [sum(1 for _ in read(dump / name)) for name in (SUBMISSIONS, COMMENTS)]
    comments = read(dump / COMMENTS)
    taken = 0
    for number, submission in enumerate(read(dump / SUBMISSIONS), 1):
        due = counts[1] * number // counts[0]
        yield [submission, *(next(comments) for _ in range(due - taken))]
        taken = due


if __name__ == "__main__":
    main(*sys.argv[1:])
