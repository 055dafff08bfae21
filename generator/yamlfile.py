"""YAML files read into dataclasses, with the line and column of everything that is wrong.

The shape is a frozen dataclass: its annotations say what each key takes, its defaults which keys may be absent. Scalars
are taken as typed by the shape, not as YAML guesses them, so `language: no` is Norwegian and `title: 1984` is a title.
`Annotated` narrows them down: `Form` for texts, `Least` for numbers. `generator.schema` makes JSON Schemas of the same
shapes.
Unknown keys are refused with the nearest known one. YAML 1.1 as PyYAML's safe loader reads it, in pure Python because
the C parser dies on deep nesting; aliases are refused because they can blow a small file up.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
import types
import typing
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import yaml

from generator.errors import MoothallError
from generator.model import Timestamp
from generator.moments import parse_moment

T = TypeVar("T")
E = TypeVar("E", bound=MoothallError)

_ABSENT = object()


@dataclasses.dataclass(frozen=True, slots=True)
class Form:
    """A text has to have this form."""

    kind: str
    """What it is, with its article: `a colour like #9a3b1e`."""
    pattern: str
    """The whole text matches this regular expression."""


@dataclasses.dataclass(frozen=True, slots=True)
class Least:
    """A number may not be below this."""

    least: int
    """The least it may be."""


Address = Annotated[str, Form("an address that begins with http:// or https://", r"https?://\S+")]
"""A web address."""
Language = Annotated[str, Form("a language tag like en or pt-BR", r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")]
"""A BCP 47 tag."""
TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
"""The words for yes and no, in small letters."""


def read_yaml(path: Path, shape: type[T], error: type[E]) -> tuple[T | None, list[E]]:
    """The file at `path` as a `shape`, or None and every mistake in it as an `error`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as cause:
        line = cause.object.count(b"\n", 0, cause.start) + 1
        return None, [error("this is not UTF-8 text", path, line, hint="save the file as UTF-8")]
    except OSError as cause:
        return None, [error(f"cannot be read: {cause.strerror}", path)]
    return parse_yaml(text, shape, error, path)


def parse_yaml(text: str, shape: type[T], error: type[E], path: Path) -> tuple[T | None, list[E]]:
    """`text` as a `shape`, or None and every mistake in it as an `error` that names `path`."""
    checker = _Checker(error, path)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as cause:
        mark = cause.problem_mark or cause.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return None, [error(f"not YAML: {cause.problem or cause.context}", path, line, column, _yaml_hint(cause))]
    except yaml.reader.ReaderError as cause:
        line = text.count("\n", 0, cause.position) + 1
        return None, [error("not YAML: a control character", path, line)]
    except RecursionError:
        return None, [error("nested too deep", path, hint="answers can also be listed flat, see docs/readers.md")]
    if node is None:
        node = yaml.MappingNode("tag:yaml.org,2002:map", [], yaml.Mark(str(path), 0, 0, 0, None, 0))
    try:
        value = checker.convert(node, shape, "the file")
    except RecursionError:
        return None, [error("nested too deep", path, hint="answers can also be listed flat, see docs/readers.md")]
    return (None, checker.mistakes) if checker.mistakes else (value, [])


def place_of(path: Path, key: str, number: int) -> tuple[int, int]:
    """Line and column of an item, counted from 0, of the list under a key of a file that could be read."""
    node: Any = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    (items,) = (value.value for name, value in node.value if name.value == key)
    mark = items[number].start_mark
    return mark.line + 1, mark.column + 1


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, if one is near enough to be what was meant."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)), None)


def _yaml_hint(cause: yaml.MarkedYAMLError) -> str | None:
    if cause.problem == "mapping values are not allowed here":
        return "put a text that holds a colon in quotes"
    if cause.problem and "'\\t'" in cause.problem:
        return "indent with spaces, not tabs"
    return None


class _Checker:
    """Walks YAML nodes along a shape and collects what does not fit."""

    def __init__(self, error: type[E], path: Path) -> None:
        self.mistakes: list[Any] = []
        self._error = error
        self._path = path
        self._seen: set[int] = set()

    def convert(self, node: yaml.Node, shape: Any, name: str) -> Any:
        """The node's value as `shape` wants it; `name` is what the messages call it."""
        if id(node) in self._seen:
            return self._refuse(node, f"{name} is an alias", "write the value out")
        self._seen.add(id(node))
        origin = get_origin(shape)
        if origin in (Union, types.UnionType):
            return self._optional(node, shape, name)
        if origin is Annotated:
            inner, limit = get_args(shape)
            return self._narrow(node, inner, limit, name)
        if origin is Literal:
            return self._choice(node, get_args(shape), name)
        if origin is tuple:
            return self._sequence(node, get_args(shape)[0], name)
        if dataclasses.is_dataclass(shape) and shape is not Timestamp:
            return self._mapping(node, typing.cast(type, shape), name)
        return self._scalar(node, shape, name)

    def _optional(self, node: yaml.Node, shape: Any, name: str) -> Any:
        if node.tag == "tag:yaml.org,2002:null":
            return None
        (inner,) = (part for part in get_args(shape) if part is not types.NoneType)
        self._seen.discard(id(node))
        return self.convert(node, inner, name)

    def _narrow(self, node: yaml.Node, shape: Any, limit: Form | Least, name: str) -> Any:
        value = self._scalar(node, shape, name)
        if isinstance(limit, Form) and isinstance(value, str) and not re.fullmatch(limit.pattern, value):
            return self._refuse(node, f"{name} must be {limit.kind}")
        if isinstance(limit, Least) and isinstance(value, int) and value < limit.least:
            return self._refuse(node, f"{name} must be at least {limit.least}")
        return value

    def _choice(self, node: yaml.Node, choices: tuple[str, ...], name: str) -> Any:
        if isinstance(node, yaml.ScalarNode) and node.value in choices:
            return node.value
        guess = nearest(str(node.value), choices) if isinstance(node, yaml.ScalarNode) else None
        hint = f"did you mean {guess}?" if guess else None
        return self._refuse(node, f"{name} must be one of {', '.join(choices)}", hint)

    def _sequence(self, node: yaml.Node, shape: Any, name: str) -> Any:
        if not isinstance(node, yaml.SequenceNode):
            return self._refuse(node, f"{name} must be a list, like [a, b]")
        return tuple(self.convert(item, shape, f"an item of {name}") for item in node.value)

    def _mapping(self, node: yaml.Node, shape: type, name: str) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self._refuse(node, f"{name} must hold keys with values")
        hints = typing.get_type_hints(shape, include_extras=True)
        fields = {f.name: f for f in dataclasses.fields(shape) if f.init}
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key not in fields:
                guess = nearest(key, fields)
                self._refuse(key_node, f'unknown key "{key}"', f'did you mean "{guess}"?' if guess else None)
            elif key in values:
                self._refuse(key_node, f'the key "{key}" stands here twice', "keep one of them")
            else:
                values[key] = self.convert(value_node, hints[key], key)
        for field in fields.values():
            required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
            if required and field.name not in values:
                self._refuse(node, f'{name} lacks the key "{field.name}"')
        return _ABSENT if self.mistakes else shape(**values)

    def _scalar(self, node: yaml.Node, shape: Any, name: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            return self._refuse(node, f"{name} must be {KINDS[shape]}, not a list or keys")
        if node.tag == "tag:yaml.org,2002:null" and shape is not str:
            return self._refuse(node, f"{name} has no value", f"give it {KINDS[shape]}, or leave the key out")
        try:
            return _PARSERS[shape](node.value)
        except ValueError:
            return self._refuse(node, f"{name} must be {KINDS[shape]}")

    def _refuse(self, node: yaml.Node, message: str, hint: str | None = None) -> Any:
        mark = node.start_mark
        self.mistakes.append(self._error(message, self._path, mark.line + 1, mark.column + 1, hint))
        return _ABSENT


def _parse_bool(value: str) -> bool:
    if value.lower() not in TRUTHS:
        raise ValueError(value)
    return TRUTHS[value.lower()]


KINDS: dict[Any, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    Timestamp: "a date like 2024, 2024-09, 2024-09-01 or 2024-09-01T12:30:00Z",
}
"""What messages call a value of each type, with its article."""

_PARSERS: dict[Any, Any] = {str: str, int: int, float: float, bool: _parse_bool, Timestamp: parse_moment}
