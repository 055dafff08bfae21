"""A thread as plain data: what `inspect --json` prints and `thread.json` holds.

Dates are ISO 8601 with reduced precision. An age that no capture date turned into a date is null there, and stands
beside it in words.
"""

from __future__ import annotations

from generator.model import Age, Comment, Post, Problem, Quote, Thread, Timestamp, When

Record = dict[str, object]
"""Keys in the order in which they are written."""


def thread_record(thread: Thread) -> Record:
    """The thread, with its post, its comments in reading order and its problems; `source` is the file's name."""
    return {
        "title": thread.title,
        "platform": thread.platform,
        "source": thread.source.name,
        "post": post_record(thread.post) if thread.post else None,
        "comments": [comment_record(comment) for comment in thread.comments],
        "problems": [_problem_record(problem) for problem in thread.problems],
    }


def post_record(post: Post) -> Record:
    """The opening post."""
    return {
        **_words_record(post),
        "url": post.url,
        "link": post.link,
        **_ages(post.published, post.edited),
    }


def comment_record(comment: Comment) -> Record:
    """One comment; `quotes` only where there are any."""
    record: Record = {
        "id": comment.id,
        "parent": comment.parent,
        "depth": comment.depth,
        **_words_record(comment),
        **_ages(comment.published, comment.edited),
    }
    if comment.quotes:
        record["quotes"] = [_quote_record(quote) for quote in comment.quotes]
    return record


def _words_record(words: Post | Comment) -> Record:
    return {
        "author": words.author.handle if words.author else None,
        "published": _date(words.published),
        "edited": _date(words.edited),
        "score": words.score,
        "state": words.state,
        "body": words.body,
        "markup": words.markup,
    }


def _date(when: When | None) -> str | None:
    return when.iso() if isinstance(when, Timestamp) else None


def _ages(published: When | None, edited: When | None) -> Record:
    named = {"age": published, "edited_age": edited}
    return {name: when.words() for name, when in named.items() if isinstance(when, Age)}


def _quote_record(quote: Quote) -> Record:
    return {"paragraph": quote.paragraph, "of": quote.of}


def _problem_record(problem: Problem) -> Record:
    return {"kind": problem.kind, "message": problem.message, "line": problem.line}
