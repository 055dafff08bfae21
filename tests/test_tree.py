from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Comment
from generator.tree import reading_order


def a_comment(name: str, parent: str | None) -> Comment:
    return Comment(name, parent, 0, None, None, None, None, "shown", name, "text")


def comments_of(pairs: str) -> list[Comment]:
    """`a b<a c<a`: a, and b and c that answer it."""
    split = [pair.partition("<") for pair in pairs.split()]
    return [a_comment(name, parent or None) for name, _, parent in split]


def as_drawn(comments: tuple[Comment, ...]) -> str:
    return " ".join(f"{c.depth}{'?' if c.state == 'missing' else ''}{c.id}" for c in comments)


@pytest.mark.parametrize(
    ("source", "known", "drawn", "cut"),
    [
        ("", {}, "", ()),
        ("a b<a c d<b e<a", {}, "1a 2b 3d 2e 1c", ()),
        ("c<b b<a a", {}, "1a 2b 3c", ()),
        ("a b<x c d<x", {}, "1a 1?x 2b 2d 1c", ()),
        ("a b<x c<a", {"x": "a"}, "1a 2?x 3b 2c", ()),
        ("b<x", {"x": "y", "y": "z"}, "1?z 2?y 3?x 4b", ()),
        ("b<x a<b", {"x": "a"}, "1?x 2b 3a", ("x",)),
        ("a<a", {}, "1a", ("a",)),
        ("d a<c b<a c<b e<c", {}, "1d 1a 2b 3c 4e", ("a",)),
        ("e<c c<b a<c b<a d<d", {}, "1c 2e 2a 3b 1d", ("c", "d")),
    ],
)
def test_comments_are_put_in_reading_order(
    source: str, known: dict[str, str], drawn: str, cut: tuple[str, ...]
) -> None:
    comments, freed = reading_order(comments_of(source), known)
    assert (as_drawn(comments), freed) == (drawn, cut)


def test_two_comments_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^two comments have the id a$"):
        reading_order(comments_of("a a"))


def test_a_chain_may_be_very_deep() -> None:
    chain = [a_comment(str(n), str(n - 1) if n else None) for n in range(20_000)]
    comments, cut = reading_order(reversed(chain))
    assert [c.depth for c in comments] == list(range(1, 20_001))
    assert cut == ()


parents = st.none() | st.integers(0, 14).map(str)


@given(st.lists(parents, max_size=12), st.dictionaries(st.integers(8, 14).map(str), parents))
def test_any_source_becomes_a_tree(named: list[str | None], known: dict[str, str | None]) -> None:
    source = [a_comment(str(n), parent) for n, parent in enumerate(named)]
    comments, cut = reading_order(source, known)

    shown = [c.id for c in comments if c.state == "shown"]
    assert sorted(shown) == sorted(c.id for c in source), "every comment exactly once"
    assert len({c.id for c in comments}) == len(comments)
    kept = {c.id: c.parent for c in comments}
    for comment in source:
        assert kept[comment.id] == (None if comment.id in cut else comment.parent), "who answers whom is kept"

    chain: list[str] = []
    for comment in comments:
        assert 1 <= comment.depth <= len(chain) + 1, "a subtree is contiguous"
        del chain[comment.depth - 1 :]
        assert comment.parent == (chain[-1] if chain else None), "the parent stands right above"
        chain.append(comment.id)

    for parent in {c.parent for c in comments}:
        answers = [c.id for c in comments if c.parent == parent and c.state == "shown"]
        assert answers == sorted(answers, key=int), "answers stand in source order"
