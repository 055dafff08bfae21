"""`moothall search`: what it prints, to read and as JSON, and how it ends."""

from __future__ import annotations

import json

from tests.conftest import Folder

SITE = """-- content/town/benches.thread.yaml --
title: Benches on the square
comments:
- {id: a, author: ada, published: 2023-07-30, score: 1, body: "Who took the benches, all 0.19.5 of them?"}
- {id: b, answers: a, author: bo, published: 2023-08, body: "The council took a bench."}
"""

READ = """2 hits

Benches on the square
ada · 2023-07-30 · 1 point
Who took the **benches**, all 0.19.5 of them?
town/benches/#c-a

Benches on the square
bo · 2023-08
The council took a **bench**.
town/benches/#c-b
"""


def built(folder: Folder) -> None:
    folder.write(SITE)
    assert folder.run("build", "--quiet").code == 0


def test_hits_are_printed_with_their_place(folder: Folder) -> None:
    built(folder)
    done = folder.run("search", "benches")
    assert (done.code, done.out) == (0, READ)


def test_hits_are_printed_as_json(folder: Folder) -> None:
    built(folder)
    (line,) = folder.run("search", "--json", '0.19.5 author:ada -"took a"').out.splitlines()
    assert json.loads(line) == {
        "url": "town/benches/#c-a",
        "title": "Benches on the square",
        "author": "ada",
        "date": "2023-07-30",
        "score": 1,
        "excerpt": "Who took the benches, all **0**.**19**.**5** of them?",
    }


def test_a_limit_and_what_is_left_out_are_told(folder: Folder) -> None:
    built(folder)
    lines = folder.run("search", "took after:soon score:lots", "--limit", "1", "--sort", "oldest").out.splitlines()
    assert lines[:3] == [
        "left out: after:soon names no date",
        "left out: score:lots names no score",
        "2 hits, the first 1 are shown",
    ]


def test_nothing_found_is_no_success(folder: Folder) -> None:
    built(folder)
    done = folder.run("search", "councel")
    assert (done.code, done.out) == (1, "nothing was found\n")


def test_a_site_that_is_not_built_is_told(folder: Folder) -> None:
    done = folder.run("search", "benches")
    assert done.code == 1
    assert done.err.endswith("search/index.html: there is no search page (build the site first)\n")
