"""What `bench/` makes of a dump for Hugo, and what it says of budgets."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.grow import COMMENTS, SUBMISSIONS
from bench.mailbox import make_mailbox
from bench.peers import make_hugo_site
from bench.results import COLD, HUGO, Taken, print_budgets, together
from generator.readers import mail

POST = {"id": "p", "name": "t3_p", "title": "Ferry", "selftext": "It *left*.", "author": "ada", "created_utc": 0}
REPLIES = [
    {"id": "a", "name": "t1_a", "parent_id": "t3_p", "body": "When?"},
    {"id": "b", "name": "t1_b", "parent_id": "t1_a", "body": "At {{< noon >}}."},
    {"id": "c", "name": "t1_c", "parent_id": "t1_gone", "body": "Who knows."},
]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    replies = [{"link_id": "t3_p", "author": "bo", "created_utc": "60", "score": 2, **reply} for reply in REPLIES]
    for name, records in ((SUBMISSIONS, [POST | {"score": 1}]), (COMMENTS, replies)):
        (tmp_path / name).write_bytes(gzip.compress("".join(json.dumps(one) + "\n" for one in records).encode()))
    return tmp_path


def test_a_thread_is_a_thread_of_mail(dump: Path) -> None:
    [thread] = mail.read(make_mailbox(dump, dump / "list.mbox", 1))
    assert thread.title == "Ferry"
    assert thread.post
    assert (thread.post.body.strip(), thread.post.author and thread.post.author.name) == ("It *left*.", "ada")
    told = [(comment.depth, comment.body, comment.published and comment.published.at) for comment in thread.comments]
    noon = datetime(1970, 1, 1, 0, 1, tzinfo=UTC)
    assert told == [(1, "When?", noon), (2, "At {{< noon >}}.", noon), (1, "Who knows.", noon)]


def test_a_thread_is_a_page_of_hugo_with_its_comments_nested(dump: Path) -> None:
    make_hugo_site(dump, dump / "hugo")
    front, _, body = (dump / "hugo" / "content" / "p.md").read_text().partition("\n\n")
    assert body == "It *left*."
    common = {"author": "bo", "written": "1970-01-01T00:01:00Z", "score": 2}
    told = {"id": "b", **common, "body": "At {&#123;< noon >}}."}
    assert json.loads(front) == {
        "title": "Ferry",
        "date": "1970-01-01T00:00:00Z",
        "params": {
            "id": "p",
            "author": "ada",
            "written": "1970-01-01T00:00:00Z",
            "score": 1,
            "replies": [
                {"id": "a", **common, "body": "When?", "replies": [told]},
                {"id": "c", **common, "body": "Who knows."},
            ],
        },
    }
    assert (dump / "hugo" / "layouts" / "page.html").exists()


def taken(*seconds: float) -> list[Taken]:
    return [Taken(each, 2 * each, 400_000_000, 1_000, 1, {}) for each in seconds]


def test_a_ratio_is_the_median_of_the_rounds_beside_its_budget(capsys: pytest.CaptureFixture[str]) -> None:
    print_budgets({COLD: taken(1, 6, 4), HUGO: taken(2, 2, 2)})
    assert capsys.readouterr().out.splitlines()[4:6] == [
        f"| {COLD} / {HUGO} | 2.00 | 0.50 – 3.00 | 2.00 | 1 | **missed** |",
        f"| {COLD}: peak memory, MB | 400 |  |  | 500 | met |",
    ]


def test_programs_in_a_row_take_their_times_and_the_memory_of_the_larger() -> None:
    assert together(Taken(1, 2, 30, 4, 5, {}), Taken(1, 2, 20, 4, 5, {})) == Taken(2, 4, 30, 8, 10, {})
