"""Publishing to a branch of a bare repository, as a host would have it."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.publishing import Publication, publish
from generator.publishing.manifest import MANIFEST
from tests.conftest import Folder
from tests.publishing.conftest import Publisher, said


def git(folder: Path, *args: str) -> str:
    who = ["-c", "user.name=Me", "-c", "user.email=me@home.example", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *who, *args], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "--bare", "site.git")
    return tmp_path / "site.git"


def cloned(bare: Path, branch: str = "gh-pages") -> Folder:
    """A fresh clone of what a host would serve."""
    number = len(list(bare.parent.glob("clone*")))
    git(bare.parent, "clone", "--quiet", "--branch", branch, str(bare), f"clone{number}")
    return Folder(bare.parent / f"clone{number}")


def served(clone: Folder) -> dict[str, bytes]:
    return {name: data for name, data in clone.tree(".").items() if not name.startswith(".git/") and name != MANIFEST}


def test_a_site_is_pushed_and_its_history_kept(publisher: Publisher, bare: Path) -> None:
    site = publisher.site
    total = len(site.tree())
    assert said(publisher(f"git+{bare}")) == (total, 0, 0)
    assert served(cloned(bare)) == site.tree()
    site.write("-- site.yaml --\ntitle: The bench and more\n")
    site.build()
    sent, deleted, _ = said(publisher(f"git+{bare}"))
    clone = cloned(bare)
    assert served(clone) == site.tree()
    assert git(clone.path, "log", "--format=%s|%an").splitlines() == [
        f"Publish the site: 0 new, {sent} changed, {deleted} deleted|Moothall",
        f"Publish the site: {total} new, 0 changed, 0 deleted|Moothall",
    ]


def test_nothing_changed_makes_no_commit(publisher: Publisher, bare: Path) -> None:
    publisher(f"git+{bare}")
    tip = git(bare, "rev-parse", "gh-pages")
    assert said(publisher(f"git+{bare}"))[0] == 0
    assert git(bare, "rev-parse", "gh-pages") == tip


def test_squash_leaves_one_commit(publisher: Publisher, bare: Path) -> None:
    publisher(f"git+{bare}#pages")
    publisher.site.write("-- site.yaml --\ntitle: Other\n")
    publisher.site.build()
    said(publisher(f"git+{bare}#pages", "--squash"))
    clone = cloned(bare, "pages")
    assert git(clone.path, "rev-list", "--count", "HEAD") == "1"
    assert served(clone) == publisher.site.tree()


def test_files_of_others_on_the_branch_stay(publisher: Publisher, bare: Path) -> None:
    publisher(f"git+{bare}")
    clone = cloned(bare)
    clone.write("-- CNAME --\nbench.example\n")
    git(clone.path, "add", ".")
    git(clone.path, "commit", "--quiet", "-m", "Create CNAME")
    git(clone.path, "push", "--quiet")
    publisher.site.write("-- site.yaml --\ntitle: Other\n")
    publisher.site.build()
    said(publisher(f"git+{bare}"))
    assert served(cloned(bare)) == {**publisher.site.tree(), "CNAME": b"bench.example\n"}


def test_a_branch_with_other_files_is_refused_until_it_is_adopted(publisher: Publisher, bare: Path) -> None:
    clone = Folder(bare.parent / "mine")
    clone.write("-- README --\nmine\n")
    git(clone.path, "init", "--quiet")
    git(clone.path, "add", ".")
    git(clone.path, "commit", "--quiet", "-m", "mine")
    git(clone.path, "push", "--quiet", str(bare), "HEAD:gh-pages")
    outcome = publisher(f"git+{bare}")
    assert outcome.err == (
        f"error: git+{bare}: the branch holds files that Moothall did not publish "
        "(name another branch, or add --adopt to leave them there and publish beside them)\n"
    )
    assert outcome.code == 1
    said(publisher(f"git+{bare}", "--adopt"))
    assert served(cloned(bare)) == {**publisher.site.tree(), "README": b"mine\n"}


def test_branch_means_the_origin_of_the_repository_that_holds_the_site(publisher: Publisher, bare: Path) -> None:
    site = publisher.site.path
    git(site, "init", "--quiet")
    git(site, "remote", "add", "origin", str(bare))
    publisher.site.write("-- .gitignore --\n/output/\n*.json\n")
    git(site, "add", "content")
    git(site, "config", "core.autocrlf", "true")
    before = git(site, "status", "--porcelain"), git(site, "branch", "--list")
    said(publisher("branch:gh-pages"))
    assert served(cloned(bare)) == publisher.site.tree()
    assert (git(site, "status", "--porcelain"), git(site, "branch", "--list")) == before


def test_each_step_of_a_push_is_shown_from_nothing_to_all(built: Folder, bare: Path) -> None:
    shown: list[list[object]] = []

    @contextlib.contextmanager
    def watched(what: str, total: int) -> Iterator[Callable[[int], None]]:
        done: list[int] = []
        yield done.append
        shown.append([what, sum(done) == total, total > 0])

    publish(Publication(f"git+{bare}", built.path, built.path / "output"), watched)
    assert shown == [["files read", True, True], ["objects compressed", True, True], ["objects sent", True, True]]


def test_a_dry_run_pushes_nothing(publisher: Publisher, bare: Path) -> None:
    outcome = publisher(f"git+{bare}", "--dry-run")
    assert outcome.out.splitlines()[-1].startswith(f"would send {len(publisher.site.tree())} files, ")
    assert git(bare, "branch", "--list") == ""


def test_a_site_in_no_repository_has_no_branch(publisher: Publisher) -> None:
    outcome = publisher("branch:gh-pages", GIT_CEILING_DIRECTORIES=str(publisher.site.path.parents[1]))
    hint = "name the repository, like git+https://host/me/site.git#gh-pages"
    assert outcome.err == f"error: {publisher.site.path}: the site lies in no repository that has an origin ({hint})\n"
    assert outcome.code == 2


def test_what_git_says_is_the_error(publisher: Publisher, tmp_path: Path) -> None:
    outcome = publisher(f"git+{tmp_path}/nowhere.git")
    assert outcome.code == 1
    assert outcome.err == (
        f"error: git+{tmp_path}/nowhere.git: git: '{tmp_path}/nowhere.git' does not appear to be a git repository\n"
    )


def test_a_branch_that_the_host_protects_is_an_error(publisher: Publisher, bare: Path) -> None:
    hook = bare / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    outcome = publisher(f"git+{bare}")
    assert outcome.code == 1
    assert "[remote rejected]" in outcome.err
    assert outcome.err.count("\n") == 1
