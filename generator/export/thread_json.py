"""A thread as plain data: what `inspect --json` prints and `thread.json` holds.

Dates are ISO 8601 with reduced precision. An age that no capture date turned into a date is null there, and stands
beside it in words.
"""

from __future__ import annotations

from generator.model import Age, Comment, Note, Post, Problem, Quote, Thread, Timestamp, When

Record = dict[str, object]
"""Keys in the order in which they are written."""


def thread_record(thread: Thread) -> Record:
    """The thread, with its post, its comments in reading order and its problems; `source` is the file's name."""
    record: Record = {
        "title": thread.title,
        "platform": thread.platform,
        "source": thread.source.name,
        "post": post_record(thread.post) if thread.post else None,
        "comments": [comment_record(comment) for comment in thread.comments],
        "problems": [_problem_record(problem) for problem in thread.problems],
    }
    return record | happenings(thread)


def happenings(thread: Thread) -> Record:
    """What a thread has besides words, where it has any: its community, notes, and what was not archived."""
    notes = [note_record(note) for note in thread.notes]
    told: Record = {"community": thread.community, "notes": notes, "more": thread.more}
    return {name: value for name, value in told.items() if value}


def post_record(post: Post) -> Record:
    """The opening post."""
    return {
        **_words_record(post),
        "url": post.url,
        "link": post.link,
        **_ages(post.published, post.edited),
        **_told(post, "attachments"),
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
    return record | _told(comment, "subject", "side", "refers", "attachments", "more")


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


def note_record(note: Note) -> Record:
    """Something that happened."""
    record: Record = {
        "author": note.author.handle if note.author else None,
        "published": _date(note.published),
        "text": note.text,
    }
    return record | _told(note, "link")


def _told(words: Post | Comment | Note, *names: str) -> Record:
    """The fields that hold anything, under their names."""
    return {name: value for name in names if (value := getattr(words, name))}


def _quote_record(quote: Quote) -> Record:
    return {"paragraph": quote.paragraph, "of": quote.of}


def _problem_record(problem: Problem) -> Record:
    return {"kind": problem.kind, "message": problem.message, "line": problem.line}
