"""The command as a user meets it: its exit codes, the sample site, and a site that several processes look at."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checking import site as checking
from generator.checking.addresses import Base, resolve
from tests.conftest import Folder


def test_the_sample_site_is_clean_on_every_host(sample: Folder) -> None:
    outcome = sample.run("check")
    assert outcome.out.endswith(": nothing wrong\n")
    assert (outcome.err, outcome.code) == ("", 0)


def test_a_site_built_for_an_address_is_clean(sample: Folder, folder: Folder) -> None:
    shutil.copytree(sample.path / "content", folder.path / "content", dirs_exist_ok=True)
    assert folder.build("--base-url", "https://talk.example/archive/").code == 0
    assert folder.run("check").code == 0


def test_a_long_debate_in_many_pages_is_clean(sample: Folder, folder: Folder) -> None:
    shutil.copytree(sample.path / "content", folder.path / "content", dirs_exist_ok=True)
    folder.write("-- site.yaml --\npage_comments: 4\nlinks: files\n")
    assert folder.build().code == 0
    assert folder.run("check").code == 0
    assert (folder.path / "output/town/benches/anchors.js").exists()


def test_the_site_and_its_output_can_lie_elsewhere(sample: Folder, tmp_path: Path) -> None:
    shutil.copytree(sample.path / "output", tmp_path / "elsewhere")
    (tmp_path / "elsewhere/town/benches/index.html").unlink()
    for site in ([str(sample.path)], ["--site", str(sample.path)]):
        outcome = Folder(tmp_path).run("check", *site, "--output", "elsewhere")
        assert outcome.out.startswith("elsewhere/archive/2024/index.html:")
        assert outcome.code == 1


def test_a_site_is_named_as_for_other_commands_or_by_its_folder_or_is_the_built_one_itself(
    sample: Folder, tmp_path: Path
) -> None:
    shutil.copytree(sample.path / "output", tmp_path / "clone")
    (tmp_path / "clone/.git").mkdir()
    (tmp_path / "clone/.git/index.html").write_text("not of the site", encoding="utf-8")
    told = sample.run("check").out
    for words in (["--site", str(sample.path)], [str(sample.path)], [str(sample.path / "output")], ["clone"]):
        outcome = Folder(tmp_path).run("check", *words)
        assert (outcome.out, outcome.err, outcome.code) == (told, "", 0)


def test_a_summary_is_found_from_the_built_folder(folder: Folder) -> None:
    folder.write("-- content/a.thread.yaml --\ncomments: [{author: Di, body: Yes}]\n")
    folder.write('-- content/a.yaml --\nsummary: "[That](#c-gone)."\n')
    folder.build()
    told = folder.run("check").out
    assert told.startswith("content/a.yaml:1:")
    assert folder.run("check", "output").out == told


def test_a_site_is_named_once(folder: Folder) -> None:
    outcome = folder.run("check", "output", "--site", ".")
    assert outcome.err.endswith("Error: Name the site once, by FOLDER or by --site.\n")
    assert outcome.code == 2


def test_without_a_built_site_the_way_to_one_is_told(folder: Folder) -> None:
    outcome = folder.run("check")
    assert outcome.err == "error: output: there is no built site (run moothall build first)\n"
    assert (outcome.out, outcome.code) == ("", 2)


def test_an_unknown_host_is_wrong_usage(folder: Folder) -> None:
    outcome = folder.run("check", "--host", "geocities")
    assert "'geocities' is not one of 'github', 'cloudflare', 'netlify'" in outcome.err
    assert outcome.code == 2


def test_several_processes_find_what_one_finds(sample: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "output"
    shutil.copytree(sample.path / "output", output)
    (output / "town/benches/index.html").unlink()
    alone = checking.check_site(sample.path, output, None)
    monkeypatch.setattr(checking, "SMALL", 0)
    monkeypatch.setattr(checking, "BATCH", 20_000)
    together = checking.check_site(sample.path, output, None)
    assert list(map(str, together.findings)) == list(map(str, alone.findings)) != []
    assert (together.pages, together.links) == (alone.pages, alone.links)


PIECES = [
    *(
        "<a href='",
        "<a name=x>",
        "'>",
        '"',
        "<img srcset='a 1x, b'",
        "<p id='a'>",
        "<p id=a lang=xx_>",
        "#b",
        "../",
        "/\t",
    ),
    *("<![x[", "<!--", "</title>", "<meta http-equiv=refresh content='0;url=", "%zz", "[::1]", "\n", "\x1b[31m", "é"),
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join))
def test_every_page_is_read_and_every_finding_is_one_line(body: str) -> None:
    with TemporaryDirectory() as folder:
        output = Path(folder)
        (output / "index.html").write_text(f"<!doctype html>\n{body}", encoding="utf-8")
        (output / "feed.xml").write_text(body, encoding="utf-8")
        (output / "a.css").write_text(f"url({body})", encoding="utf-8")
        for finding in checking.check_site(output, output, None).findings:
            assert re.fullmatch(r"/[^:]+:[1-9]\d*:[1-9]\d*: [^\x00-\x1f]+", str(finding))


@given(st.text(), st.sampled_from(["index.html", "a/b/index.html", "404.html"]), st.booleans())
def test_any_address_leads_somewhere_or_out(value: str, page: str, whole: bool) -> None:
    base = Base("https://talk.example/archive/")
    to = resolve(value, page, base, whole=whole)
    assert to is None or to.file
