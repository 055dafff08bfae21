"""What each markup becomes, case by case.

A case is a file `cases/<markup>/<name>.txt`: the body, a line `----`, the HTML. A first line that starts with `place: `
holds the fields of the `Place` as JSON. `REFRESH=1 python -m pytest tests/markup/test_cases.py` writes what
comes out now into the files; read the difference before you commit it.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from safe_html import assert_safe

from generator.markup import Place, render
from generator.model import Markup

CASES = Path(__file__).parent / "cases"
PLACE = "place: "
OWN_LINKS = frozenset({"#c-7", "#c-41", "#post", "../2/#c-7"})


@pytest.mark.parametrize("path", sorted(CASES.glob("*/*.txt")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_body_becomes_this_html(path: Path) -> None:
    head, separator, expected = path.read_text(encoding="utf-8").partition("\n----\n")
    assert separator, f"{path} has no line ----"
    settings, body = head.split("\n", 1) if head.startswith(PLACE) else ("", head)
    place = place_of(settings.removeprefix(PLACE))
    html = render(body, cast(Markup, path.parent.name), place)
    if os.environ.get("REFRESH"):
        path.write_text(f"{head}\n----\n{html}\n", encoding="utf-8")
    else:
        assert html == expected.removesuffix("\n")
        assert render(body, cast(Markup, path.parent.name), replace(place, markdown="reference")) == html
    assert_safe(html, OWN_LINKS)


def place_of(settings: str) -> Place:
    fields: dict[str, Any] = json.loads(settings or "{}")
    quotes = {int(number): tuple(source) for number, source in fields.pop("quotes", {}).items()}
    return Place(quotes=quotes, **fields)
