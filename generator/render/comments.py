"""What a layout shows of comments and opening posts: words made safe, links resolved, the place in nested lists."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from markupsafe import Markup

from generator.clock import Clock
from generator.markup import Place, render
from generator.markup.labels import Labels
from generator.markup.links import valid
from generator.model import Author, Comment, Post, Thread, When
from generator.render.exchanges import goes_on
from generator.render.kin import Kin
from generator.render.nesting import INDENTED, Nest, nest
from generator.render.words import Words
from generator.urls import host_of

CHARACTERS = 150
"""Characters that take the room of a comment without words."""
ROOMS = (2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048)
"""How much room a branch may take, in comments without words: a style sheet knows a height for each."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote something."""

    handle: str
    """Identity in the whole site; empty where unknown."""
    name: str
    """As shown."""
    home: str
    """The host of the account, where there is one."""
    flags: tuple[str, ...]
    """Roles, `op` among them where the opening post is theirs."""


@dataclass(frozen=True, slots=True)
class PostView:
    """An opening post as a layout sees it."""

    anchor: str
    """`post`, `post-2`, …"""
    byline: Byline
    """Its author."""
    published: When | None
    """When it was written."""
    edited: When | None
    """When it was last changed."""
    score: int | None
    """Votes."""
    state: str
    """`shown`, or the kind of tombstone."""
    body: Markup
    """Safe HTML."""
    url: str
    """What it links to; empty where it does not."""
    link: str
    """Where it stood on its platform; empty where unknown."""
    attachments: Sequence[str]
    """Names of files that came with it."""


@dataclass(frozen=True, slots=True)
class CommentView:
    """One comment as a layout sees it."""

    anchor: str
    """`c-…`."""
    depth: int
    """In the thread, from 1."""
    level: int
    """Among the nested lists of its page, from 1."""
    opens: int
    """Comments in the list of replies that begins with it; 0 where none does."""
    closes: int
    """How many lists of replies end before it."""
    size: int
    """How much room its branch takes, about; 0 where it stands in another's branch."""
    kind: str
    """What the list that begins with it is besides: `pair` where an exchange of two goes on, `deep` where indentation
    has ended; both, or nothing."""
    told: bool
    """Whether its place does not show whom it answers: its level is out of sight or indented no further."""
    byline: Byline
    """Its author."""
    published: When | None
    """When it was written."""
    edited: When | None
    """When it was last changed."""
    score: int | None
    """Votes."""
    state: str
    """`shown`, or the kind of tombstone."""
    body: Markup
    """Safe HTML."""
    parent: str
    """Link to the comment it answers; empty for an answer to the opening post, and where that is not known."""
    root: str
    """Link to the answer to the opening post that it hangs below; empty where that is itself or what it answers."""
    previous: str
    """Link to what was said before it in answer to the same; empty where nothing was."""
    next: str
    """Link to what was said after it in answer to the same; empty where nothing was."""
    answers: str
    """Name of who is answered; empty where unknown."""
    link: str
    """Where it stood on its platform; empty where unknown."""
    subject: str
    """A subject of its own; empty where it has none."""
    side: str
    """`pro`, `con`, or nothing."""
    refers: Sequence[tuple[str, str]]
    """Link to, and name of, each comment it points at."""
    attachments: Sequence[str]
    """Names of files that came with it."""
    more: int
    """Replies that are not archived; -1 where nobody knows how many."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the words of a thread need to know beyond themselves to stand on a page."""

    thread: Thread
    """The thread they belong to."""
    comments: Mapping[str, Comment]
    """Each comment of the thread, by its id."""
    kin: Mapping[str, Kin]
    """Who stands around each of them, by its id."""
    link: Callable[[str], str]
    """The link, from the page, to the comment with an id; empty where there is none."""
    base: str
    """Where the thread stood on its platform; empty where unknown."""
    post: str
    """Link, from the page, to the thread's opening post; empty where there is none."""
    words: Words
    """What the site says."""
    labels: Labels
    """What it says among what people wrote."""
    images: Literal["link", "embed", "local"]
    """The site's policy on pictures."""
    markdown: Literal["compiled", "reference"]
    """What may read Markdown."""
    media: Mapping[str, str]
    """Links, from the page, to copies of pictures, by the address in the body."""
    clock: Clock
    """Measures how long the words take."""


def post_view(post: Post, anchor: str, around: Surroundings) -> PostView:
    """The opening post, with the id `anchor` in its page."""
    body = _body(post, around, f"{anchor}-", {})
    return PostView(
        anchor=anchor,
        byline=byline(post.author),
        published=post.published,
        edited=post.edited,
        score=post.score,
        state=post.state,
        body=body,
        url=safe_link(post.url),
        link=safe_link(post.link),
        attachments=post.attachments,
    )


def comment_views(comments: Sequence[Comment], around: Surroundings) -> list[CommentView]:
    """The comments of one page, in reading order."""
    opener = around.thread.post.author if around.thread.post else None
    nests = nest([comment.depth for comment in comments])
    return [
        _comment_view(
            comment, place, opener, around, _room(comments[at : at + 1 + place.below]) if place.level == 1 else 0
        )
        for at, (comment, place) in enumerate(zip(comments, nests, strict=True))
    ]


def _room(branch: Sequence[Comment]) -> int:
    """The room for the comments of a branch, and as many more as their words would fill."""
    estimate = len(branch) + sum(len(comment.body) for comment in branch) // CHARACTERS
    return ROOMS[min(bisect_left(ROOMS, estimate), len(ROOMS) - 1)]


def _comment_view(comment: Comment, place: Nest, opener: Author | None, around: Surroundings, size: int) -> CommentView:
    parent, kin = comment.parent, around.kin[comment.id]
    answered = opener if parent is None else _author(parent, around)
    quotes = {quote.paragraph: _quoted(quote.of, around) for quote in comment.quotes}
    return CommentView(
        anchor=f"c-{comment.id}",
        depth=comment.depth,
        level=place.level,
        opens=place.opens,
        closes=place.closes,
        size=size,
        kind=_kind(comment, place, around) if place.opens else "",
        told=comment.depth > 1 and (place.level == 1 or place.level > INDENTED),
        byline=byline(comment.author, opener),
        published=comment.published,
        edited=comment.edited,
        score=comment.score,
        state=comment.state,
        body=_body(comment, around, f"c-{comment.id}-", quotes),
        parent=around.link(parent) if parent else "",
        root=around.link(kin.root) if kin.root and kin.root != parent else "",
        previous=around.link(kin.previous) if kin.previous else "",
        next=around.link(kin.next) if kin.next else "",
        answers=name_of(answered),
        link=safe_link(comment.link),
        subject=comment.subject or "",
        side=comment.side or "",
        refers=[_named(id_, around) for id_ in comment.refers],
        attachments=comment.attachments,
        more=comment.more,
    )


def _kind(comment: Comment, place: Nest, around: Surroundings) -> str:
    kinds = ("pair" if goes_on(comment, around.comments, around.kin) else "", "deep" if place.level > INDENTED else "")
    return " ".join(filter(None, kinds))


def byline(author: Author | None, opener: Author | None = None) -> Byline:
    """How an author is shown in a thread that `opener` began."""
    if author is None:
        return Byline("", "", "", ())
    began = opener is not None and author.handle == opener.handle and "op" not in author.flags
    flags = ("op", *author.flags) if began else author.flags
    return Byline(author.handle, name_of(author), author.home or "", flags)


def name_of(author: Author | None) -> str:
    """The name to show; empty where there is none."""
    return (author.display or author.name) if author else ""


def safe_link(link: str | None) -> str:
    """The link if it is an http or https address, fit for an attribute (`valid`); or nothing."""
    return valid(link) if link and host_of(link) else ""


def _body(words: Comment | Post, around: Surroundings, unique: str, quotes: Mapping[int, tuple[str, str]]) -> Markup:
    """The words as safe HTML; nothing for a tombstone."""
    if words.state != "shown":
        return Markup("")
    place = Place(
        base=safe_link(words.link) or around.base or None,
        platform=around.thread.platform,
        images=around.images,
        markdown=around.markdown,
        unique=unique,
        within=partial(_within, around),
        quotes=quotes,
        media=around.media,
        heading=2 if isinstance(words, Post) else 4,
        labels=around.labels,
    )
    with around.clock.on("markup"):
        return Markup(render(words.body, words.markup, place))  # noqa: S704 - markup.render makes it safe


def _within(around: Surroundings, fragment: str) -> str:
    """The link to a comment, or to the opening post, that the words of another of the thread lead to."""
    if fragment == "post":
        return around.post
    return around.link(fragment.removeprefix("c-")) if fragment.startswith("c-") else ""


def _named(id_: str, around: Surroundings) -> tuple[str, str]:
    """Link to, and a name for, another comment: its author, or where it has none its id."""
    return around.link(id_), name_of(_author(id_, around)) or id_


def _quoted(of: str | None, around: Surroundings) -> tuple[str, str]:
    """Link to, and label of, the comment quoted, or the opening post."""
    if of is None:
        return around.post or "#summary", around.words.text("quoted_above")
    return around.link(of), name_of(_author(of, around)) or around.words.text("quoted")


def _author(id_: str, around: Surroundings) -> Author | None:
    comment = around.comments.get(id_)
    return comment.author if comment else None
