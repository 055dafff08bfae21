"""What the cases of `disqus` and `wordpress` tell beyond what `inspect --json` shows: `details.json` in each case.

`REFRESH=1` writes them anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from generator.model import Author, Thread
from generator.readers import disqus, wordpress

HERE = Path(__file__).parent
READERS = {"disqus": disqus, "wordpress": wordpress}
CASES = sorted(path.parent for name in READERS for path in (HERE / name).glob("*/expected.json"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_the_details_of_a_case_are_as_expected(case: Path) -> None:
    threads = list(READERS[case.parent.name].read(case / "input.xml"))
    text = json.dumps([details_of(thread) for thread in threads], ensure_ascii=False, indent=1) + "\n"
    expectation = case / "details.json"
    if os.environ.get("REFRESH"):
        expectation.write_text(text, encoding="utf-8")
    assert text == expectation.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_no_mail_or_ip_address_leaves_the_file(case: Path) -> None:
    told = repr(list(READERS[case.parent.name].read(case / "input.xml")))
    assert "@" not in told
    assert "192.0.2." not in told


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_every_comment_of_a_file_is_accounted_for(case: Path) -> None:
    threads = list(READERS[case.parent.name].read(case / "input.xml"))
    told = (case / "input.xml").read_text(encoding="utf-8")
    shown = sum(comment.state != "missing" for thread in threads for comment in thread.comments)
    aside = sum(len(thread.skipped) + len(thread.notes) for thread in threads)
    assert shown + aside == told.count("<post ") + told.count("<post>") + told.count("<wp:comment>")


def details_of(thread: Thread) -> dict[str, object]:
    return {
        "key": thread.key,
        "id": thread.id,
        "link": thread.link,
        "post author": author_of(thread.post.author) if thread.post else None,
        "comments": {
            comment.id: [author_of(comment.author), comment.link]
            for comment in thread.comments
            if comment.state != "missing"
        },
        "skipped": [f"{skipped.id}: {skipped.reason}" for skipped in thread.skipped],
    }


def author_of(author: Author | None) -> str | None:
    return author and " ".join([author.name, *([f"({author.display})"] if author.display else []), *author.flags])
