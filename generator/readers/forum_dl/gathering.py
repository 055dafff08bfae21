"""The lines of a file gathered by thread, with no more in memory than the threads that are not yet complete.

forum-dl writes a thread's posts one after the other. But a busy thread may be met again on a later page of its board,
and files may be joined. So the file is gone through twice: first to see where each thread ends, then to read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath

import msgspec

from generator.errors import SourceError
from generator.model import Problem, Skipped
from generator.readers.forum_dl.lines import read_lines
from generator.readers.forum_dl.shapes import Item, Line, Path

_TALK = ("thread", "post")
_LINE = msgspec.json.Decoder(Line)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a file holds of one thread."""

    path: Path
    """Ids of its boards, and its own."""
    extractor: str
    """The kind of forum."""
    thread: Item | None = None
    """What is said of the thread as such; of two captures the last."""
    posts: list[tuple[int, Item]] = field(default_factory=list)
    """Its posts with the numbers of their lines."""
    board: str | None = None
    """The title of its board."""
    alone: bool = False
    """Whether the file holds no other thread."""
    problems: tuple[Problem, ...] = ()
    """Oddities; the first thread has those of lines that cannot be read."""
    skipped: tuple[Skipped, ...] = ()
    """Lines that cannot be read; the first thread has all of them."""


def gather(path: FilePath) -> Iterator[Gathered]:
    """Every thread, in the order in which they end. Raises SourceError when there is none."""
    ends, broken = _survey(path)
    if not ends:
        raise _no_thread(path, broken)
    boards: dict[Path, str] = {}
    waiting: dict[Path, Gathered] = {}
    for number, line in _read(path):
        if isinstance(line, str):
            continue
        place = line.item.path
        if line.type == "board":
            boards[place] = line.item.title or ""
        elif line.type in _TALK:
            gathered = waiting.pop(place, None) or Gathered(place, line.extractor, alone=len(ends) == 1)
            waiting[place] = _with(gathered, number, line)
            if ends[place] == number:
                yield _complete(waiting.pop(place), boards.get(place[:-1]), broken, path)
                broken = []


def _survey(path: FilePath) -> tuple[dict[Path, int], list[tuple[int, str]]]:
    """The last line of each thread; and the lines that cannot be read, with the reason."""
    ends: dict[Path, int] = {}
    broken = []
    for number, line in _read(path):
        if isinstance(line, str):
            broken.append((number, line))
        elif line.type in _TALK:
            ends[line.item.path] = number
    return ends, broken


def _read(path: FilePath) -> Iterator[tuple[int, Line | str]]:
    """Each line, or why it cannot be read."""
    for number, text in read_lines(path):
        try:
            yield number, _LINE.decode(text)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as cause:
            yield number, str(cause)


def _with(gathered: Gathered, number: int, line: Line) -> Gathered:
    if line.type == "thread":
        return replace(gathered, thread=line.item)
    gathered.posts.append((number, line.item))
    return gathered


def _complete(gathered: Gathered, board: str | None, broken: list[tuple[int, str]], path: FilePath) -> Gathered:
    problems = [
        Problem("unreadable-comment", f"this line cannot be read: {why}", path, number) for number, why in broken
    ]
    if not gathered.posts:
        title = gathered.thread.title if gathered.thread else None
        problems.append(Problem("missing-replies", f"of the thread {title!r} the file has no posts", path))
    skipped = tuple(Skipped(path, f"line {number}", why) for number, why in broken)
    return replace(gathered, board=board or None, problems=tuple(problems), skipped=skipped)


def _no_thread(path: FilePath, broken: list[tuple[int, str]]) -> SourceError:
    line, reason = (broken[0][0], f": line {broken[0][0]} cannot be read: {broken[0][1]}") if broken else (1, "")
    return SourceError(f"holds no thread and no post{reason}", path, line, hint="docs/readers.md says what to save")
