"""Addresses in mail are masked unless the settings say otherwise; a case is a line of `masked.json`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.loading.masking import mask_addresses, masked
from generator.model import Author, Comment, Note, Post, Thread
from tests.conftest import Folder

CASES = json.loads((Path(__file__).parent / "masked.json").read_text(encoding="utf-8"))
MAILBOX = """
-- content/talk.mbox --
From ada@towns.example Mon Mar  4 09:00:00 2002
From: "ada@towns.example" <ada@towns.example>
Date: Mon, 4 Mar 2002 09:00:00 +0000
Subject: Write to ada@towns.example
Message-ID: <1@towns.example>

Or to bo@fjord.example.

From bo@fjord.example Mon Mar  4 10:00:00 2002
From: Bo Berg <bo@fjord.example>
Date: Mon, 4 Mar 2002 10:00:00 +0000
Subject: Re: cy@fjord.example is better
Message-ID: <2@fjord.example>
In-Reply-To: <1@towns.example>

> Or to bo@fjord.example.

Not to me.
"""


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_an_address_loses_its_host(text: str, expected: str) -> None:
    assert masked(text) == expected


@settings(deadline=None, derandomize=True)
@given(
    st.from_regex(r"[a-z0-9.+_-]{0,9}[a-z0-9]", fullmatch=True),
    st.from_regex(r"[a-z0-9]{1,9}\.[a-z]{2,9}", fullmatch=True),
    st.sampled_from(["<{}>", "({})", "{}, she said", "“{}”", '"{}"', ">{}", "mailto:{}", "{}\n", "&lt;{}&gt;"]),
)
def test_an_address_is_found_wherever_it_stands(name: str, host: str, around: str) -> None:
    assert masked(around.format(f"{name}@{host}")) == around.format(f"{name}@…")


def test_masking_twice_is_masking_once() -> None:
    for text, expected in CASES:
        assert masked(expected) == expected, text


def test_every_word_of_a_thread_is_masked() -> None:
    author = Author("a", "c.example", "d@e.example", ("op",))
    post = Post(author, None, None, None, "shown", "f@g.example", "mail")
    comment = Comment("1", None, 1, Author("h@i.example"), None, None, None, "shown", "", "mail", subject="j@k.example")
    note = Note(Author("bo"), None, "l@m.example")
    thread = Thread(Path("x"), "", "1", "mail", "n@o.example", post, (comment,), notes=(note,))
    told = mask_addresses(thread)
    assert ".example" not in repr(told)
    assert told.post is not None
    assert told.post.author == Author("a@…", None, "d@…", ("op",))


def test_other_platforms_are_left_alone() -> None:
    thread = Thread(Path("x"), "", "1", "lemmy", "write to ada@towns.example", None, ())
    assert mask_addresses(thread) is thread


def test_a_site_holds_no_address_of_its_mails(folder: Folder) -> None:
    folder.write(MAILBOX)
    assert folder.build().code == 0
    found = {name for name, data in folder.tree().items() if re.search(rb"\w@(towns|fjord)\.example", data)}
    assert found == set()
    assert not [name for name in folder.tree() if "towns" in name]
    assert 'data-author="Bo Berg"' in folder.page("talk/write-to-ada-6dfcab/index.html")


def test_a_site_may_show_them(folder: Folder) -> None:
    folder.write(MAILBOX + "-- site.yaml --\nmail_addresses: show\n")
    assert folder.build().code == 0
    assert [name for name, data in folder.tree().items() if b"bo@fjord.example" in data]
