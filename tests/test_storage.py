"""Publishing is one step: whatever kills a build, the output is the old site or the new one, whole."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import NoReturn

import pytest

from generator.errors import ContentError, OutputError
from generator.storage import MARKER, Staging, link_files, move_folder, rewrite_file, write_file
from tests.conftest import Folder

PUBLISH = """
import os, signal, sys
from pathlib import Path
from generator import storage

def die(*args):
    os.kill(os.getpid(), signal.SIGKILL)

{patch}
with storage.Staging(Path("output")) as staging:
    storage.write_file(staging.folder, "index.html", b"new")
    {early}
    storage.write_file(staging.folder, "a/index.html", b"new")
    staging.publish()
    {late}
"""
KILLS = {
    "while pages are written": ("", "die()", "", "old"),
    "before the swap": ("storage._exchange = die", "", "", "old"),
    "after the swap": ("", "", "die()", "new"),
    "between two renames": (
        "storage._exchange = lambda *both: False\n"
        "rename = Path.rename\n"
        "Path.rename = lambda self, to: (rename(self, to), die() if str(to).endswith('.old') else None)",
        "",
        "",
        None,
    ),
}


def site_of(output: Path) -> set[tuple[str, str]]:
    files = (path for path in output.rglob("*") if path.is_file() and path.name != MARKER)
    return {(path.relative_to(output).as_posix(), path.read_text()) for path in files}


OLD = {("index.html", "old"), ("b/index.html", "old")}
NEW = {("index.html", "new"), ("a/index.html", "new")}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    with Staging(tmp_path / "output") as staging:
        for name in ("index.html", "b/index.html"):
            write_file(staging.folder, name, b"old")
        staging.publish()
    return tmp_path / "output"


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process as POSIX does")
@pytest.mark.parametrize("moment", KILLS)
def test_a_killed_build_leaves_a_whole_site_and_the_next_one_repairs_the_rest(moment: str, output: Path) -> None:
    patch, early, late, left = KILLS[moment]
    code = textwrap.dedent(PUBLISH).format(patch=patch, early=early or "pass", late=late or "pass")
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", code], cwd=output.parent, env=env, check=False)
    assert done.returncode == -signal.SIGKILL
    if left is not None:
        assert site_of(output) == (OLD if left == "old" else NEW)
    with Staging(output):
        assert site_of(output) == (NEW if left == "new" else OLD)
    with Staging(output) as staging:
        for name, words in NEW:
            write_file(staging.folder, name, words.encode())
        staging.publish()
    assert site_of(output) == NEW
    assert [path.name for path in output.parent.iterdir()] == ["output"]


def test_where_folders_cannot_be_exchanged_they_are_renamed(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.storage._exchange", lambda one, other: False)
    with Staging(output) as staging:
        write_file(staging.folder, "index.html", b"new")
        staging.publish()
    assert site_of(output) == {("index.html", "new")}
    assert [path.name for path in output.parent.iterdir()] == ["output"]


def test_what_is_not_published_leaves_nothing(output: Path) -> None:
    with Staging(output) as staging:
        write_file(staging.folder, "index.html", b"new")
    assert site_of(output) == OLD
    assert [path.name for path in output.parent.iterdir()] == ["output"]


def test_two_builds_of_one_site_do_not_meet(output: Path) -> None:
    with Staging(output), pytest.raises(OutputError, match="another build is writing this site"), Staging(output):
        pass


def test_no_page_leaves_the_output_and_none_is_written_twice(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="outside of the output"):
        write_file(tmp_path, "../out.html", b"")
    with pytest.raises(OutputError, match="outside of the output"):
        write_file(tmp_path, "/out.html", b"")
    write_file(tmp_path, "a/index.html", b"one")
    with pytest.raises(ContentError, match="two pages want the address /a/"):
        write_file(tmp_path, "a/index.html", b"two")


@pytest.mark.parametrize("left", [b"", b"a pa", b"a page"])
def test_what_a_dead_worker_left_is_written_again(left: bytes, tmp_path: Path) -> None:
    write_file(tmp_path, "a/index.html", left)
    write_file(tmp_path, "a/index.html", b"a page")
    assert (tmp_path / "a/index.html").read_bytes() == b"a page"


def test_files_are_linked_all_or_none(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for name in ("a/index.html", "a/2/index.html"):
        write_file(old, name, b"old")
    assert not link_files(new, ["a/index.html", "a/3/index.html"], old)
    assert not [path for path in new.rglob("*") if path.is_file()]
    assert link_files(new, ["a/index.html", "a/2/index.html"], old)
    assert (new / "a/2/index.html").samefile(old / "a/2/index.html")
    assert link_files(new, ["a/index.html"], old)  # as a worker does that does again what another has begun
    (new / "a/index.html").unlink()
    write_file(new, "a/index.html", b"new")
    with pytest.raises(ContentError, match="two pages want the address /a/"):
        link_files(new, ["a/index.html"], old)


def test_a_folder_is_moved_if_it_holds_just_what_it_should(tmp_path: Path) -> None:
    spare, new = tmp_path / "spare", tmp_path / "new"
    for name in ("b/a/index.html", "b/a/2/index.html", "b/a/c/index.html"):
        write_file(spare, name, b"old")
    names = ["b/a/index.html", "b/a/2/index.html"]
    assert not move_folder(new, "b/a/", names, spare)  # another debate's folder is in it
    assert move_folder(new, "b/a/c/", ["b/a/c/index.html"], spare)
    assert not move_folder(new, "b/a/", names, spare)  # its place is taken
    assert (spare / "b/a/2/index.html").exists()
    assert move_folder(tmp_path / "next", "b/a/", names, spare)
    assert (tmp_path / "next/b/a/2/index.html").read_bytes() == b"old"
    assert not move_folder(tmp_path / "next", "b/a/", names, spare)  # it is not there any more


def test_a_file_is_rewritten_and_its_other_links_are_not(tmp_path: Path) -> None:
    write_file(tmp_path, "a/thread.json", b"a long one")
    inode = (tmp_path / "a/thread.json").stat().st_ino
    rewrite_file(tmp_path, "a/thread.json", b"short")
    assert (tmp_path / "a/thread.json").read_bytes() == b"short"
    assert (tmp_path / "a/thread.json").stat().st_ino == inode
    assert link_files(tmp_path / "b", ["a/thread.json"], tmp_path)
    rewrite_file(tmp_path, "a/thread.json", b"new")
    assert (tmp_path / "a/thread.json").read_bytes() == b"new"
    assert (tmp_path / "b/a/thread.json").read_bytes() == b"short"


@pytest.mark.parametrize("exchanges", [True, False])
def test_a_site_that_is_replaced_can_be_kept_for_the_next_build(
    exchanges: bool, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchanges:
        monkeypatch.setattr("generator.storage._exchange", lambda one, other: False)
    for name in ("b/c/index.html", "b/d/index.html", "search/words"):
        write_file(output, name, b"old")
    with Staging(output) as staging:
        assert not staging.spared
        write_file(staging.folder, "index.html", b"new")
        staging.publish()
        assert staging.keep_old("b0a7", ["b/", "b/d/"], ["b/c/"])
    with Staging(output) as staging:
        assert staging.spared == "b0a7"
        assert site_of(staging.spare) == {("b/index.html", "old"), ("b/d/index.html", "old")}
    with Staging(output) as staging:
        assert not staging.spared  # it is taken once
    assert [path.name for path in output.parent.iterdir()] == ["output"]


def test_a_site_that_cannot_be_kept_is_removed(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> NoReturn:
        raise OSError(errno.EIO, "no")

    with Staging(output) as staging:
        write_file(staging.folder, "index.html", b"new")
        staging.publish()
        with monkeypatch.context() as patched:
            patched.setattr(Path, "rename", fail)
            assert not staging.keep_old("b0a7", ["b/"], [])
    assert [path.name for path in output.parent.iterdir()] == ["output"]


def test_of_two_spares_one_is_taken(output: Path) -> None:
    for name in ("b0a7", "c0de"):
        write_file(output.parent, f".moothall/output.spare-{name}/b/index.html", name.encode())
    with Staging(output) as staging:
        assert (staging.spare / "b/index.html").read_text() == staging.spared
    assert [path.name for path in output.parent.iterdir()] == ["output"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits a process as POSIX does")
def test_a_full_disk_leaves_the_old_site(folder: Folder) -> None:
    folder.write("-- content/a.thread.yaml --\ncomments: [{author: Di, body: Yes}]\n")
    folder.build()
    before = folder.tree()
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); "
    run = "from generator.cli import main; main()"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-c", limit + run, "build", "--jobs", "1", "--no-cache"]
    done = subprocess.run(command, cwd=folder.path, env=env, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert "cannot be written: File too large" in done.stderr
    assert folder.tree() == before
