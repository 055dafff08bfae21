"""A debate as pages, and what search and the lists need of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from generator.clock import STANDING, Clock
from generator.debate import Debate, Entry
from generator.markup import plain
from generator.model import Comment, Note, Thread, Timestamp, When
from generator.render.article import article_view, split_introduction, summary_html
from generator.render.comments import (
    Byline,
    CommentView,
    PostView,
    Surroundings,
    byline,
    comment_views,
    post_view,
    safe_link,
)
from generator.render.debate_feed import debate_feed
from generator.render.direction import direction
from generator.render.entry import entry_of
from generator.render.jsonld import Said, linked_data
from generator.render.kin import Kin, kin_of
from generator.render.overview import Overview, overview_of
from generator.render.paging import Part, cut_pages, page_numbers, page_path
from generator.render.passages import Passage
from generator.render.site import Page, Site, address_of, linker, render_layout, render_page
from generator.urls import root_from, topic_path


@dataclass(frozen=True, slots=True)
class Text:
    """One document of the search index."""

    href: str
    """Where it stands, after the debate's address: `#c-…`, `2/#c-…`, `#summary`, `#post`."""
    author: str
    """Handle; empty where unknown."""
    date: str
    """ISO 8601 as precisely as known; empty where unknown."""
    score: int | None
    """Votes."""
    words: str
    """Plain text."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """Everything that rendering makes of a debate."""

    files: tuple[tuple[str, bytes], ...]
    """Pages and what belongs to them, by their path below the site's root."""
    texts: tuple[Text, ...]
    """Documents for the search index."""
    entry: Entry
    """What lists know of it."""


@dataclass(frozen=True, slots=True)
class PartView:
    """The piece of one thread on one page, as a layout sees it."""

    number: int
    """Of the thread in its debate, from 1."""
    title: str
    """The thread's own title; empty where the debate's says it all."""
    platform: str
    """Where it was held."""
    link: str
    """Where it stood; empty where unknown."""
    total: int
    """Comments of the whole thread, those of absent parents not."""
    post: PostView | None
    """The opening post, where the thread begins here."""
    comments: Sequence[CommentView]
    """In reading order."""
    closes: int
    """Lists of replies still open after the last of them."""
    pairs: bool
    """Whether there are exchanges of two that can lie on one level."""
    more: int
    """Answers to the opening post that are not archived; -1 where nobody knows how many."""
    notes: Sequence[tuple[Byline, Note]]
    """What else happened, where the thread ends here."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all pages of a debate share."""

    debate: Debate
    pages: list[list[Part]]
    numbers: dict[str, int]
    comments: list[dict[str, Comment]]
    kin: list[dict[str, Kin]]
    media: Mapping[str, str]
    site: Site
    clock: Clock


def render_debate(debate: Debate, site: Site, media: Mapping[str, str], clock: Clock = STANDING) -> Rendered:
    """All pages of the debate; `media` gives the address in the site of each picture, by its address in a body."""
    threads = split_introduction(debate)[1]
    pages = cut_pages(threads, site.settings.page_comments)
    comments = [{comment.id: comment for comment in thread.comments} for thread in threads]
    kin = [kin_of(thread.comments) for thread in threads]
    ground = _Ground(debate, pages, page_numbers(pages), comments, kin, media, site, clock)
    parts = [[_part_view(ground, part, number) for part in page] for number, page in enumerate(pages, 1)]
    summary = plain(summary_html(debate, lambda _: "", site.words.labels(), site.settings.markdown))
    with clock.on("index"):
        texts = (*_summary_text(debate, summary), *_texts(parts))
    separator = site.words.text("list_separator") if debate.language == site.words.language else ", "
    description = summary or next((text.words for text in texts if text.words), "")
    entry = entry_of(debate, len(pages), description, separator)
    passages = [
        Passage(page_path("", number), part.post, part.comments, part.total)
        for number, page in enumerate(parts, 1)
        for part in page
    ]
    words = {text.href: text.words for text in texts}
    data = _linked_data(ground, passages, words, entry)
    views = {view.anchor: view for page in parts for part in page for view in part.comments}
    overview = overview_of(debate, views, partial(_comment_link, ground, 1))
    with clock.on("layouts"):
        files = [_page(ground, page, number, entry, overview, data) for number, page in enumerate(parts, 1)]
    if _has_feed(ground):
        files.append(debate_feed(debate, passages, words, entry, site))
    if len(pages) > 1:
        anchors = {f"c-{name}": number for name, number in ground.numbers.items() if number > 1}
        files.append((f"{debate.path}anchors.js", render_layout(site, "anchors.js", anchors=anchors).encode()))
    return Rendered(tuple(files), texts, entry)


def _part_view(ground: _Ground, part: Part, number: int) -> PartView:
    thread = part.thread
    anchor = "post" if part.number == 0 else f"post-{part.number + 1}"
    around = Surroundings(
        thread=thread,
        comments=ground.comments[part.number],
        kin=ground.kin[part.number],
        link=partial(_comment_link, ground, number),
        base=safe_link(thread.link),
        post=_link(ground, number, 1, anchor) if thread.post else "",
        words=ground.site.words,
        labels=ground.site.words.labels(),
        images=ground.site.settings.images,
        markdown=ground.site.settings.markdown,
        clock=ground.clock,
        media={name: root_from(page_path(ground.debate.path, number)) + to for name, to in ground.media.items()},
    )
    several = len(ground.debate.threads) > 1
    comments = comment_views(part.comments, around)
    ends = not thread.comments or (bool(part.comments) and part.comments[-1] is thread.comments[-1])
    return PartView(
        number=part.number + 1,
        title=(thread.title or thread.platform) if several else "",
        platform=thread.platform,
        link=around.base,
        total=_archived(thread),
        post=post_view(thread.post, anchor, around) if part.first and thread.post else None,
        comments=comments,
        more=thread.more if ends else 0,
        notes=[(byline(note.author), note) for note in thread.notes] if ends else [],
        closes=comments[-1].level - 1 if comments else 0,
        pairs=any("pair" in comment.kind for comment in comments),
    )


def _archived(thread: Thread) -> int:
    """Comments that the source held."""
    return sum(comment.state != "missing" for comment in thread.comments)


def _comment_link(ground: _Ground, number: int, name: str) -> str:
    """A link from page `number` to the comment with the id `name`; empty where there is none."""
    page = ground.numbers.get(name)
    return "" if page is None else _link(ground, number, page, f"c-{name}")


def _link(ground: _Ground, number: int, page: int, anchor: str) -> str:
    """A link from page `number` to an anchor on another page of the same debate."""
    if page == number:
        return f"#{anchor}"
    up = "" if number == 1 else "../"
    return linker(ground.site, up or "./")("" if page == 1 else f"{page}/", anchor)


def _linked_data(ground: _Ground, passages: Sequence[Passage], words: Mapping[str, str], entry: Entry) -> Markup:
    """What search engines are told of the first page; nothing where they are asked to leave it out."""
    if entry.noindex or ground.site.settings.noindex:
        return Markup("")
    first = [passage for passage in passages if not passage.page]
    said = Said(words, ground.site.words.text("unknown"), ground.site.words.text("gone"))
    return linked_data(ground.debate, first, said, entry, address_of(ground.site, entry.path))


def _has_feed(ground: _Ground) -> bool:
    return ground.site.settings.debate_feeds and not ground.debate.summary.noindex


def _page(
    ground: _Ground, parts: Sequence[PartView], number: int, entry: Entry, overview: Overview | None, data: Markup
) -> tuple[str, bytes]:
    debate, words = ground.debate, ground.site.words
    path = page_path(debate.path, number)
    page = Page(
        path=path,
        title=debate.title if number == 1 else words.text("page_title", title=debate.title, number=number),
        description=entry.description,
        language=debate.language,
        noindex=debate.summary.noindex,
        section="debates",
        kind="article",
        published=_exact(entry.started),
        modified=_exact(entry.latest),
        linked_data=data if number == 1 else "",
        feed=("feed.xml" if number == 1 else "../feed.xml") if _has_feed(ground) else "",
    )
    html = render_page(
        ground.site,
        "debate.html",
        page,
        debate=debate,
        entry=entry,
        direction=direction(debate.language),
        overview=overview,
        article=article_view(debate) if number == 1 else None,
        summary=_summary(ground) if number == 1 else "",
        topics=[(name, topic_path(name)) for name in debate.summary.topics],
        parts=parts,
        number=number,
        data="thread.json" if number == 1 else "../thread.json",
        pages=[(n, _link(ground, number, n, "comments")) for n in range(1, len(ground.pages) + 1)],
        counts=[(thread.declared, _archived(thread)) for thread in debate.threads if thread.declared is not None],
        communities=list(dict.fromkeys(thread.community for thread in debate.threads if thread.community)),
        source_url=safe_link(debate.summary.source_url) or safe_link(debate.threads[0].link),
    )
    return f"{path}index.html", html


def _summary(ground: _Ground) -> Markup:
    """The summary on the first page."""
    return summary_html(
        ground.debate, partial(_comment_link, ground, 1), ground.site.words.labels(), ground.site.settings.markdown
    )


def _exact(when: Timestamp | None) -> str:
    """The date, where it is known to the day."""
    return when.iso() if when and not when.approximate and when.precision not in ("year", "month") else ""


def _summary_text(debate: Debate, words: str) -> Iterator[Text]:
    if words:
        article = debate.summary.article
        published = article.published if article else None
        yield Text("#summary", "", _iso(published), None, words)


def _texts(pages: Sequence[Sequence[PartView]]) -> Iterator[Text]:
    """Documents for the opening posts and comments that have words."""
    for number, parts in enumerate(pages, 1):
        page = "" if number == 1 else f"{number}/"
        for part in parts:
            for view in (*((part.post,) if part.post else ()), *part.comments):
                if view.body:
                    date = _iso(view.published or view.edited)
                    yield Text(f"{page}#{view.anchor}", view.byline.handle, date, view.score, plain(view.body))


def _iso(when: When | None) -> str:
    return when.iso() if isinstance(when, Timestamp) else ""
