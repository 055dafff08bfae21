"""Files that single hosts look for."""

from __future__ import annotations

from tests.conftest import Folder

SITE = """\
-- site.yaml --
base_url: https://bench.example:8443/forum/
host_files: [CNAME, _headers, _redirects, not_found.html]
-- content/town/bench.thread.yaml --
comments: [{author: Di, body: Leave it}]
-- content/town/bench.yaml --
redirect_from: [/old/bench/, old thread.php]
-- content/town/draft.thread.yaml --
comments: [{author: Di, body: Not yet}]
-- content/town/draft.yaml --
draft: true
redirect_from: [/old/draft/]
"""


def test_files_that_are_asked_for_are_there(folder: Folder) -> None:
    folder.write(SITE.replace("old thread.php", "old/bänk.php"))
    assert folder.build().code == 0
    assert folder.page("CNAME") == "bench.example\n"
    assert folder.page("_redirects") == (
        "/forum/old/b%C3%A4nk.php /forum/town/bench/ 301\n/forum/old/bench/ /forum/town/bench/ 301\n"
    )
    assert not (folder.path / "output/old").exists()
    assert folder.page("_headers").startswith("/*\n  X-Content-Type-Options: nosniff\n")
    assert folder.page("not_found.html") == folder.page("404.html")


def test_none_is_there_unless_asked_for(folder: Folder) -> None:
    folder.write("-- content/a.thread.yaml --\ncomments: [{author: Di, body: Yes}]\n")
    folder.build()
    assert not folder.tree().keys() & {"CNAME", "_headers", "_redirects", "not_found.html"}


def test_a_name_needs_an_address(folder: Folder) -> None:
    folder.write("-- site.yaml --\nhost_files: [CNAME]\n")
    outcome = folder.build()
    assert outcome.err == "error: site.yaml: host_files: CNAME holds the host of base_url, which is not set\n"
    assert outcome.code == 2


def test_a_file_nobody_looks_for_is_refused(folder: Folder) -> None:
    folder.write("-- site.yaml --\nhost_files: [_header]\n")
    message = (
        "an item of host_files must be one of CNAME, _headers, _redirects, not_found.html (did you mean _headers?)"
    )
    assert folder.build().err == f"error: site.yaml:1:14: {message}\n"
