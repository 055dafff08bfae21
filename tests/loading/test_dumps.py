"""Files that are read together have one address, and summaries find the whole of them and each debate in them."""

from __future__ import annotations

import json

from tests.conftest import Folder

SUBMISSION = {"author": "Ada", "created_utc": 1_900_000_000, "subreddit": "mills", "selftext": "", "score": 3}
COMMENT = {"author": "Newt", "created_utc": 1_900_000_001, "subreddit": "mills", "score": 1}


def dump(folder: Folder, place: str, submissions: str, comments: str) -> None:
    """Two submissions with a comment each."""
    posts = [{"id": f"s{n}", "title": f"Talk {n}", **SUBMISSION} for n in (1, 2)]
    words = [{"id": f"c{n}", "link_id": f"t3_s{n}", "parent_id": f"t3_s{n}", "body": "Yes", **COMMENT} for n in (1, 2)]
    for name, records in ((submissions, posts), (comments, words)):
        lines = "".join(f"{json.dumps(record)}\n" for record in records)
        folder.write(f"-- content/{place}{name} --\n{lines}")


def test_a_folder_of_submissions_and_comments_is_one_dump_with_the_folders_address(folder: Folder) -> None:
    dump(folder, "dumps/mills/", "submissions.jsonl", "comments.jsonl")
    outcome = folder.build()
    assert (outcome.code, outcome.err) == (0, "")
    record = json.loads(folder.page("dumps/mills/talk-1-s1/thread.json"))
    assert [one["id"] for one in record["comments"]] == ["c1"]
    files = [file["source"] for file in record["provenance"]["files"]]
    assert files == ["dumps/mills/comments.jsonl", "dumps/mills/submissions.jsonl"]


def test_the_name_that_two_files_share_is_the_address(folder: Folder) -> None:
    dump(folder, "reddit/", "RS_2030-03.json", "RC_2030-03.json")
    dump(folder, "reddit/", "RS_2030-04.json", "RC_2030-04.json")
    assert folder.build().code == 0
    pages = {name for name in folder.tree() if name.endswith("talk-2-s2/index.html")}
    assert pages == {"reddit/2030-03/talk-2-s2/index.html", "reddit/2030-04/talk-2-s2/index.html"}


def test_summaries_speak_of_the_whole_dump_and_of_one_debate(folder: Folder) -> None:
    dump(folder, "dumps/mills/", "submissions.jsonl", "comments.jsonl")
    folder.write("-- content/dumps/mills.yaml --\ntopics: [mill]\n")
    folder.write("-- content/dumps/mills/talk-2-s2.yaml --\ntitle: The second talk\n")
    folder.write("-- content/dumps/mills/aside.thread.yaml --\ncomments: [{author: Di, body: Yes}]\n")
    folder.write("-- content/dumps/mills/aside.yaml --\ntitle: An aside\n")
    outcome = folder.build()
    assert (outcome.code, outcome.err) == (0, "")
    assert folder.page("topics/mill/index.html").count('class="entry"') == 2
    assert "The second talk" in folder.page("dumps/mills/talk-2-s2/index.html")
    assert "An aside" in folder.page("dumps/mills/aside/index.html")


def test_a_folder_keeps_its_whole_name(folder: Folder) -> None:
    dump(folder, "dumps/v1.2/", "submissions.jsonl", "comments.jsonl")
    folder.write("-- content/dumps/v1.2.yaml --\ntopics: [mill]\n")
    outcome = folder.build()
    assert (outcome.code, outcome.err) == (0, "")
    assert folder.page("topics/mill/index.html").count('class="entry"') == 2
    assert "Talk 1" in folder.page("dumps/v1.2/talk-1-s1/index.html")


def test_a_dump_at_the_top_of_the_content_needs_no_folder(folder: Folder) -> None:
    dump(folder, "", "submissions.jsonl", "comments.jsonl")
    assert folder.build().code == 0
    assert "Talk 1" in folder.page("talk-1-s1/index.html")


def test_a_summary_for_no_debate_of_the_dump_is_an_error(folder: Folder) -> None:
    dump(folder, "dumps/mills/", "submissions.jsonl", "comments.jsonl")
    folder.write("-- content/dumps/mills/talk-3-s3.yaml --\ntitle: x\n")
    assert folder.build().err.splitlines()[0] == (
        "error: content/dumps/mills/talk-3-s3.yaml:1: no thread of the file has this address (see moothall inspect)"
    )
