"""The words of an object: Markdown where its author wrote that, behind its content warning, with the poll's result."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape
from typing import Any

from generator.model import Markup
from generator.readers.activitypub.values import Item, address_of, count_of, kind_of, listed, split, text_of

_LEMMY_ID = re.compile(r"/(?:post|comment)/\d+$")
_LEMMY_ACTOR = re.compile(r"/u/[^/]+$")
_MARKUPS: dict[str, Markup] = {"text/markdown": "commonmark", "text/plain": "text"}
_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"</?(?:p|br|h\d|li|ul|ol|div|blockquote|pre|summary|table|tr)\b[^<>]*>")
_TITLE_LENGTH = 80
_ANSWERED = re.compile(r"(?:@[\w.-]+(?:@[\w.-]+)?[\s,:]*)+")


def words_of(item: Item) -> tuple[str, Markup]:
    """The body of an ActivityPub object and its markup."""
    poll = [(text_of(one, "name"), count_of(one.get("replies"))) for one in _options(item)]
    source = item.get("source")
    if isinstance(source, dict) and source.get("mediaType") == "text/markdown" and not poll:
        body, warning = text_of(source, "content"), warning_of(item)
        if body and not (warning and ":::" in body):
            return folded(body, "lemmy" if _is_lemmy(item) else "commonmark", warning)
    body = text_of(item, "content", "contentMap")
    markup = _MARKUPS.get(text_of(item, "mediaType"), "html")
    if poll:
        body, markup = (body if markup == "html" else escape(body, quote=False)) + poll_result(poll), "html"
    return folded(body, markup, warning_of(item))


def warning_of(item: Item) -> str:
    """The content warning. The `summary` of what has a name is no warning but an abstract, unless it is `sensitive`."""
    if text_of(item, "name", "nameMap") and item.get("sensitive") is not True:
        return ""
    named = kind_of(item) not in ("Note", "Question") and item.get("sensitive") is not True
    return "" if named else text_of(item, "summary", "summaryMap").strip()


def folded(body: str, markup: Markup, warning: str) -> tuple[str, Markup]:
    """The words behind their warning."""
    if not warning or not body:
        return body, markup
    if markup == "text":
        lines = escape(body.strip(), quote=False).splitlines()
        body, markup = f"<p>{'<br>'.join(lines)}</p>", "html"
    if markup == "html":
        title = escape(" ".join(warning.split()), quote=False)
        return f'<details class="spoiler"><summary>{title}</summary>{body}</details>', "html"
    return f"::: spoiler {' '.join(warning.split())}\n{body}\n:::", "lemmy"


def poll_result(options: Iterable[tuple[str, int | None]]) -> str:
    """What could be voted for, and how many did."""
    return f"<ul>{''.join(f'<li>{escape(name, quote=False)}{_votes(votes)}</li>' for name, votes in options)}</ul>"


def _votes(votes: int | None) -> str:
    if votes is None:
        return ""
    return f": {votes} vote" if votes == 1 else f": {votes} votes"


def first_words(body: str, markup: Markup) -> str:
    """The first words of a body, to serve as a title: without those that are only addressed by name."""
    text = body
    if markup == "html":
        text = unescape(_TAG.sub("", _BREAK.sub("\n", body)))
    lines = (" ".join(_ANSWERED.sub("", line.strip(), count=1).split()) for line in text.splitlines())
    line = next(filter(None, lines), "")
    if len(line) <= _TITLE_LENGTH:
        return line
    return line[:_TITLE_LENGTH].rpartition(" ")[0].rstrip(".,;:") + " …" if " " in line else line[:_TITLE_LENGTH] + "…"


def file_names(attachments: Any, described_by: str) -> tuple[str, ...]:
    """Names of the files that came along, with what their author said that they show."""
    files = (one for one in listed(attachments) if isinstance(one, dict))
    return tuple(filter(None, (_file_name(one, text_of(one, described_by)) for one in files)))


def _file_name(attachment: Item, description: str) -> str:
    name = split(address_of(attachment.get("url")) or "").path.rpartition("/")[2]
    return f"{name}: {' '.join(description.split())}" if description and name else name or description


def _options(item: Item) -> list[Item]:
    return [one for one in (*listed(item.get("oneOf")), *listed(item.get("anyOf"))) if isinstance(one, dict)]


def _is_lemmy(item: Item) -> bool:
    author = address_of(item.get("attributedTo")) or ""
    return bool(_LEMMY_ID.search(text_of(item, "id")) and _LEMMY_ACTOR.search(author))
