"""What belongs together is one debate, and every summary finds its debate."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

from tests.conftest import Folder

CREATOR = '{"id": 7, "name": "ada", "actor_id": "https://towns.example/u/ada"}'
POST = '{"id": 20, "name": "Shall we?", "creator_id": 7, "community_id": 2, "ap_id": "https://towns.example/post/20"}'


def comment(number: int, path: str, words: str, post: str = POST) -> str:
    return (
        f'{{"comment": {{"id": {number}, "creator_id": 7, "post_id": {json.loads(post)["id"]}, "content": "{words}", '
        f'"path": "{path}", "published": "2024-01-0{number}T00:00:00Z", "ap_id": "https://towns.example/c/{number}"}}, '
        f'"creator": {CREATOR}, "post": {post}}}'
    )


def test_a_post_and_its_comments_side_by_side_are_one_debate(folder: Folder) -> None:
    folder.write(f'-- content/mill/post.json --\n{{"post_view": {{"post": {POST}, "creator": {CREATOR}}}}}\n')
    folder.write(f'-- content/mill/page-1.json --\n{{"comments": [{comment(2, "0.1.2", "Two")}]}}\n')
    folder.write(f'-- content/mill/page-2.json --\n{{"comments": [{comment(1, "0.1", "One")}]}}\n')
    folder.write("-- content/mill/post.yaml --\ntitle: The mill\n")
    outcome = folder.build()
    assert (outcome.code, outcome.err) == (0, "")
    record = json.loads(folder.page("mill/post/thread.json"))
    assert record["title"] == "The mill"
    assert [(one["id"], one["parent"], one["depth"]) for one in record["comments"]] == [("1", None, 1), ("2", "1", 2)]
    files = [file["source"] for file in record["provenance"]["files"]]
    assert files == ["mill/post.json", "mill/page-1.json", "mill/page-2.json"]
    assert [name for name in folder.tree() if name.endswith("thread.json")] == ["mill/post/thread.json"]


def test_a_comment_told_twice_counts_once_and_the_later_file_is_believed(folder: Folder) -> None:
    folder.write(f'-- content/a-1.json --\n{{"comments": [{comment(1, "0.1", "First words")}]}}\n')
    folder.write(f'-- content/a-2.json --\n{{"comments": [{comment(1, "0.1", "Later words")}]}}\n')
    assert folder.build().code == 0
    report = json.loads((folder.path / ".moothall/report.json").read_text())["comments"]
    assert (report["read"], report["published"]) == (2, 1)
    assert report["skipped"] == [{"source": "content/a-1.json", "id": "1", "reason": "told again by a-2.json"}]
    assert "Later words" in folder.page("a-1/index.html")


def test_posts_of_two_servers_with_one_number_stay_apart(folder: Folder) -> None:
    other = POST.replace("towns", "fjord")
    folder.write(f'-- content/a.json --\n{{"comments": [{comment(1, "0.1", "Here")}]}}\n')
    folder.write(f'-- content/b.json --\n{{"comments": [{comment(1, "0.1", "There", other)}]}}\n')
    folder.build()
    assert "Here" in folder.page("a/index.html")
    assert "There" in folder.page("b/index.html")


def test_a_file_of_many_threads_takes_summaries_for_all_and_for_one(folder: Folder) -> None:
    second = POST.replace("20", "21").replace("Shall we?", "Why?")
    both = f"{comment(1, '0.1', 'One')}, {comment(2, '0.2', 'Two', second)}"
    folder.write(f'-- content/list.json --\n{{"comments": [{both}]}}\n')
    folder.write("-- content/list.yaml --\ntopics: [mill]\n-- content/list/post-21.yaml --\ntitle: But why\n")
    outcome = folder.build()
    assert (outcome.code, outcome.err) == (0, "")
    assert "Shall we?" in folder.page("list/post-20/index.html")
    assert "But why" in folder.page("list/post-21/index.html")
    assert folder.page("topics/mill/index.html").count('class="entry"') == 2


def test_a_summary_for_no_thread_of_the_file_is_an_error(folder: Folder) -> None:
    second = POST.replace("20", "21")
    both = f"{comment(1, '0.1', 'One')}, {comment(2, '0.2', 'Two', second)}"
    folder.write(f'-- content/list.json --\n{{"comments": [{both}]}}\n-- content/list/post-9.yaml --\ntitle: x\n')
    assert folder.build().err.splitlines()[0] == (
        "error: content/list/post-9.yaml:1: no thread of the file has this address (see moothall inspect)"
    )


def test_two_pages_cannot_have_one_address(folder: Folder) -> None:
    many = "".join(f"  - {{id: n{n}, author: Di, body: Word}}\n" for n in range(3))
    folder.write(f"-- site.yaml --\npage_comments: 2\n-- content/a.thread.yaml --\ncomments:\n{many}")
    folder.write("-- content/a/2.thread.yaml --\ncomments: [{author: Di, body: Yes}]\n")
    outcome = folder.build()
    assert outcome.code == 1
    assert "two pages want the address /a/2/ (rename one of the sources)" in outcome.err


def test_pictures_are_links_pictures_or_copies_as_the_site_says(folder: Folder) -> None:
    body = "See ![the mill](https://pics.example/a/mill.png) and ![a pond](https://pics.example/pond.png)."
    folder.write(f"-- content/a.thread.yaml --\ncomments: [{{author: Di, body: '{body}'}}]\n")
    picture = folder.path / "content/_media/mill.png"
    picture.parent.mkdir()
    picture.write_bytes(png())
    folder.build()
    page = folder.page("a/index.html")
    assert "<img" not in page
    assert 'href="https://pics.example/a/mill.png"' in page
    folder.write("-- site.yaml --\nimages: embed\n")
    folder.build()
    assert '<img src="https://pics.example/a/mill.png"' in folder.page("a/index.html")
    folder.write("-- site.yaml --\nimages: local\n")
    folder.build()
    page = folder.page("a/index.html")
    copy = page.split('<img src="')[1].split('"')[0]
    assert copy.startswith("../assets/media/")
    assert (folder.path / "output/a" / copy).read_bytes() == png()
    assert 'href="https://pics.example/pond.png"' in page
    assert "pics.example" not in folder.page("a/index.html").split("Content-Security-Policy")[1].split(">")[0]


def test_files_that_begin_with_a_dot_or_underscore_are_left_alone(folder: Folder) -> None:
    folder.write("-- content/.DS_Store --\n\0\n-- content/_notes/a.txt --\nx\n")
    folder.write("-- content/a.thread.yaml --\ncomments: [{author: Di, body: Yes}]\n")
    assert folder.build().code == 0


def test_what_editors_write_beside_a_source_is_no_source(folder: Folder) -> None:
    for name in ("a.thread.yaml", "a.thread.yaml~", "#a.thread.yaml#", ".a.thread.yaml.swp"):
        folder.write(f"-- content/{name} --\ncomments: [{{author: Di, body: Yes}}]\n")
    assert folder.build().out.startswith("read       1 source with 1 comment\n")


def test_compressed_sources_are_read_through(folder: Folder) -> None:
    import gzip

    import zstandard

    words = b"comments: [{author: Di, body: Yes}]\n"
    (folder.path / "content/a.thread.yaml.gz").write_bytes(gzip.compress(words))
    (folder.path / "content/b.thread.yaml.zst").write_bytes(zstandard.compress(words))
    (folder.path / "content/c.thread.yaml.gz").write_bytes(gzip.compress(words * 99)[:-20])
    outcome = folder.build("--keep-going")
    assert {"a/index.html", "b/index.html"} <= folder.tree().keys()
    assert (
        outcome.err == "error: content/c.thread.yaml.gz:1: cannot be unpacked (the file was cut off: save it again)\n"
    )


def png() -> bytes:
    """The smallest picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def test_a_folder_without_content_makes_a_site_that_says_so(folder: Folder) -> None:
    assert folder.build().code == 0
    assert "There are no debates yet" in folder.page()


def test_a_site_elsewhere_is_built_where_one_says(folder: Folder, tmp_path: Path) -> None:
    folder.write("-- content/a.thread.yaml --\ncomments: [{author: Di, body: Yes}]\n")
    other = Folder(tmp_path)
    outcome = other.run("build", "--site", "site", "--output", "elsewhere/out", "--report", "r.json", "--jobs", "1")
    assert (outcome.code, outcome.err) == (0, "")
    assert "a/index.html" in other.tree("elsewhere/out")
    assert json.loads((tmp_path / "r.json").read_text())["threads"] == 1
    assert not (tmp_path / "elsewhere/.moothall").exists()


def test_words_may_lead_to_other_comments_of_their_thread_and_nowhere_else_inside(folder: Folder) -> None:
    body = '<a href="#c-a">one</a> <a href="#c-z">none</a> <a href="#post">post</a> <a href="#main">page</a>'
    folder.write(
        "-- site.yaml --\npage_comments: 1\n-- content/a.thread.yaml --\npost: {body: Hello}\ncomments:\n"
        f"  - {{id: a, author: Di, body: Yes}}\n  - {{id: b, author: Di, markup: html, body: '{body}'}}\n"
    )
    folder.build()
    words = folder.page("a/2/index.html").split('id="c-b"')[1].split("</article>")[0]
    assert '<a href="../#c-a">one</a> none <a href="../#post">post</a> page' in words
