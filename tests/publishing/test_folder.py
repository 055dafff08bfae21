"""Publishing to a folder: what is sent, deleted and left alone, and what is said of it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.english import size_words
from generator.publishing.manifest import MANIFEST
from generator.publishing.store import FolderStore
from tests.conftest import Folder
from tests.publishing.conftest import said


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_everything_is_sent_once(built: Folder, tmp_path: Path) -> None:
    total = len(built.tree())
    size = size_words(sum(len(data) for data in built.tree().values()))
    assert built.run("publish", "../www").out == f"sent       {total} files, {size}\npublished  ../www\n"
    assert built.run("publish", "../www").out == f"../www is as it should be: none of {total} files has changed\n"
    assert built.tree("../www").keys() - {MANIFEST} == built.tree().keys()


def test_only_what_changed_is_sent_and_what_is_gone_is_deleted(built: Folder) -> None:
    built.run("publish", "../www")
    built.write("-- content/town/trees.thread.yaml --\ntitle: The trees\ncomments: [{author: Cy, body: Limes}]\n")
    (built.path / "content/town/bench.thread.yaml").unlink()
    built.build()
    sent, deleted, unchanged = said(built.run("publish", "../www"))
    assert deleted > 0
    assert unchanged > 0
    assert sent + unchanged == len(built.tree())
    assert {name: data for name, data in built.tree("../www").items() if name != MANIFEST} == built.tree()
    assert not (built.path / "../www/town/bench").exists()


def test_a_dry_run_prints_the_plan_and_does_nothing(built: Folder) -> None:
    built.run("publish", "../www")
    before = built.tree("../www")
    built.write("-- output/index.html --\nnew words\n-- output/assets/a.0123456789.css --\np {}\n")
    (built.path / "output/town/bench/thread.json").unlink()
    outcome = built.run("publish", "../www", "--dry-run")
    assert outcome.out == (
        "send       assets/a.0123456789.css (new)\n"
        "send       index.html (changed)\n"
        "delete     town/bench/thread.json\n"
        f"would send 2 files, 0 kB; delete 1 file; keep {len(built.tree()) - 2} files\n"
    )
    assert built.tree("../www") == before


def test_what_moothall_did_not_put_there_stays(built: Folder) -> None:
    built.run("publish", "../www")
    built.write("-- ../www/town/bench/mine.txt --\nmine\n-- ../www/.well-known/mine.txt --\nmine\n")
    shutil.rmtree(built.path / "output/town")
    said(built.run("publish", "../www"))
    assert {"town/bench/mine.txt", ".well-known/mine.txt"} <= names(built.path / "../www")
    assert "town/bench/index.html" not in names(built.path / "../www")


def test_a_folder_with_other_files_is_refused_until_it_is_adopted(built: Folder) -> None:
    built.write("-- ../www/index.html --\nmine\n")
    outcome = built.run("publish", "../www")
    assert outcome.err == (
        "error: ../www: files lie there that Moothall did not publish "
        "(name an empty place, or add --adopt to leave them there and publish beside them)\n"
    )
    assert outcome.code == 1
    assert built.tree("../www") == {"index.html": b"mine\n"}
    assert said(built.run("publish", "../www", "--adopt"))[0] == len(built.tree())
    assert built.tree("../www")["index.html"] == built.tree()["index.html"]


def test_a_git_repository_is_no_folder_to_publish_to(built: Folder) -> None:
    subprocess.run(["git", "init", "--quiet", "--bare", "../www.git"], cwd=built.path, check=True)
    outcome = built.run("publish", "../www.git")
    target = "git+../www.git#gh-pages"
    assert outcome.err == (
        "error: ../www.git: files lie there that Moothall did not publish "
        f"(to a branch of a git repository one publishes by {target})\n"
    )
    assert built.run("publish", target).code == 0


def test_a_new_page_replaces_no_strange_file(built: Folder) -> None:
    built.run("publish", "../www")
    built.write("-- ../www/humans.txt --\nmine\n-- output/humans.txt --\nours\n")
    outcome = built.run("publish", "../www")
    assert outcome.err == (
        "error: ../www: would replace what Moothall did not publish: humans.txt (--adopt allows it)\n"
    )
    assert (built.path / "../www/humans.txt").read_text() == "mine\n"


def test_what_someone_cut_or_lost_there_is_sent_again(built: Folder) -> None:
    built.run("publish", "../www")
    (built.path / "../www/feed.xml").unlink()
    (built.path / "../www/index.html").write_text("half a pa")
    assert said(built.run("publish", "../www"))[0] == 2


def test_resend_sends_everything(built: Folder) -> None:
    built.run("publish", "../www")
    assert said(built.run("publish", "../www", "--resend")) == (len(built.tree()), 0, 0)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a\\..\\b", "", "a/../../b"])
def test_a_manifest_that_names_files_elsewhere_is_refused(name: str, built: Folder) -> None:
    built.run("publish", "../www")
    (built.path / "../www" / MANIFEST).write_text(json.dumps({"files": {name: ""}}))
    outcome = built.run("publish", "../www")
    assert outcome.err == (
        f"error: {MANIFEST} there is damaged: it names {name!r} (delete it and publish with --adopt)\n"
    )


def test_a_damaged_manifest_is_refused(built: Folder) -> None:
    built.run("publish", "../www")
    (built.path / "../www" / MANIFEST).write_text('{"files": {')
    outcome = built.run("publish", "../www")
    assert outcome.err == (
        f"error: {MANIFEST} there is damaged: Input data was truncated (delete it and publish with --adopt)\n"
    )


MISTAKES = {
    "the built site": ("output", "output: the target and the built site lie in one another (name another folder)"),
    "in the built site": (
        "output/x",
        "output/x: the target and the built site lie in one another (name another folder)",
    ),
    "around the built site": (".", ".: the target and the built site lie in one another (name another folder)"),
    "a file": ("site.yaml", "site.yaml: the target is a file, not a folder"),
    "no protocol": (
        "gopher://x/y",
        "gopher://x/y: Protocol not known: gopher (docs/commands/publish.md lists targets)",
    ),
    "no branch": ("branch:", '"branch:" names no branch (like branch:gh-pages or git+URL#gh-pages)'),
    "no name of a branch": ("branch:a..b", '"branch:a..b" names no branch (like branch:gh-pages or git+URL#gh-pages)'),
}


@pytest.mark.parametrize(("target", "message"), MISTAKES.values(), ids=MISTAKES.keys())
def test_targets_that_cannot_be_meant_are_refused(target: str, message: str, built: Folder) -> None:
    built.write("-- site.yaml --\ntitle: A\n")
    outcome = built.run("publish", target)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"error: {message}\n")


def test_a_site_has_to_be_built_first(folder: Folder) -> None:
    outcome = folder.run("publish", "../www")
    assert outcome.err == "error: output: there is no built site (run moothall build first)\n"
    assert outcome.code == 2


def test_squash_is_for_branches(built: Folder) -> None:
    outcome = built.run("publish", "../www", "--squash")
    assert outcome.err == "error: --squash is for branches (like branch:gh-pages)\n"
    assert outcome.code == 2


def test_resend_is_not_for_branches(built: Folder) -> None:
    outcome = built.run("publish", "branch:gh-pages", "--resend")
    assert outcome.err == "error: --resend is not for branches (git knows what lies there)\n"
    assert outcome.code == 2


def test_stopping_half_way_says_what_to_do(built: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(FolderStore, "send", stop)
        outcome = built.run("publish", "../www")
    assert outcome.err == "error: stopped half-way (publish again: only what is missing will be sent)\n"
    assert outcome.code == 1
    assert said(built.run("publish", "../www"))[0] == len(built.tree())


def test_quiet_says_nothing(built: Folder) -> None:
    assert built.run("publish", "../www", "--quiet").out == ""
