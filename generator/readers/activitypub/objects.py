"""Objects of ActivityPub: notes, pages, articles, questions, videos, events.

https://www.w3.org/TR/activitystreams-vocabulary/
"""

from __future__ import annotations

from pathlib import Path

from generator.model import Timestamp
from generator.moments import parse_moment
from generator.readers.activitypub.bodies import file_names, warning_of, words_of
from generator.readers.activitypub.entries import Entry
from generator.readers.activitypub.people import People
from generator.readers.activitypub.values import (
    Item,
    address_of,
    addresses_of,
    count_of,
    host_of,
    kind_of,
    listed,
    text_of,
)

TALK = ("Note", "Page", "Article", "Question", "Video", "Audio", "Event", "Document")
"""Types of objects in which somebody says something."""

_PUBLIC = {"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"}
_PAGES = ("text/html", "")
_CONVERSATIONS = ("conversation", "context", "inConversation")
"""What servers name a thread by: Mastodon, then Friendica and FEP-7888, then GNU social."""


def entry_of(item: Item, path: Path, people: People) -> Entry | None:
    """The object as an entry; None where it has no id."""
    address = text_of(item, "id")
    if not address:
        return None
    _meet(item, people)
    body, markup = words_of(item)
    published, edited = dates_of(item, "published", "updated")
    answers, answer_count = _answers(item)
    link = _page(item)
    url = _linked(item, address, link)
    return Entry(
        id=address,
        source=path,
        parent=address_of(item.get("inReplyTo")),
        aliases=tuple({name for name in (link, text_of(item, "atomUri")) if name and name != address}),
        conversation=text_of(item, *_CONVERSATIONS) or None,
        actor=address_of(item.get("attributedTo")) or address_of(item.get("actor")),
        published=published,
        edited=edited,
        score=count_of(item.get("likes")),
        title=text_of(item, "name", "nameMap").strip() or warning_of(item),
        body=body,
        markup=markup,
        url=url,
        link=address if link is None or link == url else link,
        community=_community(item, people),
        attachments=() if kind_of(item) == "Page" else file_names(item.get("attachment"), "name"),
        answers=answers,
        answer_count=answer_count,
        refused=_refused(item),
    )


def dates_of(item: Item, written: str, changed: str) -> tuple[Timestamp | None, Timestamp | None]:
    """When it was written, and when it was last changed if that was at another second; None for dates that are none."""
    published, edited = _moment(text_of(item, written)), _moment(text_of(item, changed))
    same = published and edited and published.at.replace(microsecond=0) == edited.at.replace(microsecond=0)
    return published, None if same else edited


def _moment(text: str) -> Timestamp | None:
    try:
        return parse_moment(text) if text else None
    except (ValueError, OverflowError):
        return None


def _meet(item: Item, people: People) -> None:
    people.hear(item.get("tag"))
    for actor in listed(item.get("attributedTo")):
        if isinstance(actor, dict) and text_of(actor, "preferredUsername"):
            people.learn(actor)


def _page(item: Item) -> str | None:
    """Where people can see it: of several addresses that of a web page."""
    links = listed(item.get("url"))
    return address_of([one for one in links if not isinstance(one, dict) or text_of(one, "mediaType") in _PAGES])


def _linked(item: Item, address: str, link: str | None) -> str | None:
    """What a page is about: Lemmy says it by an attachment, Lotide by an address elsewhere."""
    if kind_of(item) != "Page":
        return None
    attached = [one for one in listed(item.get("attachment")) if isinstance(one, dict)]
    links = [address_of(one.get("href")) for one in attached if kind_of(one) == "Link"]
    pictures = [address_of(one.get("url")) for one in attached if kind_of(one) in ("Image", "Document")]
    elsewhere = link if link and host_of(link) != host_of(address) else None
    return next(filter(None, (*links, *pictures, elsewhere)), None)


def _community(item: Item, people: People) -> str | None:
    named = addresses_of(item.get("audience"))
    addressed = (*addresses_of(item.get("to")), *addresses_of(item.get("cc")))
    authors = addresses_of(item.get("attributedTo"))
    return next((one for one in (*named, *filter(people.is_group, (*addressed, *authors[1:])))), None)


def _answers(item: Item) -> tuple[tuple[str, ...], int]:
    """Addresses of answers as far as they are listed, and how many the server counts."""
    replies = item.get("replies")
    if not isinstance(replies, dict):
        return (), 0
    first = replies.get("first")
    pages = [replies, first] if isinstance(first, dict) else [replies]
    named = [one for page in pages for key in ("items", "orderedItems") for one in addresses_of(page.get(key))]
    return tuple(dict.fromkeys(named)), max(count_of(replies) or 0, 0)


def _refused(item: Item) -> str:
    """Why it is not published; where addressees are not told nothing is known against it."""
    addressed = [*addresses_of(item.get("to")), *addresses_of(item.get("cc"))]
    if (item.get("to") is None and item.get("cc") is None) or _PUBLIC & set(addressed):
        return ""
    followers = any(one.rstrip("/").endswith(("followers", "subscribers")) for one in addressed)
    return "not public: sent to followers only" if followers else "not public: a direct message"
