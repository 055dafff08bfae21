"""The article summary that stands first on a debate's page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from markupsafe import Markup

from generator.debate import Debate
from generator.markup import Place, paragraphs, render
from generator.markup.labels import Labels
from generator.model import Thread, Timestamp
from generator.render.comments import safe_link

_CITATION = re.compile(r'href="#c-([^"]+)"')


@dataclass(frozen=True, slots=True)
class ArticleView:
    """The article as a layout sees it; empty strings for what is not known."""

    title: str
    """Its headline, or its address where there is none."""
    url: str
    """Where it was published."""
    publisher: str
    """The paper, site or journal."""
    authors: tuple[str, ...]
    """Who wrote it."""
    published: Timestamp | None
    """When it came out."""
    archived_url: str
    """A copy that will last."""


def article_view(debate: Debate) -> ArticleView | None:
    """The article, or None where the summary names none."""
    article = debate.summary.article
    if article is None:
        return None
    url = safe_link(article.url)
    return ArticleView(
        title=article.title or url,
        url=url,
        publisher=article.publisher or "",
        authors=article.authors,
        published=article.published,
        archived_url=safe_link(article.archived_url),
    )


def summary_html(
    debate: Debate, link: Callable[[str], str], labels: Labels, markdown: Literal["compiled", "reference"]
) -> Markup:
    """The summary as safe HTML, its citations (`#c-…`) led to where `link` says that the comment with an id stands.

    Where the curator wrote none it is the first paragraph of the source's own introduction. `labels` is what rendering
    adds to either, `markdown` is `Place.markdown`.
    """
    if debate.summary.summary:
        base = safe_link(debate.summary.source_url) or None
        place = Place(base=base, markdown=markdown, unique="summary-", fragments=True, heading=3, labels=labels)
        html = render(debate.summary.summary, "commonmark", place)
    else:
        html = render(split_introduction(debate)[0], "text", Place(labels=labels))
    cited = _CITATION.sub(lambda match: f'href="{link(match[1]) or f"#c-{match[1]}"}"', html)
    return Markup(cited)  # noqa: S704 - markup.render makes it safe


def split_introduction(debate: Debate) -> tuple[str, tuple[Thread, ...]]:
    """The introduction that serves as summary, and the threads without it.

    Pasted debates begin with an introduction: an opening post without an author.
    """
    first = debate.threads[0]
    post = first.post
    if debate.summary.summary or post is None or post.author is not None or post.markup != "text":
        return "", debate.threads
    introduction, *rest = paragraphs(post.body) or [""]
    left = replace(post, body="\n\n".join(rest)) if rest or post.url or post.link else None
    return introduction, (replace(first, post=left), *debate.threads[1:])
