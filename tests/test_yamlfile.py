"""YAML read along a shape: every mistake has its place, and nothing is guessed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import SummaryError
from generator.model import Timestamp
from generator.yamlfile import Address, Form, Least, nearest, parse_yaml, read_yaml

PATH = Path("a.yaml")


@dataclass(frozen=True)
class Inner:
    name: str
    size: int = 0


@dataclass(frozen=True)
class Shape:
    title: str = ""
    flag: bool = False
    when: Timestamp | None = None
    side: Literal["pro", "con"] = "pro"
    items: tuple[str, ...] = ()
    inner: Inner | None = None
    many: tuple[Inner, ...] = ()
    link: Address | None = None
    number: Annotated[int, Least(1)] = 1
    code: Annotated[str, Form("two letters", "[a-z]{2}")] = "aa"
    share: float = 0.5


def parse(text: str) -> tuple[Shape | None, list[str]]:
    value, mistakes = parse_yaml(text, Shape, SummaryError, PATH)
    return value, [str(mistake) for mistake in mistakes]


VALUES = [
    ("", Shape()),
    ("# only words\n", Shape()),
    ("title: 1984", Shape(title="1984")),
    ("title: no\nflag: no", Shape(title="no")),
    ("title: 2024-01-01", Shape(title="2024-01-01")),
    ("flag: Yes", Shape(flag=True)),
    ("items: [a, 1, null]", Shape(items=("a", "1", "null"))),
    ("inner: {name: a, size: 3}", Shape(inner=Inner("a", 3))),
    ("inner:", Shape()),
    ("many: [{name: a}, {name: b}]", Shape(many=(Inner("a"), Inner("b")))),
    ("link: https://a.example/b", Shape(link="https://a.example/b")),
    ("share: 0.25", Shape(share=0.25)),
]
MISTAKES = [
    ("titel: x", ['a.yaml:1:1: unknown key "titel" (did you mean "title"?)']),
    ("zzz: x", ['a.yaml:1:1: unknown key "zzz"']),
    ("title: a\ntitle: b", ['a.yaml:2:1: the key "title" stands here twice (keep one of them)']),
    ("title: [a]", ["a.yaml:1:8: title must be a text, not a list or keys"]),
    ("flag: maybe", ["a.yaml:1:7: flag must be true or false"]),
    ("flag:", ["a.yaml:1:6: flag has no value (give it true or false, or leave the key out)"]),
    (
        "when: soon",
        ["a.yaml:1:7: when must be a date like 2024, 2024-09, 2024-09-01 or 2024-09-01T12:30:00Z"],
    ),
    ("side: bro", ["a.yaml:1:7: side must be one of pro, con (did you mean pro?)"]),
    ("side: [pro]", ["a.yaml:1:7: side must be one of pro, con"]),
    ("items: a", ["a.yaml:1:8: items must be a list, like [a, b]"]),
    ("inner: a", ["a.yaml:1:8: inner must hold keys with values"]),
    ("inner: {size: x}", ["a.yaml:1:15: size must be a whole number", 'a.yaml:1:8: inner lacks the key "name"']),
    (
        "many: [{nam: a}]",
        [
            'a.yaml:1:9: unknown key "nam" (did you mean "name"?)',
            'a.yaml:1:8: an item of many lacks the key "name"',
        ],
    ),
    ("link: ftp://a", ["a.yaml:1:7: link must be an address that begins with http:// or https://"]),
    ("number: 0", ["a.yaml:1:9: number must be at least 1"]),
    ("code: A", ["a.yaml:1:7: code must be two letters"]),
    (
        "title: a: b",
        ["a.yaml:1:9: not YAML: mapping values are not allowed here (put a text that holds a colon in quotes)"],
    ),
    (
        "title:\n\tx",
        ["a.yaml:2:1: not YAML: found character '\\t' that cannot start any token (indent with spaces, not tabs)"],
    ),
    ("title: a\0b", ["a.yaml:1: not YAML: a control character"]),
    ("items: &a [x]\nmany: *a", ["a.yaml:1:8: many is an alias (write the value out)"]),
    ("- a", ["a.yaml:1:1: the file must hold keys with values"]),
    ("a: 1\n---\nb: 2", ["a.yaml:2:1: not YAML: but found another document"]),
    ("title: !!python/object:os.system x", []),
    ("items: " + "[" * 3000, ["a.yaml:1: nested too deep (answers can also be listed flat, see docs/readers.md)"]),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_values_are_what_the_shape_says(text: str, value: Shape) -> None:
    assert parse(text) == (value, [])


@pytest.mark.parametrize(("text", "messages"), MISTAKES)
def test_mistakes_are_told_with_their_place(text: str, messages: list[str]) -> None:
    assert parse(text)[1] == messages


def test_a_file_that_is_no_text_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"title: a\nname: \xff\n")
    assert str(read_yaml(path, Shape, SummaryError)[1][0]) == (
        f"{path}:2: this is not UTF-8 text (save the file as UTF-8)"
    )


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    value, mistakes = parse(text)
    assert (value is None) == bool(mistakes)


def test_the_nearest_word_is_found_if_it_is_near() -> None:
    assert nearest("sumary", ["summary", "title"]) == "summary"
    assert nearest("x", ["summary", "title"]) is None
