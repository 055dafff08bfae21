"""The JSON Schemas take what the checker takes and refuse what it refuses, as far as a schema can."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.config import Settings
from generator.errors import SummaryError
from generator.schema import field_docs, json_schema
from generator.summary import Summary
from generator.yamlfile import parse_yaml
from tests.test_yamlfile import MISTAKES, VALUES, Shape

ROOT = Path(__file__).parents[1]
SUMMARIES = [path for path in (ROOT / "content").rglob("*.yaml") if not path.name.endswith(".thread.yaml")]
BEYOND = ("stands here twice", "not YAML", "is an alias", "nested too deep")
"""Mistakes of the file's form, which no schema sees."""


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: dates and `no` are texts."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


for tag, form, first in [
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
]:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{form})$"), first)


def refused(text: str, shape: type = Shape) -> list[str]:
    value = yaml.load(text, CoreLoader)  # noqa: S506 - a safe loader with fewer types
    validator = jsonschema.Draft7Validator(json_schema(shape, "a file"))
    return [error.message for error in validator.iter_errors(value)]


@pytest.mark.parametrize("shape", [Shape, Settings, Summary])
def test_schemas_are_valid_schemas(shape: type) -> None:
    jsonschema.Draft7Validator.check_schema(json_schema(shape, "a file"))


@pytest.mark.parametrize("text", [text for text, _ in VALUES if text != "flag: Yes"])
def test_what_the_checker_takes_the_schema_takes(text: str) -> None:
    assert refused(text) == []


@pytest.mark.parametrize(
    "text", [text for text, found in MISTAKES if found and not any(kind in found[0] for kind in BEYOND)]
)
def test_what_the_checker_refuses_the_schema_refuses(text: str) -> None:
    assert refused(text) != []


@pytest.mark.parametrize("path", SUMMARIES, ids=lambda path: path.stem)
def test_summaries_of_the_sample_are_taken(path: Path) -> None:
    assert refused(path.read_text(encoding="utf-8"), Summary) == []


def test_settings_of_the_sample_are_taken() -> None:
    assert refused((ROOT / "site.yaml").read_text(encoding="utf-8"), Settings) == []


WORDS = st.sampled_from(["a", "1", "0.5", "true", "no", "pro", "2024-05", "2024", "https://a.example", "", "[a]", "{}"])
KEYS = st.sampled_from(["title", "flag", "when", "side", "items", "inner", "many", "link", "number", "code", "nmae"])


@given(st.dictionaries(KEYS, WORDS, max_size=3))
def test_schema_and_checker_agree(values: dict[str, str]) -> None:
    text = "".join(f"{key}: {word}\n" for key, word in values.items())
    mistakes = parse_yaml(text, Shape, SummaryError, Path("a.yaml"))[1]
    assert bool(refused(text)) == bool(mistakes)


@pytest.mark.parametrize("shape", [Settings, Summary])
def test_every_key_is_described_to_the_editor(shape: type) -> None:
    properties = json_schema(shape, "a file")["properties"]
    assert all(properties[name]["description"].startswith(text) for name, text in field_docs(shape).items())
    assert properties.keys() == field_docs(shape).keys()


def test_a_key_offers_its_values_and_its_default() -> None:
    properties = json_schema(Settings, "a file")["properties"]
    assert properties["images"]["enum"] == ["link", "embed", "local"]
    assert properties["page_comments"]["default"] == 1000
    assert properties["page_comments"]["minimum"] == 1


def test_an_editor_says_of_a_wrong_text_what_the_checker_says() -> None:
    _, mistakes = parse_yaml("link: ftp://a\nwhen: soon", Shape, SummaryError, Path("a.yaml"))
    properties = json_schema(Shape, "a file")["properties"]
    said = [properties[key]["patternErrorMessage"] for key in ("link", "when")]
    assert [mistake.message for mistake in mistakes] == [
        said[0].replace("This", "link").rstrip("."),
        said[1].replace("This", "when").rstrip("."),
    ]
