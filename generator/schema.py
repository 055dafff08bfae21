"""Shapes of YAML files as JSON Schema (draft-07), with which an editor completes and checks their keys.

A schema says what `generator.yamlfile` takes of the same shape, as far as a schema can: keys that stand twice, aliases
and names that have to occur elsewhere in the file are beyond it. Of dates it takes the documented forms alone. What
stands under a field in its dataclass is what an editor shows for the key.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
import textwrap
import types
import typing
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from generator.model import Timestamp
from generator.moments import FORM
from generator.yamlfile import KINDS, TRUTHS, Form, Least

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The version of JSON Schema that editors of YAML know best."""

Schema = dict[str, Any]
"""A schema, or a part of one."""


_SCALARS: dict[Any, Schema] = {
    str: {"type": ["string", "number", "boolean", "null"]},
    int: {"type": ["integer"]},
    float: {"type": ["number"]},
    bool: {"enum": [True, False, *(word for word in TRUTHS if word not in ("true", "false"))]},
}
"""A text may be written without quotes, and is then a number or a truth to an editor."""
_UNQUOTED = {"number": "0", "boolean": "true"}
"""What YAML takes a text for that is written like this."""


def json_schema(shape: type, title: str) -> Schema:
    """The schema of a file that `read_yaml` reads as `shape`, a dataclass."""
    return {"$schema": DRAFT, "title": title, **_or_null(_schema(shape))}


def field_docs(shape: type) -> dict[str, str]:
    """What stands under each field of a dataclass, by the field's name."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(shape))).body
    assert isinstance(tree, ast.ClassDef)  # noqa: S101 - for the type checker
    docs = {}
    for node, after in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(node, ast.AnnAssign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            docs[ast.unparse(node.target)] = " ".join(str(after.value.value).split())
    return docs


def _schema(shape: Any) -> Schema:
    origin = get_origin(shape)
    if origin in (Union, types.UnionType):
        (inner,) = (part for part in get_args(shape) if part is not types.NoneType)
        return _or_null(_schema(inner))
    if origin is Annotated:
        return _narrow(*get_args(shape))
    if origin is Literal:
        return {"enum": list(get_args(shape))}
    if origin is tuple:
        return {"type": ["array"], "items": _schema(get_args(shape)[0])}
    if shape is Timestamp:
        form = _pattern(FORM, KINDS[Timestamp])
        return {"type": ["string", "integer"], **form, "minimum": 1000, "maximum": 9999}
    return dict(_SCALARS[shape]) if shape in _SCALARS else _object(shape)


def _or_null(schema: Schema) -> Schema:
    """The schema of what may also be left empty."""
    key = "enum" if "enum" in schema else "type"
    null = None if key == "enum" else "null"
    return schema if null in schema[key] else schema | {key: [*schema[key], null]}


def _narrow(shape: Any, limit: Form | Least) -> Schema:
    if isinstance(limit, Least):
        return _schema(shape) | {"minimum": limit.least}
    unquoted = [kind for kind, text in _UNQUOTED.items() if re.fullmatch(limit.pattern, text)]
    kind = limit.kind[0].upper() + limit.kind[1:] + "."
    return {"type": ["string", *unquoted], **_pattern(limit.pattern, limit.kind), "description": kind}


def _pattern(form: str, kind: str) -> Schema:
    """What a text has to look like; editors that know `patternErrorMessage` tell that instead of the expression."""
    return {"pattern": f"^({form})$", "patternErrorMessage": f"This must be {kind}."}


def _object(shape: type) -> Schema:
    hints = typing.get_type_hints(shape, include_extras=True)
    docs = field_docs(shape)
    properties, required = {}, []
    for field in dataclasses.fields(shape):
        schema = _schema(hints[field.name])
        described = " ".join(text for text in (docs.get(field.name), schema.get("description")) if text)
        properties[field.name] = schema | {"description": described}
        if isinstance(field.default, str | int | float) and field.default != "":
            properties[field.name]["default"] = field.default
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            required.append(field.name)
    lacking: Schema = {"required": required} if required else {}
    return {"type": ["object"], "properties": properties, **lacking, "additionalProperties": False}
