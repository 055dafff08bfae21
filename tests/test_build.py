"""The main job, from dropped-in files to a published site, and what happens when something is wrong with them."""

from __future__ import annotations

import json
import multiprocessing
import os
from pathlib import Path

import pytest

from generator.readers import READERS
from tests.conftest import Folder

KNOWN = ", ".join(reader.NAME for reader in READERS)
PASTE = """\
-- content/ai/plant.txt --
A painter asked to be left out of a model. The makers agreed; a hobbyist put her back.

  • Ada Quill@towns.example
    link
    fedilink
    arrow-up
    9
    ·
    1 year ago

    If I photograph a Ford plant and build my own, is that theft?

    • Bo@fjord.example
      link
      fedilink
      arrow-up
      4
      ·
      edit-2
      1 year ago

      If I photograph a Ford plant and build my own, is that theft?

      No. You left the plant where it was.

      • one thing
      • another

  • Cy@fjord.example
    link
    fedilink
    arrow-up
    1
    ·
    1 year ago

    deleted by creator
"""
SUMMARY = """\
-- content/ai/plant.yaml --
title: Left out & put back
article: {title: She said no, url: https://review.example/no, publisher: The Review, published: 2023-08}
summary: |
  A painter said **no**. See [the plant](#c-fixme).
topics: [ai-art, Copyright & law]
captured: 2024-09-01
"""
SHORT = "comments: [{author: Di, body: Yes}]\n"


@pytest.fixture
def built(folder: Folder) -> Folder:
    folder.write(PASTE + SUMMARY)
    outcome = folder.build()
    assert (outcome.code, outcome.err) == (0, "")
    return folder


def test_a_build_says_what_it_did(folder: Folder) -> None:
    folder.write(PASTE + SUMMARY)
    lines = folder.build().out.splitlines()
    assert lines[:3] == [
        "read       1 source with 3 comments",
        "published  1 debate with 3 comments",
        "search     4 documents",
    ]
    assert lines[3].startswith("wrote      ")
    assert lines[4:] == [
        "note       without a base_url in site.yaml the feed and the sitemap hold no full addresses",
        "open       output/index.html",
    ]


def test_quiet_says_nothing(folder: Folder) -> None:
    folder.write(PASTE + SUMMARY)
    assert folder.build("--quiet").out == ""


def test_every_page_of_the_contract_is_there(built: Folder) -> None:
    names = built.tree().keys()
    assert {
        "index.html",
        "ai/plant/index.html",
        "ai/plant/thread.json",
        "topics/index.html",
        "topics/ai-art/index.html",
        "topics/copyright-law/index.html",
        "people/index.html",
        "archive/index.html",
        "archive/2023/index.html",
        "search/index.html",
        "404.html",
        "feed.xml",
        "sitemap.xml",
        "robots.txt",
        ".nojekyll",
    } <= names
    allowed = {"html", "css", "js", "json", "xml", "txt", "svg", "png", "webp", "woff2"}
    assert {name.rpartition(".")[2] for name in names} <= allowed | {"nojekyll"}


def test_a_comment_is_an_article_with_what_scripts_need(built: Folder) -> None:
    page = built.page("ai/plant/index.html")
    assert page.count('<article class="comment') == 3
    assert 'data-author="Ada Quill@towns.example" data-depth="1"' in page
    assert 'data-author="Bo@fjord.example" data-depth="2"' in page
    assert '<section class="summary"' in page
    assert "Left out &amp; put back" in page


def test_years_are_never_shown_as_days(built: Folder) -> None:
    page = built.page("ai/plant/index.html")
    assert '<time datetime="2023">about 2023</time>' in page


def test_a_repeated_paragraph_is_a_quote_that_leads_to_its_comment(built: Folder) -> None:
    first = json.loads(built.page("ai/plant/thread.json"))["comments"][0]["id"]
    page = built.page("ai/plant/index.html")
    quote = page.split('<blockquote class="quote">')[1].split("</blockquote>")[0]
    assert "Ford plant" in quote
    assert f'href="#c-{first}"' in quote
    assert "Ada Quill" in quote


def test_the_introduction_is_the_summary_where_no_one_wrote_one(folder: Folder) -> None:
    folder.write(PASTE)
    folder.build()
    summary = folder.page("ai/plant/index.html").split('<section class="summary"')[1].split("</section>")[0]
    assert "A painter asked to be left out of a model." in summary
    assert 'id="post"' not in folder.page("ai/plant/index.html")


def test_the_introduction_stays_where_someone_wrote_a_summary(built: Folder) -> None:
    post = built.page("ai/plant/index.html").split('id="post"')[1].split("</section>")[0]
    assert "A painter asked to be left out of a model." in post


def test_thread_json_holds_the_words_the_summary_and_where_they_come_from(built: Folder) -> None:
    record = json.loads(built.page("ai/plant/thread.json"))
    assert record["title"] == "Left out & put back"
    assert record["summary"]["article"]["published"] == "2023-08"
    assert record["provenance"]["source"] == "ai/plant.txt"
    assert len(record["provenance"]["sha256"]) == 64
    assert record["provenance"]["captured"] == "2024-09-01"
    assert [(c["author"], c["published"], c["score"], c["state"]) for c in record["comments"]] == [
        ("Ada Quill@towns.example", "2023", 9, "shown"),
        ("Bo@fjord.example", "2023", 4, "shown"),
        ("Cy@fjord.example", "2023", 1, "deleted"),
    ]


def test_the_report_accounts_for_every_comment(folder: Folder) -> None:
    folder.write(PASTE + SUMMARY.replace("captured", "draft: true\ncaptured"))
    folder.write(PASTE.replace("plant.txt", "other.txt"))
    folder.build()
    report = json.loads((folder.path / ".moothall/report.json").read_text())
    comments = report["comments"]
    assert comments["read"] == 6
    assert comments["published"] == 3
    assert {one["reason"] for one in comments["skipped"]} == {"draft"}
    assert comments["read"] == comments["published"] + comments["redacted"] + len(comments["skipped"])
    assert report["sources"] == 2
    assert report["threads"] == 1
    assert report["files"] == len(folder.tree())
    assert report["bytes"] == sum(map(len, folder.tree().values()))


def test_drafts_and_noindex_are_obeyed(folder: Folder) -> None:
    folder.write(PASTE + SUMMARY + "noindex: true\n")
    folder.write((PASTE + SUMMARY).replace("plant", "secret") + "draft: true\n")
    folder.build("--base-url", "https://debates.example/a")
    assert '<meta name="robots" content="noindex">' in folder.page("ai/plant/index.html")
    assert "https://debates.example/a/archive/" in folder.page("sitemap.xml")
    assert "plant" not in folder.page("sitemap.xml") + folder.page("feed.xml")
    assert not [name for name, data in folder.tree().items() if b"secret" in data or "secret" in name]


def test_serial_and_parallel_builds_give_the_same_bytes(folder: Folder, sample: Folder) -> None:
    root = sample.path
    (folder.path / "content").rmdir()
    (folder.path / "content").symlink_to(root / "content")
    (folder.path / "site.yaml").symlink_to(root / "site.yaml")
    assert folder.run("build", "--jobs", "2", "--executor", "processes", "--no-cache").code == 0
    assert folder.tree() == sample.tree()
    assert not multiprocessing.active_children()


def dumped(name: str, answers: str, body: str, **more: object) -> str:
    """A line of a dump: a post where it answers nothing, else a comment under it."""
    common = {"author": "Ada", "created_utc": 1_900_000_000, "id": name, "score": 1, "subreddit": "mills"}
    if answers:
        return json.dumps(common | {"body": body, "link_id": f"t3_{answers}", "parent_id": f"t3_{answers}"}) + "\n"
    return json.dumps(common | {"title": body, "selftext": body, "is_self": True, "num_comments": 1, "url": ""}) + "\n"


def mailed(name: str, body: str, answers: str = "") -> str:
    head = f"From a@b.example Mon Jan  1 00:00:00 2024\nFrom: Ada <a@b.example>\nMessage-ID: <{name}@b.example>\n"
    replies = f"In-Reply-To: <{answers}@b.example>\n" if answers else ""
    return f"{head}{replies}Date: Mon, 01 Jan 2024 00:00:00 +0000\nSubject: Of {answers or name}\n\n{body}\n\n"


GROWN = {
    "dump.jsonl": [
        "".join(dumped(post, "", f"Post {post}") for post in ("p1", "p2", "p3")) + dumped("c1", "p1", "First."),
        dumped("c2", "p2", "Second."),
    ],
    "list.mbox": ["".join(mailed(name, f"Mail {name}.") for name in ("m1", "m2", "m3")), mailed("m4", "Yes.", "m2")],
}


@pytest.mark.parametrize("name", GROWN)
def test_of_a_file_that_grew_only_the_threads_that_grew_are_rendered(name: str, folder: Folder) -> None:
    file = folder.path / "content" / name
    rendered = []
    for part in GROWN[name]:
        with file.open("a", encoding="utf-8") as grown:
            grown.write(part)
        assert folder.build().code == 0
        report = json.loads((folder.path / ".moothall/report.json").read_text())
        rendered.append((report["cached"], report["rendered"]))
    assert rendered == [(0, 3), (2, 1)]
    incremental = folder.tree()
    assert folder.build("--no-cache").code == 0
    assert folder.tree() == incremental


def test_a_second_build_takes_everything_from_the_cache_and_changes_nothing(built: Folder) -> None:
    before = built.tree()
    outcome = built.build()
    report = json.loads((built.path / ".moothall/report.json").read_text())
    assert (report["cached"], report["rendered"]) == (1, 0)
    assert "(1 debate from cache)" in outcome.out
    assert built.tree() == before


def test_a_changed_layout_renders_anew(built: Folder) -> None:
    built.write(
        "-- layouts/_comment.html --\n{% macro badges(b) %}{% endmacro %}{% macro tombstone(s) %}{% endmacro %}"
        "{% macro attachments(names) %}{% endmacro %}{% macro gap(more) %}{% endmacro %}"
        '{% macro comment(c, lang) %}<article class="comment mine" id="{{ c.anchor }}"></article>{% endmacro %}'
    )
    built.build()
    assert built.page("ai/plant/index.html").count("comment mine") == 3


def test_two_threads_make_one_debate(folder: Folder) -> None:
    folder.write(PASTE.replace("plant.txt", "a.txt") + PASTE.replace("plant.txt", "b.txt"))
    folder.write("-- content/ai/both.yaml --\ntitle: Both\nthreads: [a.txt, b.txt]\n")
    outcome = folder.build()
    assert outcome.code == 0, outcome.err
    record = json.loads(folder.page("ai/both/thread.json"))
    assert len(record["comments"]) == 6
    assert len({comment["id"] for comment in record["comments"]}) == 6
    assert [comment["part"] for comment in record["comments"]] == [1, 1, 1, 2, 2, 2]
    assert [part["provenance"]["source"] for part in record["parts"]] == ["ai/a.txt", "ai/b.txt"]
    page = folder.page("ai/both/index.html")
    assert page.count('<article class="comment') == 6
    assert not (folder.path / "output/ai/a").exists()


def test_a_long_debate_goes_on_on_further_pages_and_every_link_finds_its_comment(folder: Folder) -> None:
    folder.write("-- site.yaml --\npage_comments: 2\n" + PASTE)
    folder.build()
    first, second = folder.page("ai/plant/index.html"), folder.page("ai/plant/2/index.html")
    ids = [comment["id"] for comment in json.loads(folder.page("ai/plant/thread.json"))["comments"]]
    assert [f'id="c-{id_}"' in first for id_ in ids] == [True, True, False]
    assert f'id="c-{ids[2]}"' in second
    assert 'href="2/#comments"' in first
    assert 'data-anchors="anchors.js"' in first
    assert f'{{"c-{ids[2]}": 2}}' in folder.page("ai/plant/anchors.js")


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            PASTE.replace("ai/plant", "a") + "-- content/a.yaml --\ntopics: [x]\ntittle: A\n",
            'error: content/a.yaml:2:1: unknown key "tittle" (did you mean "title"?)',
        ),
        (
            '-- content/a.json --\n{"post_view": {"post": {"id": 1, "creator_id": 1, "community_id": 2, "ap_id": ""\n',
            "error: content/a.json:1: the JSON ends too early (the file was cut off: save the export again)",
        ),
        (
            "-- content/a.txt --\nPK\0\0\n",
            "error: content/a.txt:1: a binary file, which no reader knows (take it out of content/)",
        ),
        (
            "-- content/a.txt --\n \n",
            "error: content/a.txt:1: the file is empty (delete it, or save the export again)",
        ),
        (
            "-- content/a.txt --\nJust words.\n",
            f"error: content/a.txt:1: no reader knows this file (known formats: {KNOWN}; see docs/readers.md)",
        ),
        (
            "-- content/a.yaml --\ntitle: Alone\n",
            "error: content/a.yaml:1: this summary names no source (put the thread's export beside it as a.txt, "
            ".json, …, or name it under threads)",
        ),
        (
            PASTE.replace("ai/plant.txt", "a.txt") + "-- content/a.thread.yaml --\n" + SHORT,
            "error: content/a.txt:1: a.thread.yaml has the same address, /a/ (rename one, or list both under threads "
            "in a.yaml)",
        ),
        (
            "-- content/search/a.thread.yaml --\n" + SHORT,
            "error: content/search/a.thread.yaml:1: the address /search/ belongs to the site's own pages (rename it)",
        ),
        (
            "-- content/a.thread.yaml --\n" + SHORT + "-- content/b.yaml --\nthreads: [c.txt]\n",
            'error: content/b.yaml:1: there is no source "c.txt" beside it (see its key threads)',
        ),
    ],
    ids=["key", "truncated", "binary", "empty", "unknown", "sourceless", "collision", "reserved", "threads"],
)
def test_bad_content_is_one_line_and_leaves_the_old_site(files: str, message: str, built: Folder) -> None:
    before = built.tree()
    built.write(files)
    outcome = built.build()
    assert outcome.code == 1
    assert outcome.err.splitlines() == [message, "nothing was published; the old site is untouched"]
    assert outcome.out == ""
    assert built.tree() == before
    kept_going = built.build("--keep-going")
    assert kept_going.code == 1
    assert kept_going.err.splitlines() == [message]
    assert "ai/plant/index.html" in built.tree()
    assert not (built.path / "output.new").exists()


def test_every_error_of_the_run_is_shown(folder: Folder) -> None:
    folder.write("-- content/a.txt --\nwords\n-- content/b.yaml --\nlanguage: [en]\ncaptured: soon\n")
    errors = folder.build().err.splitlines()
    assert [line.partition(" (")[0] for line in errors[:-1]] == [
        "error: content/a.txt:1: no reader knows this file",
        "error: content/b.yaml:1:11: language must be a text, not a list or keys",
        "error: content/b.yaml:2:11: captured must be a date like 2024, 2024-09, 2024-09-01 or 2024-09-01T12:30:00Z",
    ]


def test_strict_makes_warnings_errors(folder: Folder) -> None:
    folder.write(PASTE)
    relaxed = folder.build()
    assert relaxed.code == 0
    message = 'ages like "1 year ago" become dates once the summary says when the source was captured'
    assert relaxed.err == f"warning: content/ai/plant.txt:1: {message} [no-capture-date]\n"
    strict = folder.build("--strict")
    assert strict.code == 1
    assert strict.err.splitlines()[0] == f"error: content/ai/plant.txt:1: {message} [no-capture-date]"


@pytest.mark.parametrize(
    ("args", "files", "message"),
    [
        (
            ("--executor", "cloud"),
            "",
            'error: unknown executor "cloud" (one of auto, serial, processes, dask://HOST:PORT)',
        ),
        (("--jobs", "no"), "", 'error: --jobs takes a number of processes or auto, not "no"'),
        (("--base-url", "x"), "", "error: --base-url must be an address that begins with http:// or https://"),
        (
            (),
            "-- site.yaml --\naccent: red\n",
            "error: site.yaml:1:9: accent must be a colour like #9a3b1e, in quotes",
        ),
        ((), "-- site.yaml --\npage_comments: 0\n", "error: site.yaml:1:16: page_comments must be at least 1"),
        (
            (),
            "-- layouts/home.html --\n{% block %}\n",
            "error: layouts/home.html:1: layout: expected token 'name', got 'end of statement block'",
        ),
        (
            (),
            "-- layouts/home.html --\n\n{{ nothing.at.all }}\n",
            "error: layouts/home.html:2: layout home.html: 'nothing' is undefined",
        ),
        (
            (),
            "-- layouts/assets/js/slash.js --\nlet one;\nfunction ( {\n",
            "error: layouts/assets/js/slash.js:2: cannot be read: expected Identifier instead of ( in function "
            "declaration",
        ),
        (
            (),
            "-- layouts/assets/a.mp4 --\nx\n",
            "error: layouts/assets/a.mp4: an asset of this kind cannot be published (free hosts serve css, js, json, "
            "png, svg, txt, webp, woff2, xml)",
        ),
        (
            (),
            "-- output/mine.doc --\nx\n",
            "error: output: the output folder holds files that Moothall did not write (name an empty folder, or put a "
            "file .nojekyll into it if it may be replaced)",
        ),
    ],
    ids=["executor", "jobs", "url", "colour", "least", "syntax", "undefined", "script", "asset", "foreign"],
)
def test_wrong_settings_are_one_line_and_exit_2(
    args: tuple[str, ...], files: str, message: str, folder: Folder
) -> None:
    folder.write(PASTE + SUMMARY + files)
    outcome = folder.build(*args)
    assert outcome.err.replace(f"{folder.path.resolve()}/", "").splitlines() == [message]
    assert outcome.code == 2


@pytest.mark.parametrize("output", [".", "content", "content/out", "layouts/x"])
def test_the_output_never_replaces_the_source(output: str, folder: Folder) -> None:
    folder.write(PASTE + SUMMARY + "-- .nojekyll --\n\n-- layouts/x/.nojekyll --\n\n")
    outcome = folder.build("--output", output)
    assert outcome.code == 2
    assert "(each build replaces it as a whole: name another folder)" in outcome.err
    assert (folder.path / "content/ai/plant.txt").exists()


def test_a_name_that_is_no_text_is_an_error(folder: Folder) -> None:
    name = os.fsdecode(b"content/a\xff.txt")
    try:
        (folder.path / name).write_text("x", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only text for names")
    outcome = folder.build()
    assert outcome.err.splitlines()[0] == "error: 'content/a\\udcff.txt':1: its name is not UTF-8 (rename it)"


def test_long_titles_in_any_script_make_addresses_that_file_systems_take(folder: Folder) -> None:
    title = "\U00020000" * 300
    folder.write(f"-- content/a.thread.yaml --\ntitle: {title}\ncomments: [{{author: Di, body: Yes}}]\n")
    folder.write(f"-- content/a.yaml --\ntopics: ['{title}']\n")
    assert folder.build().code == 0


def test_no_content_folder_is_an_error(tmp_path: Path) -> None:
    outcome = Folder(tmp_path).build()
    assert (outcome.code, outcome.err) == (
        1,
        "error: content: there is no such folder (begin with moothall new, or put exports there)\n",
    )


def test_addresses_keep_every_script_and_lose_what_no_address_can_hold(folder: Folder) -> None:
    folder.write(PASTE.replace("ai/plant", "日本 語/Größe: ja?"))
    assert folder.build().code == 0
    assert "日本-語/Größe-ja/index.html" in folder.tree()
    assert "%E6%97%A5" in folder.page()


def test_a_debate_whose_summary_cannot_be_read_is_not_published_without_it(folder: Folder) -> None:
    folder.write("-- content/a.thread.yaml --\n" + SHORT + "-- content/a.yaml --\ndraft: true\ndate: x\n")
    folder.write("-- content/b.thread.yaml --\n" + SHORT)
    folder.write("-- content/c.thread.yaml --\n" + SHORT + "-- content/d.yaml --\nthreads: [c.thread.yaml]\ndraft: 1\n")
    outcome = folder.build("--keep-going")
    assert outcome.code == 1
    assert {name.split("/")[0] for name in folder.tree() if name.endswith("thread.json")} == {"b"}
