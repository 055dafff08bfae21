"""What open pages are told: of previews, builds and mistakes, in whatever order they come."""

from __future__ import annotations

from generator.serving.mistakes import Mistake
from generator.serving.news import News
from generator.serving.preview import Change, Preview

WRONG = Mistake("a.yaml", "wrong", "a.yaml:1", "", ())
OTHER = Mistake("b.yaml", "wrong too", "b.yaml:1", "", ())


def change(number: int, name: str = "a", *mistakes: Mistake) -> Change:
    return Change(number, frozenset({f"{name}.yaml"}), Preview({name: str(number).encode()}), mistakes)


def test_the_newest_preview_counts_until_it_is_published() -> None:
    news = News()
    news.previewed(change(1))
    news.previewed(change(2, "b"))
    news.previewed(change(3))
    assert news.state.preview.files == {"a": b"3", "b": b"2"}
    news.built(2)
    assert news.state.preview.files == {"a": b"3"}
    news.built(3)
    assert (news.state.preview, news.state.builds) == (Preview(), 2)


def test_a_preview_that_comes_after_its_build_is_passed_over() -> None:
    news = News()
    news.built(1)
    news.previewed(change(1))
    assert news.state.preview == Preview()


def test_a_preview_stays_where_a_build_fails() -> None:
    news = News()
    news.previewed(change(1))
    news.failed(1, [OTHER])
    assert (news.state.preview.files, news.state.mistakes) == ({"a": b"1"}, (OTHER,))


def test_a_mistake_stands_until_its_file_is_mended() -> None:
    news = News()
    news.failed(0, [WRONG, OTHER])
    news.previewed(change(1))
    assert news.state.mistakes == (OTHER,)
    news.previewed(change(2, "a", WRONG))
    assert news.state.mistakes == (OTHER, WRONG)
    news.failed(1, [OTHER])
    assert news.state.mistakes == (OTHER, WRONG)
    news.built(2)
    assert news.state.mistakes == ()


def test_a_mistake_that_a_build_finds_again_is_no_news() -> None:
    news = News()
    news.previewed(change(1, "a", WRONG))
    before = news.state
    news.failed(1, [WRONG])
    assert news.state is before
    assert news.after(before, 0) is None


def test_pages_are_followed_as_long_as_one_is_open() -> None:
    news = News()
    with news.following("a"):
        with news.following("a"), news.following("b"):
            assert news.followed() == ["a", "b"]
        assert news.followed() == ["a"]
    assert news.followed() == []
