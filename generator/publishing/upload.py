"""Carrying a plan out on a store, so that it can break at any moment and be repeated.

The manifest is written before the first file: it names everything that may lie at the target from then on. It is
written again now and then, so that little is sent twice, and at the end.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor

from generator.errors import OutputError
from generator.parallel import SerialExecutor, map_ordered
from generator.publishing.manifest import MANIFEST, decode_manifest, encode_manifest
from generator.publishing.plan import Plan, make_plan, stages
from generator.publishing.store import Store, emptied
from generator.publishing.tree import File

EVERY = 250
"""Files between two writings of the manifest."""
NAMED = 3
"""Names of strange files in a message."""


def plan_upload(files: tuple[File, ...], store: Store, *, adopt: bool, resend: bool) -> tuple[Plan, dict[str, str]]:
    """What has to be done, and the digests of what was put there before. Raises OutputError.

    Refuses to write over what something else put there, unless `adopt` says so; `resend` trusts nothing that is there.
    """
    data = store.read(MANIFEST)
    if data is None and not adopt and not store.is_empty():
        hint = "name an empty place, or add --adopt to leave them there and publish beside them"
        if store.has("HEAD") and store.has("config"):
            hint = f"to a branch of a git repository one publishes by git+{store.name}#gh-pages"
        raise OutputError(f"{store.name}: files lie there that Moothall did not publish", hint=hint)
    known = decode_manifest(data) if data is not None else {}
    present = store.present()
    plan = make_plan(files, dict.fromkeys(known, "") if resend else known, present)
    strange = [] if adopt else [name for name in sorted(plan.new) if (name in present if present else store.has(name))]
    if strange:
        names = ", ".join(strange[:NAMED]) + (", …" if len(strange) > NAMED else "")
        raise OutputError(
            f"{store.name}: would replace what Moothall did not publish: {names}", hint="--adopt allows it"
        )
    return plan, known


def upload(plan: Plan, known: dict[str, str], store: Store, progress: Callable[[int], None]) -> None:
    """Sends, then deletes. Raises OutputError; the manifest then says as well as it can how far it came."""
    if not plan.send and not plan.delete and known:
        return
    state = known | dict.fromkeys((file.name for file in plan.send), "")
    store.write(MANIFEST, encode_manifest(state))
    try:
        for number, file in enumerate(_sent(plan, store), 1):
            state[file.name] = file.digest
            progress(1)
            if number % EVERY == 0:
                store.write(MANIFEST, encode_manifest(state))
        with _executor(store) as executor:
            for _ in map_ordered(executor, store.delete, plan.delete, 2 * store.workers):
                progress(1)
        for name in plan.delete:
            state.pop(name)
        store.tidy(emptied(plan.delete, state))
    except BaseException:
        with contextlib.suppress(OutputError):
            store.write(MANIFEST, encode_manifest(state))
        raise
    store.write(MANIFEST, encode_manifest(state))


def _sent(plan: Plan, store: Store) -> Iterator[File]:
    """The files of the plan, each once it is there."""

    def send(file: File) -> File:
        store.send(file)
        return file

    for stage in stages(plan.send):
        with _executor(store) as executor:
            yield from map_ordered(executor, send, stage, 2 * store.workers)


def _executor(store: Store) -> Executor:
    return ThreadPoolExecutor(store.workers) if store.workers > 1 else SerialExecutor()
