"""What layouts print is escaped to the letters that Jinja's own environment would print."""

from __future__ import annotations

from datetime import date

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from generator.render.escaping import EscapingEnvironment

LAYOUT = """\
{{ value }}{% macro cell(value) %}<td class="{{ value }}">{{ value }}</td>{% endmacro %}{{ cell(value) }}
{% set kept %}{{ value }}{% endset %}{{ kept }}{{ value ~ '<' }}{{ value | e }}{{ '<b>' }}{{ '<b>' | safe }}
{{ [value] | join('&') }}{% autoescape false %}{{ value }}{% endautoescape %}{{ value if value else '"' }}
"""
OWN, JINJA = (
    kind(autoescape=True, undefined=jinja2.StrictUndefined) for kind in (EscapingEnvironment, jinja2.Environment)
)


class Words(str):
    """A string of a kind of its own, which says how it is written in HTML."""

    __slots__ = ()

    def __html__(self) -> str:
        return f"<i>{len(self)}</i>"


@given(st.one_of(st.text(), st.text(alphabet="&<>'\"a;#").map(Markup), st.integers(), st.none(), st.booleans()))
def test_it_prints_what_jinja_prints(value: object) -> None:
    assert OWN.from_string(LAYOUT).render(value=value) == JINJA.from_string(LAYOUT).render(value=value)


@pytest.mark.parametrize("value", [Words("a<b"), 1.5, date(2026, 1, 2), ["<", "'"], {"&": '"'}])
def test_so_it_does_of_any_kind_of_value(value: object) -> None:
    assert OWN.from_string(LAYOUT).render(value=value) == JINJA.from_string(LAYOUT).render(value=value)


def test_what_is_not_there_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError, match="'other' is undefined"):
        OWN.from_string("{{ other }}").render()


def test_layouts_are_compiled_so() -> None:
    source = OWN.compile("{{ value }}", raw=True)
    assert "environment.escaped(" in source
    assert " escape(" not in source
