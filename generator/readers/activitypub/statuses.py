"""Statuses as Mastodon's API shows them, and those that speak it: Pleroma, GoToSocial, Pixelfed, Friendica.

https://docs.joinmastodon.org/entities/Status/
"""

from __future__ import annotations

from pathlib import Path

from generator.readers.activitypub.bodies import file_names, folded, poll_result
from generator.readers.activitypub.entries import Entry
from generator.readers.activitypub.objects import dates_of
from generator.readers.activitypub.people import People
from generator.readers.activitypub.values import Item, count_of, listed, text_of

_REFUSED = {
    "private": "not public: sent to followers only",
    "direct": "not public: a direct message",
}


def is_status(item: Item) -> bool:
    """Whether it is a status: it has an account and words, and no type."""
    return "account" in item and "content" in item and "type" not in item


def entry_of_status(item: Item, path: Path, people: People) -> Entry | None:
    """The status as an entry; None where it has no id."""
    number = text_of(item, "id")
    if not number:
        return None
    account = item.get("account")
    published, edited = dates_of(item, "created_at", "edited_at")
    warning = text_of(item, "spoiler_text").strip()
    body, markup = folded(text_of(item, "content") + _poll(item), "html", warning)
    return Entry(
        id=number,
        source=path,
        parent=text_of(item, "in_reply_to_id") or None,
        actor=people.learn_account(account) if isinstance(account, dict) else None,
        published=published,
        edited=edited,
        score=count_of(item.get("favourites_count")),
        title=warning,
        body=body,
        markup=markup,
        link=text_of(item, "url", "uri") or None,
        attachments=file_names(item.get("media_attachments"), "description"),
        answer_count=max(count_of(item.get("replies_count")) or 0, 0),
        refused=_REFUSED.get(text_of(item, "visibility"), ""),
    )


def _poll(item: Item) -> str:
    poll = item.get("poll")
    options = listed(poll.get("options")) if isinstance(poll, dict) else []
    named = [(text_of(one, "title"), count_of(one.get("votes_count"))) for one in options if isinstance(one, dict)]
    return poll_result(named) if named else ""
