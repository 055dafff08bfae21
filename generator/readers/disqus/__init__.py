"""Reads the XML file that Disqus sends the owner of a site: all discussions of all its pages.

One obtains it at https://SHORTNAME.disqus.com/admin/discussions/export/. The format is described at
https://docs.disqus.com/developers/export/: first the threads, one a page, then the posts in the order of their dates,
each naming its thread and the post it answers. Posts are put aside into a temporary database, so that an export need
not fit into memory. A page that moved has a thread for each of its addresses, with copies of the same posts in them:
`pages` finds these, and they become one debate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.errors import SourceError
from generator.model import Thread
from generator.readers.disqus.entries import Discussion, to_discussion, to_entry
from generator.readers.disqus.pages import find_pages
from generator.readers.disqus.store import EntryStore
from generator.readers.disqus.talk import to_thread
from generator.xmlfile import read_elements

NAME = "disqus"
SIGNS = {
    "<disqus>": re.compile(rb"<disqus\b"),
    "the namespace http://disqus.com": re.compile(rb"""["\']http://disqus\.com["\']"""),
    "<thread>": re.compile(rb"<thread\b"),
}
"""What files of this format show, by what to call it where a file lacks some of it."""

_ROOT = re.compile(rb"""<disqus\b[^>]*["']http://disqus\.com["']""")
_NAMESPACES = {"http://disqus.com": "", "http://disqus.com/disqus-internals": "dsq"}


def sniff(head: bytes, path: Path) -> bool:
    """Whether there is the outermost element of a Disqus export."""
    return bool(_ROOT.search(head))


def read(path: Path) -> Iterator[Thread]:
    """A thread for each page that somebody wrote about; one without post and comments if nothing of it was kept.

    Raises SourceError.
    """
    discussions: dict[str, Discussion] = {}
    with EntryStore() as store:
        for element in read_elements(path, "disqus", ("thread", "post"), _NAMESPACES):
            if element.name == "thread":
                discussion = to_discussion(element)
                discussions[discussion.id] = discussion
            else:
                store.add(to_entry(element))
        told = store.discussions()
        if not told:
            raise SourceError("holds no comment", path, hint="an export without a post has nothing to show")
        known = [discussions.get(id_) or Discussion(id_, absent=True) for id_ in told]
        for page in find_pages(known, store.copies()):
            yield to_thread(page, [entry for one in page for entry in store.entries_of(one.id)], path)
