"""Publishing to a branch: a commit is made without touching anybody's working files, and pushed.

Files on the branch that Moothall did not put there, such as a CNAME that GitHub's settings wrote, stay.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import OutputError, SettingsError
from generator.publishing.git import Git, run_git
from generator.publishing.manifest import MANIFEST, decode_manifest, encode_manifest
from generator.publishing.plan import Plan, make_plan
from generator.publishing.steps import Watched
from generator.publishing.target import Branch
from generator.publishing.tree import File
from generator.storage import WORK

NOBODY = {"NAME": "Moothall", "EMAIL": "moothall@localhost"}
"""Signs commits where git knows nobody."""
STEPS = {"Compressing": "objects compressed", "Writing": "objects sent"}
"""What git does with the objects of a push, by the word it has for that."""

_STEP = re.compile(r"(Compressing|Writing) objects: +\d+% \((\d+)/(\d+)\)")


@dataclass(frozen=True, slots=True)
class Remote:
    """A branch as it is at its remote, fetched."""

    git: Git
    """Where commits are made."""
    name: str
    """The remote, as git takes it."""
    ref: str
    """The branch, in full."""
    tip: str
    """Its last commit; empty where there is no such branch yet."""


@contextlib.contextmanager
def fetched(branch: Branch, site: Path, output: Path) -> Iterator[Remote]:
    """The branch, fetched; `output` is what will be put there. Raises SettingsError and OutputError."""
    with tempfile.TemporaryDirectory(prefix="moothall-") as folder:
        git, name = _repository(branch, site.resolve(), output.resolve(), Path(folder) / "index")
        ref = f"refs/heads/{branch.name}"
        tip = git("ls-remote", name, ref).partition("\t")[0]
        if tip:
            shallow = branch.url is not None or git("rev-parse", "--is-shallow-repository") == "true"
            git("fetch", "--quiet", "--no-tags", *(["--depth=1"] if shallow else []), name, ref)
        yield Remote(git, name, ref, tip)


def plan_branch(remote: Remote, files: tuple[File, ...], *, adopt: bool) -> Plan:
    """What changes on the branch. Raises OutputError where other files are in the way, unless `adopt` allows it."""
    there = set(remote.git("ls-tree", "-r", "-z", "--name-only", remote.tip).split("\0")) if remote.tip else set()
    known = {}
    if MANIFEST in there:
        known = decode_manifest(remote.git("show", f"{remote.tip}:{MANIFEST}").encode())
    elif there > {""} and not adopt:
        hint = "name another branch, or add --adopt to leave them there and publish beside them"
        raise OutputError("the branch holds files that Moothall did not publish", hint=hint)
    plan = make_plan(files, known, None)
    strange = [] if adopt else sorted(plan.new & there)
    if strange:
        raise OutputError(f"would replace what Moothall did not publish: {strange[0]}", hint="--adopt allows it")
    return plan


def push(remote: Remote, plan: Plan, files: tuple[File, ...], watched: Watched, *, squash: bool) -> None:
    """Commits and pushes; `squash` leaves no history. Raises OutputError."""
    git = remote.git
    parent = ["-p", remote.tip] if remote.tip and not squash else []
    with watched("files read", len(plan.send)) as progress:
        tree = _tree(remote, plan, files, progress)
    commit = git("commit-tree", tree, *parent, "-m", _message(plan))
    lease = [f"--force-with-lease={remote.ref}:{remote.tip}"] if squash else []
    with _shown(watched) as told:
        git.follow("push", "--progress", *lease, remote.name, f"{commit}:{remote.ref}", told=told)


@contextlib.contextmanager
def _shown(watched: Watched) -> Iterator[Callable[[str], None]]:
    """A function that takes what git says while it pushes, and shows how far each of its steps is."""
    step, done = "", 0
    progress: Callable[[int], None]
    with contextlib.ExitStack() as shown:

        def told(line: str) -> None:
            nonlocal step, done, progress
            found = _STEP.match(line)
            if found is None:
                return
            if found[1] != step:
                shown.close()
                step, done = found[1], 0
                progress = shown.enter_context(watched(STEPS[step], int(found[3])))
            progress(int(found[2]) - done)
            done = int(found[2])

        yield told


def _tree(remote: Remote, plan: Plan, files: tuple[File, ...], progress: Callable[[int], None]) -> str:
    """What the branch will hold, as the name of a tree; git says a line of every file that it reads."""
    git = remote.git
    if remote.tip:
        git("read-tree", remote.tip)
    if plan.delete:
        git("update-index", "--force-remove", "-z", "--stdin", given="\0".join(plan.delete).encode())
    if plan.send:
        names = "\0".join(file.name for file in plan.send).encode()
        add = ("add", "--force", "--verbose", "--pathspec-from-file=-", "--pathspec-file-nul")
        git.follow(*add, told=lambda line: progress(1), given=names)
    manifest = encode_manifest({file.name: file.digest for file in files})
    blob = git("hash-object", "-w", "--stdin", given=manifest)
    git("update-index", "--add", "--cacheinfo", f"100644,{blob},{MANIFEST}")
    return git("write-tree")


def _repository(branch: Branch, site: Path, output: Path, index: Path) -> tuple[Git, str]:
    """A repository to make the commit in, and the remote as it knows it.

    For `branch:` the user's own, since its settings may hold what the remote wants to see; else one kept for the next
    time.
    """
    environment = {"GIT_INDEX_FILE": str(index), "GIT_LITERAL_PATHSPECS": "1", **_identity(site)}
    if branch.url is None:
        try:
            folder = Path(run_git(["rev-parse", "--absolute-git-dir"], site))
            run_git(["remote", "get-url", "origin"], site)
        except OutputError as cause:
            hint = "name the repository, like git+https://host/me/site.git#gh-pages"
            raise SettingsError("the site lies in no repository that has an origin", site, hint=hint) from cause
        return Git(folder, output, site, environment), "origin"
    folder = site / WORK / f"{hashlib.sha256(branch.url.encode()).hexdigest()[:16]}.git"
    if not (folder / "HEAD").exists():
        run_git(["init", "--quiet", "--bare", str(folder)], site)
    return Git(folder, output, site, environment), branch.url


def _identity(site: Path) -> Mapping[str, str]:
    """Who commits, where git does not know."""
    try:
        run_git(["-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT"], site)
    except OutputError:
        return {f"GIT_{role}_{fact}": word for role in ("AUTHOR", "COMMITTER") for fact, word in NOBODY.items()}
    return {}


def _message(plan: Plan) -> str:
    new = len(plan.new)
    return f"Publish the site: {new} new, {len(plan.send) - new} changed, {len(plan.delete)} deleted"
