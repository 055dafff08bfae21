"""The article summary: a short YAML file about the article that a debate is about.

The keys are described, one by one, in `docs/summary.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from generator.errors import SummaryError
from generator.model import Timestamp
from generator.yamlfile import Address, Form, Language, read_yaml

SUFFIXES = (".yaml", ".yml")
"""Suffixes of summary files."""

Anchor = Annotated[str, Form("the anchor of a comment, like c-1f0c7e22aa", r"c-\S+")]
"""The anchor of a comment."""
SitePath = Annotated[str, Form("an address in the site, like /old/place/", r"/?[^\s#?:]+")]
"""An address below the site's root."""


@dataclass(frozen=True, slots=True)
class Article:
    """The article that is debated."""

    title: str | None = None
    """Its headline."""
    url: Address | None = None
    """Where it was published."""
    publisher: str | None = None
    """The paper, site or journal."""
    authors: tuple[str, ...] = ()
    """Who wrote it."""
    published: Timestamp | None = None
    """When it came out."""
    archived_url: Address | None = None
    """A copy that will last."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One node of the argument map."""

    id: str
    """Its name in the map."""
    text: str
    """The claim, in a sentence."""
    side: Literal["pro", "con", "neutral"] = "neutral"
    """Where it stands towards the claim it answers, or towards the question."""
    answers: str | None = None
    """Id of the claim it answers."""
    cites: tuple[Anchor, ...] = ()
    """Anchors of the comments that make it, such as `c-1f0c…`."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything a curator says about a debate; every key may be absent."""

    title: str | None = None
    """The debate's title; otherwise the thread's own."""
    article: Article | None = None
    """What is debated."""
    summary: str | None = None
    """Markdown."""
    topics: tuple[str, ...] = ()
    """Topics it is listed under."""
    captured: Timestamp | None = None
    """When the source was saved."""
    source_url: Address | None = None
    """Where the source was saved from."""
    language: Language | None = None
    """BCP 47 tag of the language people wrote in; otherwise the site's."""
    threads: tuple[str, ...] = ()
    """Names of source files beside the summary that make up the debate; otherwise the one of the same stem."""
    claims: tuple[Claim, ...] = ()
    """The argument map."""
    highlights: tuple[Anchor, ...] = ()
    """Anchors of the comments worth reading first."""
    draft: bool = False
    """Whether to leave the debate out."""
    noindex: bool = False
    """Whether to ask search engines to leave it out."""
    redirect_from: tuple[SitePath, ...] = ()
    """Addresses that used to lead here."""


def read_summary(path: Path) -> tuple[Summary | None, list[SummaryError]]:
    """The summary in the file at `path`, or None and everything that is wrong with it."""
    summary, mistakes = read_yaml(path, Summary, SummaryError)
    if summary is None:
        return None, mistakes
    mistakes = [SummaryError(message, path) for message in _mistakes(summary.claims)]
    return (None, mistakes) if mistakes else (summary, [])


def _mistakes(claims: Sequence[Claim]) -> list[str]:
    ids = [claim.id for claim in claims]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    astray = [claim for claim in claims if claim.answers is not None and claim.answers not in ids]
    return [
        *(f'two claims have the id "{name}"' for name in twice),
        *(f'the claim "{claim.id}" answers "{claim.answers}", which is no claim here' for claim in astray),
    ]
