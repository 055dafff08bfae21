"""A small archive to search: two topics, five years, scores of both signs, and a debate of several pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Folder

if TYPE_CHECKING:
    from playwright.sync_api import Page

FERRY = """\
-- site.yaml --
title: The Quay
page_comments: 5
-- content/harbour/ferry.yaml --
title: Shall the ferry sail at night?
summary: The council asks whether the ferry should sail after ten, by lantern if need be.
topics: [harbour, night life]
-- content/harbour/ferry.thread.yaml --
post: {author: ada@harbour.example, published: 2021-03-01T10:00:00Z, score: 30, body: A night ferry needs a lantern.}
comments:
  - id: f1
    author: Bo Lind@harbour.example
    published: 2021-03-02T10:00:00Z
    score: 5
    body: Who pays for oil?
    replies:
      - {id: f2, author: ada@harbour.example, published: 2021-03-03T10:00:00Z, score: 12, body: The lantern burns gas.}
      - {id: f3, author: cai, published: 2021-03-04T10:00:00Z, score: -2, body: Gas smells.}
  - {id: f4, author: dee, published: 2022-01-04T10:00:00Z, body: Day boats are enough.}
  - {id: f5, author: cai, published: 2022-01-05T10:00:00Z, score: 1, body: "Café hours decide, not a lantern."}
  - {id: f6, author: dee, published: 2022-02-05T10:00:00Z, score: 0, body: No lantern on the pier.}
  - {id: f7, author: ada@harbour.example, published: 2022-02-06T10:00:00Z, score: 3, body: Then bring a torch.}
-- content/market/stalls.yaml --
topics: [market]
-- content/market/stalls.thread.yaml --
title: Stalls under the arcade
comments:
  - {id: s1, author: ada@harbour.example, published: "2023", score: 2, body: One lantern for every stall.}
  - {id: s2, author: eve, body: "Fish, rope and <b>bread</b>."}
"""


def tides() -> str:
    """A debate with more hits for one word than the search page shows at once."""
    comments = "".join(
        f"  - {{id: t{number}, author: gus, published: {2019 + number % 5}-06-{number + 1:02}, body: Tide {number}.}}\n"
        for number in range(25)
    )
    return f"-- content/harbour/tides.thread.yaml --\ntitle: A year of tides\ncomments:\n{comments}"


@pytest.fixture(scope="session")
def quay(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The archive, built once."""
    folder = Folder(tmp_path_factory.mktemp("quay"))
    folder.write(FERRY + tides())
    assert folder.build("--quiet").err == ""
    return folder


@pytest.fixture(params=["http", "file"])
def quay_root(request: pytest.FixtureRequest, quay: Folder, served: Callable[[Path], str]) -> str:
    """Its address, on a server and on a disk."""
    output = quay.path / "output"
    return served(output) if request.param == "http" else output.resolve().as_uri() + "/"


@pytest.fixture
def search_page(quay_root: str, chromium_page: Page) -> Page:
    """The search page, before anything is asked."""
    chromium_page.goto(f"{quay_root}search/index.html")
    return chromium_page
