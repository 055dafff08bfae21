"""A debate selected on a lemmy-ui page, copied, and pasted into a plain text file.

Each comment is a bullet with its author, the lines that `generator.lemmyheader` tells of, and its words; a reply is
indented under the comment it answers. The words of a comment may hold bullet lists at the very indent where a reply
would stand, so only a header makes a comment. Words before the first comment are the opening post.

Dates are ages, as of the day of the copy. Where a comment was edited, the page prints the age of the change in place of
that of the writing. Then the writing is known only if the comment answered has the same age, between which and the
change it lies; else it is None. Markup is lost in the copy, quotes included: `generator.quotes` finds them again.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.errors import SourceError
from generator.identity import ShortIds
from generator.lemmyheader import Header, Line, header_at
from generator.model import Comment, Post, Problem, State, Thread, When
from generator.quotes import find_quotes
from generator.sourcefile import read_text

NAME = "lemmy_text"
SIGNS = {
    "a bullet with a name": re.compile(rb"^[ \t\xa0]*(?:\xe2\x80\xa2|[*-])\s+\S", re.MULTILINE),
    'a line "link", "fedilink" or "arrow-up"': re.compile(rb"^\s*(?:link|fedilink|arrow-up)\s*$", re.MULTILINE),
    'an age like "1 year ago"': re.compile(rb"^\s*(?:\d+|an?) \w+ ago\s*$", re.MULTILINE),
}
"""What files of this format show, by what to call it where a file lacks some of it."""

_OTHER_FORMATS = re.compile(r"\A\s*[{<]|\AFrom \S+ .*\d\d:\d\d|^Message-ID: *<", re.IGNORECASE | re.MULTILINE)
_OTHER_SUFFIXES = (".yaml", ".yml", ".json", ".jsonl", ".html", ".xml", ".mbox", ".eml")
_TAB = 4
_TOMBSTONES: dict[str, State] = {
    "deleted by creator": "deleted",
    "permanently deleted": "deleted",
    "removed by mod": "removed",
    "removed by moderator": "removed",
}
_MORE_REPLIES = re.compile(r"(?P<count>[\d.,KM]+) more repl(?:y|ies) ➔")


def sniff(head: bytes, path: Path) -> bool:
    """Whether there is a comment's header in the text, and nothing says that it is a mail, data or a page."""
    if path.suffix in _OTHER_SUFFIXES:
        return False
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    if "\0" in text or _OTHER_FORMATS.search(text):
        return False
    lines = _lines(text.replace("\r\n", "\n").replace("\r", "\n"))
    return any(header_at(lines, at) for at in range(len(lines)))


def read(path: Path) -> Iterator[Thread]:
    """The one thread in the file. Raises SourceError when no comment is in it."""
    text = read_text(path)
    if "\0" in text:
        raise SourceError("this is not text", path)
    lines = _lines(text)
    headers = _headers(lines)
    if not headers:
        hint = "select the comments on the page together with the names and ages above them, and copy again"
        raise SourceError("there is no comment in this text", path, hint=hint)
    post = _post(lines[: headers[0].start])
    comments, problems = _comments(lines, headers, path)
    found = find_quotes(post.body if post else "", comments)
    yield Thread(path, "", "", "lemmy", None, post, found, problems=tuple(problems))


def _lines(text: str) -> list[Line]:
    return [_line(raw) for raw in text.split("\n")]


def _line(raw: str) -> Line:
    text = raw.strip()
    margin = raw[: raw.index(text)] if text else ""
    return Line(len(margin.expandtabs(_TAB)), text)


def _headers(lines: Sequence[Line]) -> list[Header]:
    headers = []
    at = 0
    while at < len(lines):
        header = header_at(lines, at)
        if header:
            headers.append(header)
        at = header.end if header else at + 1
    return headers


def _post(lines: Sequence[Line]) -> Post | None:
    margin = min((line.indent for line in lines if line.text), default=0)
    body = re.sub(r"\n{3,}", "\n\n", _words(lines, margin))
    return Post(None, None, None, None, "shown", body, "text") if body else None


def _words(lines: Sequence[Line], margin: int) -> str:
    """The lines with the margin taken off, without blank lines before and after."""
    return "\n".join(" " * max(0, line.indent - margin) * bool(line.text) + line.text for line in lines).strip("\n")


def _comments(lines: Sequence[Line], headers: Sequence[Header], path: Path) -> tuple[list[Comment], list[Problem]]:
    comments: list[Comment] = []
    problems: list[Problem] = []
    above: list[tuple[Header, Comment]] = []
    ids = ShortIds()
    ends = [header.start for header in headers[1:]] + [len(lines)]
    for header, end in zip(headers, ends, strict=True):
        words = lines[header.end : end]
        if _leave_siblings(above, header):
            problems.append(
                _problem("odd-indent", header, "this indentation fits no comment above", header.start, path)
            )
        problems += _problems(header, words, path)
        parent = above[-1][1] if above else None
        body, lacking = _without_more_replies(_words(words, header.inner))
        if lacking:
            message = f"{lacking} more answers were not unfolded on the page"
            problems.append(_problem("missing-replies", header, message, end - 1, path))
        comment = _comment(header, body, parent, len(above) + 1, ids)
        comments.append(comment)
        above.append((header, comment))
    return comments, problems


def _leave_siblings(above: list[tuple[Header, Comment]], header: Header) -> bool:
    """Cuts `above` down to the comment answered; whether the indentation is none that was there before."""
    left = None
    while above and (header.indent < above[-1][0].inner or header.inner <= above[-1][0].inner):
        left = above.pop()[0]
    return left is not None and left.inner != header.inner


def _problems(header: Header, words: Sequence[Line], path: Path) -> Iterator[Problem]:
    for oddity in header.oddities:
        yield _problem(oddity.kind, header, oddity.message, oddity.at, path)
    for at, line in enumerate(words, header.end):
        if line.text and line.indent < header.inner:
            yield _problem("odd-indent", header, "words stand further left than their comment", at, path)
            break


def _problem(kind: str, header: Header, message: str, at: int, path: Path) -> Problem:
    return Problem(kind, f"{header.author.handle}: {message}", path, at + 1)


def _without_more_replies(body: str) -> tuple[str, str | None]:
    """The words without the page's "3 more replies ➔", and the number in it."""
    words, _, last = body.rpartition("\n")
    match = _MORE_REPLIES.fullmatch(last.strip())
    return (words.strip("\n"), match["count"]) if match else (body, None)


def _comment(header: Header, body: str, parent: Comment | None, depth: int, ids: ShortIds) -> Comment:
    state = _TOMBSTONES.get(body.strip("*[]. ").casefold(), "shown")
    body = body if state == "shown" else ""
    parent_id = parent.id if parent else None
    published: When | None = header.age
    if header.edited and not (parent and parent.published == header.age):
        published = None
    return Comment(
        id=ids.give(header.author.handle, body, parent_id),
        parent=parent_id,
        depth=depth,
        author=header.author,
        published=published,
        edited=header.age if header.edited else None,
        score=header.score,
        state=state,
        body=body,
        markup="text",
    )
