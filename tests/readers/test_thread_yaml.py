from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import SourceError
from generator.readers import thread_yaml


def test_flat_answers_may_be_very_deep(tmp_path: Path) -> None:
    source = tmp_path / "thread.yaml"
    links = [f"  - {{id: {n}, body: Level {n}{f', answers: {n - 1}' if n else ''}}}" for n in range(3_000)]
    source.write_text("\n".join(["comments:", *links]), encoding="utf-8")
    (thread,) = thread_yaml.read(source)
    assert thread.comments[-1].depth == 3_000


def test_replies_nested_too_deep_are_refused_with_a_way_out(tmp_path: Path) -> None:
    source = tmp_path / "thread.yaml"
    source.write_text("comments: [" + "{replies: [" * 2_000 + "]}" * 2_000 + "]", encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        next(thread_yaml.read(source))
    message = "nested too deep (answers can also be listed flat, see docs/readers.md)"
    assert str(caught.value) == f"{source}:1: {message}"


def test_roles_and_the_name_to_show_are_kept(tmp_path: Path) -> None:
    source = tmp_path / "thread.yaml"
    source.write_text("comments: [{author: ada@a.example, display: Ada, flags: [op, bot]}]", encoding="utf-8")
    (thread,) = thread_yaml.read(source)
    author = thread.comments[0].author
    assert author is not None
    assert (author.name, author.home, author.display, author.flags) == ("ada", "a.example", "Ada", ("op", "bot"))


@pytest.mark.parametrize(
    ("name", "head", "claimed"),
    [
        ("thread.yaml", b"", True),
        ("mill.thread.yml", b"", True),
        ("THREAD.YAML.gz", b"", True),
        ("mill.yaml", b"title: x\ncomments:\n  - {}\n", True),
        ("mill.yaml", b"title: x\nsummary: |\n  comments:\n", False),
        ("mill.txt", b"comments:\n", False),
        ("unthread.yaml", b"", False),
    ],
)
def test_files_are_recognised_by_name_or_key(name: str, head: bytes, claimed: bool) -> None:
    assert thread_yaml.sniff(head, Path(name)) is claimed
