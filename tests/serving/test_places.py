"""From requests to files: what is found, and that nothing outside of the site ever is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.serving.places import Place, find

FILES = ("index.html", "town/index.html", "town/thread.json", "assets/a b.css", "empty/x/y.txt", "süd/index.html")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("places")
    (folder / "secret.txt").write_text("secret")
    (folder / "outside").mkdir()
    (folder / "outside" / "index.html").write_text("secret")
    for name in FILES:
        path = folder / "output" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (folder / "output" / "link.txt").symlink_to(folder / "secret.txt")
    (folder / "output" / "linked").symlink_to(folder / "outside")
    (folder / "output" / "loop").symlink_to(folder / "output" / "loop")
    (folder / "output" / "up").mkdir()
    (folder / "output" / "up" / "index.html").symlink_to(folder / "secret.txt")
    (folder / "output" / "here.txt").symlink_to(folder / "output" / "index.html")
    return folder / "output"


FOUND = {
    "/": "index.html",
    "/index.html": "index.html",
    "/?q=a/../b": "index.html",
    "/town/": "town/index.html",
    "/town/thread.json": "town/thread.json",
    "/assets/a%20b.css": "assets/a b.css",
    "/s%C3%BCd/": "süd/index.html",
    "/here.txt": "here.txt",
}
LEADS = {"/town": "/town/", "/town?q=1": "/town/", "/s%C3%BCd": "/s%C3%BCd/"}
NOTHING = [
    *("/nope", "/nope/", "/index.html/", "/town/thread.json/", "/empty/", "/empty/x/"),
    *("/../secret.txt", "/town/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%2e%2e%2fsecret.txt"),
    *(
        "/town/..",
        "/town/../town/",
        "/./index.html",
        "//index.html",
        "//town",
        "/town//thread.json",
        "/..%5csecret.txt",
    ),
    *("/link.txt", "/linked/", "/linked", "/linked/index.html", "/loop", "/loop/", "/up/"),
    *(
        "/%00",
        "/index.html%00",
        "index.html",
        "*",
        "http://127.0.0.1/../secret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "http://[/",
    ),
    f"/{'a' * 5000}",
]


@pytest.mark.parametrize(("target", "name"), FOUND.items(), ids=FOUND.keys())
def test_pages_are_found(target: str, name: str, root: Path) -> None:
    assert find(root, "/", target) == Place(file=root / name)


@pytest.mark.parametrize(("target", "to"), LEADS.items(), ids=LEADS.keys())
def test_folders_lead_to_their_addresses(target: str, to: str, root: Path) -> None:
    assert find(root, "/", target) == Place(elsewhere=to)


@pytest.mark.parametrize("target", NOTHING, ids=range(len(NOTHING)))
def test_nothing_else_is_found(target: str, root: Path) -> None:
    assert find(root, "/", target) == Place()


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("/", Place(elsewhere="/forum/")),
        ("/forum", Place(elsewhere="/forum/")),
        ("/forum/town", Place(elsewhere="/forum/town/")),
        ("/town/", Place()),
        ("/forumtown/", Place()),
        ("/forum/../secret.txt", Place()),
    ],
)
def test_a_site_may_begin_below_the_root(target: str, place: Place, root: Path) -> None:
    assert find(root, "/forum/", target) == place


PREVIEW = {"town/index.html": b"new", "süd/index.html": None, "a/b/index.html": b"come", "../secret.txt": b"no"}


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("/town/", ("town/index.html", b"new")),
        ("/town/index.html", ("town/index.html", b"new")),
        ("/town", "/town/"),
        ("/a/b/", ("a/b/index.html", b"come")),
        ("/a/b", "/a/b/"),
        ("/a/", None),
        ("/s%C3%BCd/", None),
        ("/", ("index.html", None)),
        ("/../secret.txt", None),
    ],
)
def test_a_preview_counts_before_what_is_there(
    target: str, place: tuple[str, bytes | None] | str | None, root: Path
) -> None:
    expected = (
        Place(elsewhere=place) if isinstance(place, str) else Place(root / place[0], place[1]) if place else Place()
    )
    assert find(root, "/", target, PREVIEW) == expected


SEGMENTS = st.sampled_from(
    ["..", ".", "", "%2e%2e", "%2E.", "secret.txt", "town", "linked", "up", "link.txt", "%2f", "~"]
)


@given(st.lists(SEGMENTS, max_size=6), st.text(max_size=4))
def test_no_path_leaves_the_folder(root: Path, segments: list[str], end: str) -> None:
    place = find(root, "/", "/" + "/".join([*segments, end]))
    assert place.file is None or place.file.resolve().is_relative_to(root.resolve())
    assert place.elsewhere is None or place.elsewhere.startswith("/")
    assert place.elsewhere is None or not place.elsewhere.startswith("//")
