"""Polls as their results: in the words stand only the answers one could choose, the votes lie beside them."""

from __future__ import annotations

import re
from html import escape

from generator.discoursepost.place import Place
from generator.discoursepost.shapes import Poll

_POLL = re.compile(r'<div\b[^<>]*\bclass="poll[^"]*"[^<>]*>')
_NAME = re.compile(r'\bdata-poll-name="([^"]*)"')
_TITLE = re.compile(r'<div class="poll-title">((?:(?!</?div\b).)*)</div>', re.DOTALL)
_DIV = re.compile(r"<(/?)div\b")


def show_results(cooked: str, place: Place) -> str:
    """The words with each poll that is known as a list of answers and votes."""
    out = []
    done = 0
    while found := _POLL.search(cooked, done):
        end = _end(cooked, found)
        if end is None:
            break
        name = _NAME.search(found[0])
        poll = place.polls.get(name[1] if name else "poll")
        out.append(cooked[done : found.start()])
        out.append(_results(poll, cooked[found.end() : end]) if poll else cooked[found.start() : end])
        done = end
    return "".join((*out, cooked[done:]))


def _end(cooked: str, opening: re.Match[str]) -> int | None:
    """Where the poll's element ends; None when it does not."""
    depth = 1
    for tag in _DIV.finditer(cooked, opening.end()):
        depth += -1 if tag[1] else 1
        if depth == 0:
            close = cooked.find(">", tag.end())
            return close + 1 if close >= 0 else None
    return None


def _results(poll: Poll, inside: str) -> str:
    heading = _TITLE.search(inside)
    title = heading[1] if heading else escape(poll.title or "")
    answers = [f"<li>{option.html or ''}{_votes(option.votes)}</li>" for option in poll.options]
    voters = "" if poll.voters is None else _count(poll.voters, "voter")
    foot = ", ".join(filter(None, (voters, "closed" if poll.status == "closed" else "")))
    return "".join(
        (
            f"<p><strong>{title}</strong></p>" if title else "",
            f"<ul>{''.join(answers)}</ul>",
            f"<p>{foot}</p>" if foot else "",
        )
    )


def _votes(votes: int | None) -> str:
    return "" if votes is None else f": {_count(votes, 'vote')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
