"""`moothall publish`: compare, say what is to be done, do it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.english import count, size_words
from generator.errors import OutputError, SettingsError
from generator.publishing.addresses import without_secrets
from generator.publishing.branch import fetched, plan_branch, push
from generator.publishing.plan import Plan
from generator.publishing.steps import Watched
from generator.publishing.target import Branch, branch_of, open_store
from generator.publishing.tree import File, read_tree
from generator.publishing.upload import plan_upload, upload


@dataclass(frozen=True, slots=True)
class Publication:
    """What the command line can choose."""

    target: str
    """A folder, `branch:NAME`, `git+URL#NAME`, or an address that fsspec knows."""
    site: Path
    """The folder that holds `content/`."""
    output: Path
    """The built site."""
    dry_run: bool = False
    """Whether only to say what would be done."""
    adopt: bool = False
    """Whether files that Moothall did not put there may lie at the target, and be replaced by ours of the same name."""
    resend: bool = False
    """Whether to send everything, whatever seems to be there."""
    squash: bool = False
    """Whether the branch keeps no history."""


def publish(wanted: Publication, watched: Watched) -> Plan:
    """Publishes the built site and gives what was, or would be, done. Raises SettingsError and OutputError."""
    branch = branch_of(wanted.target)
    if wanted.squash and branch is None:
        raise SettingsError("--squash is for branches", hint="like branch:gh-pages")
    if wanted.resend and branch is not None:
        raise SettingsError("--resend is not for branches", hint="git knows what lies there")
    files = read_tree(wanted.output)
    if branch is not None:
        return _to_branch(branch, files, wanted, watched)
    store = open_store(wanted.target, wanted.output)
    plan, known = plan_upload(files, store, adopt=wanted.adopt, resend=wanted.resend)
    if not wanted.dry_run:
        with watched("files", len(plan.send) + len(plan.delete)) as progress:
            try:
                upload(plan, known, store, progress)
            except KeyboardInterrupt:
                raise OutputError("stopped half-way", hint="publish again: only what is missing will be sent") from None
    return plan


def _to_branch(branch: Branch, files: tuple[File, ...], wanted: Publication, watched: Watched) -> Plan:
    try:
        with fetched(branch, wanted.site, wanted.output) as remote:
            plan = plan_branch(remote, files, adopt=wanted.adopt)
            if not wanted.dry_run and (plan.send or plan.delete):
                push(remote, plan, files, watched, squash=wanted.squash)
    except OutputError as error:
        raise OutputError(f"{without_secrets(wanted.target)}: {error.message}", hint=error.hint) from error
    return plan


def describe(plan: Plan, target: str, *, dry_run: bool) -> list[str]:
    """What was done, in lines to print; with `dry_run` each thing that would be done."""
    place = without_secrets(target)
    if not plan.send and not plan.delete:
        return [f"{place} is as it should be: none of {count(plan.unchanged, 'file')} has changed"]
    numbers = {"send": len(plan.send), "delete": len(plan.delete), "keep": plan.unchanged}
    told = {what: count(number, "file") for what, number in numbers.items() if number}
    if plan.send:
        told["send"] += f", {size_words(plan.bytes)}"
    if dry_run:
        return [
            *(f"send       {file.name} ({'new' if file.name in plan.new else 'changed'})" for file in plan.send),
            *(f"delete     {name}" for name in plan.delete),
            f"would {'; '.join(f'{what} {number}' for what, number in told.items())}",
        ]
    done = {"send": "sent", "delete": "deleted", "keep": "unchanged"}
    return [*(f"{done[what]:<10} {number}" for what, number in told.items()), f"published  {place}"]
