"""Where a reader can go from a comment."""

from __future__ import annotations

from generator.render.kin import Kin, kin_of
from tests.render.threads import thread


def test_each_comment_knows_its_root_and_its_siblings() -> None:
    kin = kin_of(thread("a - Ada\nb a Bo\nc b Ada\nd a Cyn\ne - Di\nf a Bo"))
    assert kin == {
        "a": Kin(None, None, "e"),
        "b": Kin("a", None, "d"),
        "c": Kin("a", None, None),
        "d": Kin("a", "b", "f"),
        "e": Kin(None, "a", None),
        "f": Kin("a", "d", None),
    }
    assert [name for name, one in kin.items() if one.alone] == ["c"]


def test_a_parent_that_is_not_there_is_the_root() -> None:
    comment = thread("a - Ada\nb a Bo")[1]
    assert kin_of([comment]) == {"b": Kin("a", None, None)}
