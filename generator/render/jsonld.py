"""A debate as search engines read it: JSON-LD, a DiscussionForumPosting of schema.org with comments nested in it.

Google wants an author with a name, a date and a text of every posting and comment; see
developers.google.com/search/docs/appearance/structured-data/discussion-forum. What is deleted is told to be so; a
comment without a date or words is left out, and its answers stand below what it answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
from markupsafe import Markup

from generator.debate import Debate, Entry
from generator.model import Timestamp
from generator.render.comments import CommentView, PostView, safe_link
from generator.render.entry import shorten
from generator.render.passages import Passage

MOST = 100
"""Comments that are told: those with most votes, and what they answer."""
COMMENT_LENGTH = 200
"""Characters of a comment that are told."""
POST_LENGTH = 500
"""Characters of an opening post that are told."""

Record = dict[str, object]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said, and what stands for what is not known."""

    words: Mapping[str, str]
    """Those on the page, by the fragment where they stand."""
    unknown: str
    """For the author of what nobody signed."""
    gone: str
    """For the words, and where it is unknown the author, of what was deleted."""


def linked_data(debate: Debate, threads: Sequence[Passage], said: Said, entry: Entry, address: str) -> Markup:
    """A posting for each thread, as JSON that may stand in a `<script>`; empty where nothing has a date.

    `said` is what stands on the page; `address` is its own, if it has one.
    """
    share = MOST // max(len(threads), 1)
    postings = [_posting(debate, thread, said, entry, address, share) for thread in threads if _started(thread, entry)]
    if not postings:
        return Markup("")
    data = msgspec.json.encode(postings if len(postings) > 1 else postings[0]).decode()
    return Markup(data.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704 - escaped


def _started(thread: Passage, entry: Entry) -> str:
    return (thread.post and _date(thread.post)) or (entry.started.iso() if entry.started else "")


def _posting(debate: Debate, thread: Passage, said: Said, entry: Entry, address: str, most: int) -> Record:
    post = thread.post
    text = said.words.get(f"#{post.anchor}" if post else "#summary", "")
    article = debate.summary.article
    shared = (post.url if post else "") or safe_link(article.url if article else None)
    record: Record = {
        "@context": "https://schema.org",
        "@type": "DiscussionForumPosting",
        "headline": debate.title,
        "text": said.gone if post and post.state != "shown" else shorten(text or debate.title, POST_LENGTH),
        "author": _author(post, said) if post else _person(said.unknown),
        "datePublished": _started(thread, entry),
        **(_changes(post) if post else {}),
        "url": f"{address}#{post.anchor}" if post and len(debate.threads) > 1 else address,
        "inLanguage": debate.language,
        "commentCount": thread.total,
        "sharedContent": {"@type": "WebPage", "url": shared} if shared else None,
        "comment": _nested(thread.comments, said, most),
    }
    return {name: value for name, value in record.items() if value not in (None, "", [])}


def _nested(comments: Sequence[CommentView], said: Said, most: int) -> list[Record]:
    """The best comments, each with the best of its answers, best first; nothing recurses."""
    above = _ancestors(comments, said)
    chosen = _best(comments, above, said, most)
    records = {place: _comment(comments[place], said) for place in chosen}
    answers: dict[int | None, list[int]] = {}
    for place in sorted(chosen, key=lambda place: (-(comments[place].score or 0), place)):
        answers.setdefault(above[place], []).append(place)
    for answered, places in answers.items():
        if answered is not None:
            records[answered]["comment"] = [records[place] for place in places]
    return [records[place] for place in answers.get(None, ())]


def _ancestors(comments: Sequence[CommentView], said: Said) -> list[int | None]:
    """For each comment the place of the nearest one above it that can be told."""
    above: list[int | None] = []
    path: list[int] = []
    for place, comment in enumerate(comments):
        while path and comments[path[-1]].depth >= comment.depth:
            path.pop()
        above.append(path[-1] if path else None)
        is_gone = comment.state in ("deleted", "removed", "hidden")
        if _is_dated(comment) and (is_gone or said.words.get(f"#{comment.anchor}")):
            path.append(place)
    return above


def _best(comments: Sequence[CommentView], above: Sequence[int | None], said: Said, most: int) -> set[int]:
    """The places of the comments with most votes, and of all they answer, as far as there is room for both."""
    candidates = [place for place, one in enumerate(comments) if said.words.get(f"#{one.anchor}") and _is_dated(one)]
    chosen: set[int] = set()
    for candidate in sorted(candidates, key=lambda place: -(comments[place].score or 0)):
        chain: list[int] = []
        place: int | None = candidate
        while place is not None and place not in chosen and len(chosen) + len(chain) <= most:
            chain.append(place)
            place = above[place]
        if len(chosen) + len(chain) <= most:
            chosen.update(chain)
    return chosen


def _comment(view: CommentView, said: Said) -> Record:
    record: Record = {
        "@type": "Comment",
        "text": shorten(said.words.get(f"#{view.anchor}", said.gone), COMMENT_LENGTH),
        "author": _author(view, said),
        "datePublished": _date(view),
        **_changes(view),
        "url": f"#{view.anchor}",  # relative to the page, as JSON-LD has it: a third of a short comment otherwise
    }
    if view.score is not None and view.score > 0:
        record["upvoteCount"] = view.score
    return record


def _author(view: PostView | CommentView, said: Said) -> Record:
    return _person(view.byline.name or (said.unknown if view.state == "shown" else said.gone))


def _person(name: str) -> Record:
    return {"@type": "Person", "name": name}


def _is_dated(view: CommentView) -> bool:
    return isinstance(view.published, Timestamp) or isinstance(view.edited, Timestamp)


def _date(view: PostView | CommentView) -> str:
    """When it was written, or last changed, as exactly as it is known; empty where neither is."""
    when = view.published if isinstance(view.published, Timestamp) else view.edited
    return when.iso() if isinstance(when, Timestamp) else ""


def _changes(view: PostView | CommentView) -> Record:
    record: Record = {}
    if isinstance(view.edited, Timestamp) and view.edited != view.published:
        record["dateModified"] = view.edited.iso()
    if view.state != "shown":
        record["creativeWorkStatus"] = "Deleted"
    return record
