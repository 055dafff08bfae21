"""The pages of one topic made into a thread, with what the topic says is not on any of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.discoursepost.captures import Capture
from generator.discoursepost.site import find_base, post_address
from generator.discoursepost.telling import Telling, tell
from generator.model import Note, Skipped, Thread, Timestamp
from generator.moments import parse_moment
from generator.readers.discourse.pages import Answer, Page


def same_site(pages: Iterable[Page]) -> list[list[Page]]:
    """The pages grouped by topic and forum: every forum counts its topics from 1.

    A page that does not tell its forum goes with the first.
    """
    groups: list[tuple[int | None, str | None, list[Page]]] = []
    for page in pages:
        base = _base([page])
        for place, (topic, other, group) in enumerate(groups):
            if topic == page.topic and (_agree(base, other)):
                groups[place] = (topic, other or base, [*group, page])
                break
        else:
            groups.append((page.topic, base, [page]))
    return [group for _, _, group in groups]


def _agree(*bases: str | None) -> bool:
    return len({base.partition("://")[2] for base in bases if base}) <= 1


def to_thread(pages: Sequence[Page]) -> Thread:
    """The topic that the pages are of; of posts on several pages the newest capture counts, else that given last."""
    start = max(pages, key=lambda page: any(entry.post_number == 1 for entry in page.entries))
    about = max((page.answer for page in pages), key=lambda answer: (answer.title is not None, answer.posts_count or 0))
    topic, base = start.topic, _base(pages)
    captures = [Capture(entry, page.path) for page in pages for entry in page.entries]
    private = any(page.answer.archetype == "private_message" for page in pages)
    told = _unsaid(captures) if private else tell(captures, topic, base)
    slug = about.slug or next((one.entry.topic_slug for one in captures if one.entry.topic_slug), None)
    titles = (about.unicode_title, about.title, *(one.entry.topic_title for one in captures), _title_from(slug))
    return Thread(
        source=start.path,
        key="",
        id=f"topic {topic}",
        platform="discourse",
        title=next(filter(None, titles), None),
        post=replace(told.post, url=about.featured_link or None) if told.post else None,
        comments=told.comments,
        link=post_address(base, topic, slug, 1),
        declared=_declared(pages, told),
        notes=(*_tags(about), *told.notes),
        more=0 if private else _absent(pages),
        problems=(*(problem for page in pages for problem in page.problems), *told.problems),
        skipped=(*(skipped for page in pages for skipped in page.skipped), *told.skipped),
    )


def _title_from(slug: str | None) -> str | None:
    """A page of posts names its topic only in its address, which is `topic` for titles in most other scripts."""
    return slug.replace("-", " ").capitalize() if slug and slug != "topic" else None


def _unsaid(captures: Iterable[Capture]) -> Telling:
    """A private message was not said to the public: whoever saves topics by their numbers may catch some."""
    skipped = tuple(Skipped(one.path, str(one.entry.id), "in a private message") for one in captures)
    return Telling(None, (), (), (), skipped)


def _base(pages: Sequence[Page]) -> str | None:
    around = [told for page in pages for told in (page.answer.details, page.answer.suggested_topics)]
    return find_base([entry for page in pages for entry in page.entries], around)


def _declared(pages: Sequence[Page], told: Telling) -> int | None:
    """Comments that there were: posts without the first, and without the small actions as far as they are known."""
    counts = [page.answer.posts_count for page in pages if page.answer.posts_count is not None]
    return max(max(counts) - 1 - len(told.notes), 0) if counts else None


def _absent(pages: Sequence[Page]) -> int:
    """How many posts the topic lists that no page has; -1 where it has no list and does not begin at its beginning."""
    streams = [page.answer.post_stream.stream for page in pages if page.answer.post_stream]
    listed = {id_ for stream in streams for id_ in stream or ()}
    entries = [entry for page in pages for entry in page.entries]
    if not listed:
        return 0 if any(entry.post_number == 1 for entry in entries) else -1
    found = {entry.id for entry in entries}
    if listed.isdisjoint(found):
        # A list of other ids than the posts have tells no more than how long it is.
        return max(len(listed) - len(found), 0)
    unread = sum(len(page.skipped) for page in pages)
    return max(len(listed - found) - unread, 0)


def _tags(about: Answer) -> Iterable[Note]:
    names = (tag if isinstance(tag, str) else tag.name for tag in about.tags or ())
    if words := ", ".join(filter(None, names)):
        yield Note(None, _moment(about.created_at), f"tagged {words}")


def _moment(text: str | None) -> Timestamp | None:
    try:
        return parse_moment(text) if text else None
    except (ValueError, OverflowError):
        return None
