"""What `select` in the settings leaves out: never what was chosen, and never without a word in the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.config import Select, Settings
from generator.loading.select import why_not
from generator.model import Age, Comment, Post, State, Thread, When
from generator.moments import parse_moment
from tests.conftest import Folder

CASES: list[tuple[Select, str | None]] = [
    (Select(), None),
    (Select(min_comments=2), None),
    (Select(min_comments=3), "fewer than 3 comments"),
    (Select(min_score=7), None),
    (Select(min_score=8), "a score below 8"),
    (Select(min_score=-3), None),
    (Select(communities=("weirs", "MILLS")), None),
    (Select(communities=("r/Mills",)), None),
    (Select(communities=("weirs", "r/weirs")), "in r/mills"),
    (Select(after=parse_moment("2024-05-02T10:00:00Z")), None),
    (Select(after=parse_moment("2024-05-02")), None),
    (Select(after=parse_moment("2024-06")), "begun before 2024-06"),
    (Select(before=parse_moment("2024-05-03")), None),
    (Select(before=parse_moment("2024-05-02T10:00:00Z")), "not begun before 2024-05-02T10:00:00Z"),
    (Select(before=parse_moment("2024")), "not begun before 2024"),
]


def comment(name: str, published: When | None, state: State = "shown") -> Comment:
    return Comment(name, None, 1, None, published, None, None, state, "", "text")


def thread(post: Post | None, *comments: Comment, community: str | None = "r/mills") -> Thread:
    return Thread(Path("dump.jsonl"), "", "", "reddit", None, post, comments, community=community)


POST = Post(None, parse_moment("2024-05-02T10:00:00Z"), None, 7, "shown", "", "text")
TALK = (
    comment("a", parse_moment("2024-05-04")),
    comment("b", parse_moment("2024-05-03"), "deleted"),
    comment("c", None, "missing"),
)


@pytest.mark.parametrize(("select", "reason"), CASES, ids=lambda value: str(value))
def test_each_condition_keeps_out_what_does_not_meet_it(select: Select, reason: str | None) -> None:
    assert why_not(thread(POST, *TALK), select) == reason


def test_without_an_opening_post_the_first_comment_is_the_start() -> None:
    orphans = thread(None, *TALK)
    assert why_not(orphans, Select(after=parse_moment("2024-05-03"))) is None
    assert why_not(orphans, Select(after=parse_moment("2024-05-04"))) == "begun before 2024-05-04"


def test_what_is_not_known_keeps_nothing_out() -> None:
    strict = Select(5, 0, ("weirs",), parse_moment("2030"), parse_moment("2000"))
    assert why_not(thread(None, comment("a", Age(1, "year")), comment("b", None), community=None), strict) is None


def test_one_comment_is_in_the_singular() -> None:
    assert why_not(thread(POST), Select(min_comments=1)) == "fewer than 1 comment"


DEBATES = """\
-- content/list/short.thread.yaml --
comments: [{id: a, author: Di, body: One}]
-- content/list/long.thread.yaml --
comments: [{id: b, author: Di, body: One}, {id: c, author: Ed, body: Two}]
-- site.yaml --
select: {min_comments: 2}
"""


def test_what_is_left_out_is_accounted_for(folder: Folder) -> None:
    folder.write(DEBATES)
    assert folder.build().code == 0
    assert (folder.path / "output/list/long/index.html").exists()
    assert not (folder.path / "output/list/short").exists()
    report = json.loads((folder.path / ".moothall/report.json").read_text())
    assert report["threads"] == 1
    reason = {"source": "content/list/short.thread.yaml", "id": "a", "reason": "fewer than 2 comments"}
    assert report["comments"] == {"read": 3, "published": 2, "redacted": 0, "skipped": [reason]}


def test_a_debate_with_a_summary_of_its_own_was_chosen(folder: Folder) -> None:
    folder.write(DEBATES + "-- content/list/short.yaml --\ntitle: Short and good\n")
    assert folder.build().code == 0
    assert "Short and good" in folder.page("list/short/index.html")


def test_mistakes_in_it_are_told_with_their_place(folder: Folder) -> None:
    folder.write(
        "-- site.yaml --\nselect:\n  min_comment: 2\n  after: soon\n-- content/x.thread.yaml --\ncomments: []\n"
    )
    outcome = folder.build()
    assert outcome.code == 2
    assert outcome.err.splitlines() == [
        'error: site.yaml:2:3: unknown key "min_comment" (did you mean "min_comments"?)',
        "error: site.yaml:3:10: after must be a date like 2024, 2024-09, 2024-09-01 or 2024-09-01T12:30:00Z",
    ]


def test_its_defaults_select_everything() -> None:
    assert why_not(thread(None, community=None), Settings().select) is None


def test_a_change_of_it_renders_nothing_anew(folder: Folder) -> None:
    folder.write(DEBATES)
    folder.build()
    folder.write("-- site.yaml --\nselect: {min_comments: 1}\n")
    folder.build()
    report = json.loads((folder.path / ".moothall/report.json").read_text())
    assert (report["threads"], report["cached"], report["rendered"]) == (2, 1, 1)
