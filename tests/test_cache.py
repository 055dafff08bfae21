"""Results kept between builds: found again, forgotten when no build uses them, and never trusted when damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cache import Cache, digest, index, prune


def keep(folder: Path, *packs: dict[str, str]) -> None:
    """Put results into packs of their own, and index them."""
    for pack in packs:
        cache = Cache(folder)
        for name, value in pack.items():
            cache.put(digest(name), value)
        cache.flush()
    index(folder)


def held(folder: Path, *names: str) -> list[str | None]:
    cache = Cache(folder)
    return [cache.get(digest(name), str) for name in names]


def packs(folder: Path) -> int:
    return len([*folder.glob("*.pack")])


@given(packed=st.lists(st.dictionaries(st.text(), st.text()), max_size=4))
def test_what_was_put_is_found(packed: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("cache")
    keep(folder, *packed)
    latest = {name: {pack[name] for pack in packed if name in pack} for pack in packed for name in pack}
    for name, value in zip(latest, held(folder, *latest), strict=True):
        assert value in latest[name]
    assert held(folder, "something else") == [None]


def test_parts_are_read_apart(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(digest("a"), "first", ["second"])
    cache.flush()
    index(tmp_path)
    found = Cache(tmp_path)
    assert found.get(digest("a"), str) == "first"
    assert found.get(digest("a"), list[str], part=1) == ["second"]
    assert found.get(digest("a"), list[str], part=2) is None


def test_nothing_is_found_before_it_is_indexed_or_without_a_folder(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(digest("a"), "b")
    cache.flush()
    assert held(tmp_path, "a") == [None]
    nowhere = Cache(None)
    nowhere.put(digest("a"), "b")
    nowhere.flush()
    assert nowhere.get(digest("a"), str) is None


def test_a_pack_that_nobody_uses_is_forgotten(tmp_path: Path) -> None:
    keep(tmp_path, {"a": "1", "b": "2"}, {"c": "3"})
    prune(tmp_path, [digest("a"), digest("b")])
    index(tmp_path)
    assert packs(tmp_path) == 1
    assert held(tmp_path, "a", "b", "c") == ["1", "2", None]


def test_a_pack_of_which_little_is_used_shrinks(tmp_path: Path) -> None:
    keep(tmp_path, {"a": "1", "b": "2", "c": "3"})
    before = sum(path.stat().st_size for path in tmp_path.glob("*.pack"))
    prune(tmp_path, [digest("b")])
    index(tmp_path)
    assert sum(path.stat().st_size for path in tmp_path.glob("*.pack")) < before
    assert held(tmp_path, "a", "b", "c") == [None, "2", None]


@pytest.mark.parametrize("place", [0, 3, 10, -1])
def test_what_is_damaged_is_not_found(place: int, tmp_path: Path) -> None:
    keep(tmp_path, {"a": "1"})
    (path,) = tmp_path.glob("*.pack")
    data = bytearray(path.read_bytes())
    data[place] ^= 255
    path.write_bytes(data)
    assert held(tmp_path, "a") in ([None], ["1"])
    path.write_bytes(data[:20])
    assert held(tmp_path, "a") == [None]
    index(tmp_path)
    assert held(tmp_path, "a") == [None]
    prune(tmp_path, [digest("a")])
    assert packs(tmp_path) == 0


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    keep(tmp_path / "file", {"a": "1"})
    assert held(tmp_path / "file", "a") == [None]
