"""An upload can break at any moment: readers meet no page without what it needs, and repeating mends the rest."""

from __future__ import annotations

import contextlib
import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.errors import OutputError
from generator.publishing.manifest import MANIFEST, decode_manifest, encode_manifest
from generator.publishing.plan import make_plan, stages
from generator.publishing.store import FolderStore
from generator.publishing.tree import File, read_tree
from generator.publishing.upload import plan_upload, upload
from generator.storage import MARKER, write_file

NAMES = (
    "assets/a.css",
    "search/t.js",
    "town/x/index.html",
    "town/y/index.html",
    "topics/index.html",
    "index.html",
    "feed.xml",
)
SITES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([b"", b"one", b"two", b"three"]))


class Breaking(FolderStore):
    """A folder that lets so many things be done and no more; the files then there are of interest."""

    def __init__(self, folder: Path, left: int) -> None:
        super().__init__(folder)
        self.left = left

    def write(self, name: str, data: bytes) -> None:
        self._spend()
        super().write(name, data)

    def send(self, file: File) -> None:
        self._spend()
        super().send(file)

    def delete(self, name: str) -> None:
        self._spend()
        super().delete(name)

    def _spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise OutputError("broken")


def publish(built: Path, store: FolderStore) -> None:
    plan, known = plan_upload(read_tree(built), store, adopt=False, resend=False)
    upload(plan, known, store, lambda more: None)


def write(folder: Path, site: dict[str, bytes]) -> Path:
    for name, data in {MARKER: b"", **site}.items():
        write_file(folder, name, data)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@given(old=SITES, new=SITES, left=st.integers(0, 20))
def test_a_broken_upload_is_mended_by_the_next(old: dict[str, bytes], new: dict[str, bytes], left: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        target = folder / "www"
        publish(write(folder / "old", old), FolderStore(target))
        write_file(target, "mine.txt", b"mine")
        write(folder / "new", new)
        with contextlib.suppress(OutputError):
            publish(folder / "new", Breaking(target, left))
        lies = contents(target)
        arrived = {name for name, data in new.items() if lies.get(name) == data}
        groups = [{file.name for file in group} - {MARKER} for group in stages(sorted_files(folder / "new"))]
        for before, after in pairwise(groups):
            fresh = {name for name in after if new[name] != old.get(name)}
            assert not arrived & fresh or before <= arrived
        assert old.keys() <= lies.keys() or new.keys() <= arrived
        publish(folder / "new", FolderStore(target))
        manifest = contents(target).pop(MANIFEST)
        assert decode_manifest(manifest).keys() == new.keys() | {MARKER}
        assert contents(target) == {**new, MARKER: b"", "mine.txt": b"mine", MANIFEST: manifest}


def sorted_files(folder: Path) -> tuple[File, ...]:
    return make_plan(read_tree(folder), {}, None).send


@given(st.dictionaries(st.sampled_from(NAMES), st.text(alphabet="0123456789abcdef", min_size=64, max_size=64)))
def test_a_manifest_is_read_as_it_was_written(files: dict[str, str]) -> None:
    assert decode_manifest(encode_manifest(files)) == files


def test_what_pages_need_goes_first_and_what_leads_to_them_last() -> None:
    names = [
        "index.html",
        "feed.xml",
        "town/x/index.html",
        "topics/a/index.html",
        "town/x/thread.json",
        "search/index.js",
    ]
    names += ["search/manifest.0123456789.js", "assets/media/0123456789abcdef.png"]
    files = [File(name, Path(name), 1, "0") for name in names]
    plan = make_plan(files, {"assets/old.css": "", "town/old/index.html": "", "topics/old/index.html": ""}, None)
    assert [file.name for file in plan.send] == [
        "assets/media/0123456789abcdef.png",
        "search/manifest.0123456789.js",
        "search/index.js",
        "town/x/thread.json",
        "town/x/index.html",
        "index.html",
        "topics/a/index.html",
        "feed.xml",
    ]
    assert plan.delete == ("topics/old/index.html", "town/old/index.html", "assets/old.css")
